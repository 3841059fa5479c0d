"""The fields of an item -> JSON. None is lost: what the schema has no name for keeps its own."""

from __future__ import annotations

import re
from typing import Any, Final, assert_never

from cvtex.emit.items import ItemComposer
from cvtex.emit.jsonresume.dates import end, is_whole, start_and_end
from cvtex.emit.jsonresume.places import Place
from cvtex.model import items
from cvtex.model.amount import Amount
from cvtex.model.dates import Dates, Moment, Single, Term
from cvtex.model.people import Url
from cvtex.model.text import Lines, Text
from cvtex.text.readable import with_readable_signs
from cvtex.text.richtext import plain
from cvtex.text.web_address import encoded_url
from cvtex.value import Value

JsonObject = dict[str, Any]
# Between words of a list, but not within brackets.
_BETWEEN: Final = re.compile(r"(?:[,;]\s+|[，、；]\s*)(?![^()（）]*[)）])")
# How the item is chosen, and what has entries of its own.
_NOT_PRINTED: Final = frozenset(items.ItemBase.__struct_fields__) | {"points", "roles", "degrees", "documents"}
_OF_REFEREE: Final = ("position", "relation", "organisation")


class Fields(Value):
    """Writes values as texts in the composer's language."""

    composer: ItemComposer

    def of(self, content: items.Item, place: Place, inherited: JsonObject) -> JsonObject:
        """`inherited`: what an employer or institution says of all roles there; what the item says replaces it."""
        found = dict(inherited)
        for name in content.__struct_fields__:
            if name in _NOT_PRINTED:
                continue
            value = getattr(content, name)
            if isinstance(value, Dates):
                found |= self._dates(value, place)
            elif printed := self._value(value):
                found[name] = printed
        if isinstance(content, items.Referee):
            found["reference"] = ", ".join(found[name] for name in _OF_REFEREE if name in found)
        found = {place.names.get(name, name): value for name, value in found.items()}
        if "roles" in found:
            found["roles"] = [found["roles"]]
        if "keywords" in found:
            found["keywords"] = words_of(found["keywords"])
        return {**found, "type": place.type}

    def text(self, text: Text | None) -> str:
        return plain(with_readable_signs(self.composer.text(text)))

    def _dates(self, dates: Dates, place: Place) -> JsonObject:
        """What a start and an end cannot tell is in `dates`, as one may write it in any cv.yaml."""
        is_single = isinstance(dates.spans[-1], Single)
        found = start_and_end(dates)
        match place.dates:
            case "both":
                found = {"startDate": found.get("endDate", ""), **found} if is_single else found
            case "award":
                pass
            case "end":
                found = {"date": end(dates)}
            case "start":
                found = {"date": found.get("endDate" if is_single else "startDate", "")}
            case _:
                assert_never(place.dates)
        is_told = is_whole(dates) and (is_single or place.dates in ("both", "award"))
        return found if is_told else {**found, "dates": self.text(dates.text) or str(dates)}

    def _value(self, value: object) -> Any:
        """A field's value -> a text, or a list of texts or objects."""
        match value:
            case Lines():
                return [line for line in plain(self.composer.text(value), "\n").split("\n") if line]
            case Text():
                return self.text(value)
            case Amount():
                return f"{value.money.number} {value.money.currency}" if value.money else self.text(value.text)
            case Url(address):
                return encoded_url(address)
            case items.WebLink():
                return {"label": self.text(value.label), "url": encoded_url(value.url.address)}
            case items.CourseTerm():
                numbers = {"enrolment": self.text(value.enrolment), "evaluation": self.text(value.evaluation)}
                return {"term": _term(value.term), **{name: text for name, text in numbers.items() if text}}
            case tuple():
                return [printed for one in value if (printed := self._value(one))]
            case str():
                return str(value)
            case None:
                return ""
            case _:
                raise AssertionError(value)


def _term(dates: Dates) -> str:
    """In the author's own word: `Fall 2019`."""
    match dates.spans:
        case (Single(Moment(Term() as term)),) if term.word:
            return f"{term.word} {term.year_text}"
        case _:
            return str(dates)


def words_of(text: str) -> list[str]:
    return [word for one in _BETWEEN.split(text) if (word := one.strip())]

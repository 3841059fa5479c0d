"""The model of ORCID's records: values, dates, identifiers, and which of several summaries its owner prefers.

JSON has `{"value": text}` where XML has the text alone. The model: https://github.com/ORCID/orcid-model
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from cvtex.importers.imported import Said
from cvtex.importers.tree import all_said, each, part, said
from cvtex.model.node import Node
from cvtex.text.markup import check_url
from cvtex.text.written_markup import literal
from cvtex.value import Value

# The record's own administration, which no reader sees. The address of an identifier is shown apart.
_DATA: Final = frozenset(
    {"put-code", "@put-code", "display-index", "@display-index", "created-date", "last-modified-date", "source",
     "visibility", "@visibility", "path", "@path", "preferences", "history", "disambiguated-organization",
     "external-id-normalized", "external-id-normalized-error", "external-id-relationship", "external-id-url",
     "language-code", "@language-code", "citation", "contributor-attributes", "contributor-orcid",
     "contributor-email", "review-group-id", "@schemaLocation", "type", "review-type", "@country-code",
     "transient", "@transient", "errors", "convening-org-disambiguated-id", "verified", "primary", "current",
     "@verified", "@primary", "@current", "verification-date", "media-type", "@media-type"}
)  # fmt: skip


class Identifier(Value):
    """`is_own`: of the thing itself, not of one that it is part or a version of."""

    kind: Said | None
    value: Said
    url: Said | None
    relation: str

    @property
    def name(self) -> str:
        return self.kind.text.strip().casefold() if self.kind else ""

    @property
    def label(self) -> str:
        """`grant_number` -> `Grant number`"""
        text = self.kind.text.replace("_", " ").replace("-", " ").strip() if self.kind else ""
        return text.upper() if len(text) <= _LONGEST_SHORT_FORM and text.isalpha() else text[:1].upper() + text[1:]


_LONGEST_SHORT_FORM: Final = 4


def value(node: Node | None, *keys: str) -> Said | None:
    """The text at a path of keys, in XML or, within `value`, in JSON."""
    return said(node, *keys) or said(node, *keys, "value")


def as_words(said_: Said) -> Said:
    """`ARTISTIC_PERFORMANCE` -> `Artistic performance`"""
    return Said(said_.text.lower().replace("_", " ").replace("-", " ").capitalize(), said_.span)


def date_of(node: Node | None) -> Said | None:
    """`{year, month, day}` -> `2019-03-05`; what is no year, in its words. None for the year 0, which is none."""
    year = value(node, "year")
    if year and not year.text.strip("0 "):
        return None
    parts: list[Said] = []
    for key in ("year", "month", "day"):
        one = value(node, key)
        if one is None or not _is_number(one.text.strip()):
            break
        parts.append(one)
    if parts:
        return Said("-".join(f"{int(one.text):02d}" for one in parts), parts[0].span)
    words = list(all_said(node)) if node else []
    return Said(" ".join(one.text for one in words), words[0].span) if words else None


def preferred(summaries: Iterable[Node]) -> tuple[Node, ...]:
    """Of several summaries of one thing, the one that its owner prefers: its display index is the highest."""
    return tuple(sorted(summaries, key=_rank, reverse=True)[:1])


def _rank(node: Node) -> int:
    found = said(node, "display-index") or said(node, "@display-index")
    return int(found.text) if found and _is_number(found.text) else 0


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) <= _MOST_DIGITS


# Python refuses to read a number of more than 4,300.
_MOST_DIGITS: Final = 9


def identifiers(node: Node) -> tuple[Identifier, ...]:
    return tuple(
        Identifier(
            said(one, "external-id-type"),
            number,
            value(one, "external-id-url"),
            relation.text.casefold().replace("_", "-")
            if (relation := said(one, "external-id-relationship"))
            else "self",
        )
        for one in each(node, "external-ids", "external-id")
        if (number := value(one, "external-id-value"))
    )


def shown(node: Node) -> Iterator[Said]:
    """Every text of a part of the record that a reader sees: all but its administration.

    The address behind an identifier counts if the identifier does not say it: no reader sees `https://doi.org/`. An
    end that is the start is not shown twice.
    """
    holder = part(node, "proposal") or node
    is_day = _texts(holder, "start-date") == _texts(holder, "end-date")
    hidden = _DATA | {"end-date"} if is_day else _DATA
    yield from all_said(node, hidden.isdisjoint)
    yield from (one.url for one in identifiers(holder) if one.url and not is_said_by(one.url, one.value))


def _texts(node: Node, name: str) -> list[str]:
    date = part(node, name)
    return [one.text for one in all_said(date)] if date else []


def is_said_by(url: Said, number: Said) -> bool:
    return number.text.strip().casefold() in url.text.casefold()


def identifiers_text(node: Node, left_out: Iterable[Identifier] = ()) -> Said | None:
    """`Grant number [1234](address)`, one after another, as markup; an address that says nothing more is a link."""
    parts: list[str] = []
    found = [one for one in identifiers(node) if one not in tuple(left_out)]
    for one in found:
        number = literal(" ".join(one.value.text.split()))
        address = one.url.text.strip() if one.url else ""
        text = f"[{number}](<{address}>)" if number and is_target(address) else f"{number} {literal(address)}".strip()
        parts.append(f"{literal(one.label)} {text}".strip())
    return Said(", ".join(parts), found[0].value.span, is_markup=True) if found else None


def is_target(address: str) -> bool:
    """Whether an address can stand in a link of cv.yaml's markup."""
    return address.isprintable() and not set(address) & set(" <>\\") and check_url(address) is None

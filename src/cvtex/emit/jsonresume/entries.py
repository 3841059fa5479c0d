"""Planned items -> the lists of JSON Resume, from the texts that are printed for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

from cvtex.emit import blocks
from cvtex.emit.blocks import Block
from cvtex.emit.items import ItemComposer
from cvtex.emit.jsonresume.dates import end, start_and_end
from cvtex.model import items
from cvtex.model.people import Url
from cvtex.model.plan import Plan, PlannedItem, Publication
from cvtex.model.text import Text
from cvtex.model.work import Work
from cvtex.text.richtext import plain
from cvtex.text.web_address import encoded_url
from cvtex.value import Value, replace

_Entry = dict[str, Any]
_SEPARATOR: Final = ", "


class Entries(Value):
    """`printed`: the blocks of each item, by its id. `works`: by citation key."""

    composer: ItemComposer
    printed: Mapping[str, tuple[Block, ...]]
    works: Mapping[str, Work]

    def of(self, plan: Plan) -> dict[str, list[_Entry]]:
        found: defaultdict[str, list[_Entry]] = defaultdict(list)
        for section in plan.sections:
            for item in Plan.walk_section(section):
                composer = replace(self.composer, short=self.composer.short or item.is_short)
                for name, entry in replace(self, composer=composer).of_item(item):
                    found[name].append({key: value for key, value in entry.items() if value})
        return dict(found)

    def of_item(self, item: PlannedItem) -> Iterable[tuple[str, _Entry]]:
        match item.content:
            case items.Employment() as employer:
                at = {"name": self._text(employer.employer), "location": self._text(employer.place)}
                for child in item.children:
                    if isinstance(child.content, items.Role):
                        yield "work", {**at, **self._role(child, child.content, employer.url)}
            case items.Studies() as school:
                of = {"institution": self._text(school.institution), "url": _address(school.url)}
                for child in item.children:
                    if isinstance(child.content, items.Degree):
                        yield "education", {**of, **self._degree(child, child.content)}
            case items.Award() as award:
                yield (
                    "awards",
                    {
                        "title": self._text(award.title),
                        "date": end(award.date),
                        "awarder": self._text(award.organisation),
                        "summary": self._text(award.text),
                    },
                )
            case Publication(key):
                yield "publications", self._publication(item, self.works[key])
            case items.Skill() as skill:
                words = [word for one in self._text(skill.text).split(_SEPARATOR) if (word := one.strip())]
                yield "skills", {"name": self._text(skill.name), "keywords": words}
            case items.LanguageSkill() as language:
                yield "languages", {"language": self._text(language.language), "fluency": self._text(language.level)}
            case items.Service() | items.Membership() as service:
                yield (
                    "volunteer",
                    {
                        "organization": self._text(service.organisation),
                        "position": self._text(service.role),
                        "url": _address(service.url),
                        "summary": self._text(service.text),
                        **start_and_end(service.dates),
                    },
                )
            case items.Project() | items.Software() as project:
                yield (
                    "projects",
                    {
                        "name": self._text(project.name),
                        "description": self._text(project.text),
                        "highlights": self._points(item),
                        "roles": [role] if (role := self._text(project.role)) else [],
                        "url": _address(project.url),
                        **start_and_end(project.dates),
                    },
                )
            case items.Grant() as grant:
                yield (
                    "projects",
                    {
                        "name": self._text(grant.title),
                        "description": self._text(grant.text),
                        "highlights": self._points(item),
                        "roles": [role] if (role := self._text(grant.role)) else [],
                        "entity": self._text(grant.funder),
                        "type": "grant",
                        "url": _address(grant.url),
                        **start_and_end(grant.dates),
                    },
                )
            case items.Referee() as referee:
                parts = (referee.position, referee.relation, referee.organisation)
                yield (
                    "references",
                    {
                        "name": self._text(referee.name),
                        "reference": _SEPARATOR.join(text for one in parts if (text := self._text(one))),
                    },
                )
            case _:
                # There is no place for it but `sections`.
                pass

    def _role(self, item: PlannedItem, role: items.Role, url: Url | None) -> _Entry:
        return {
            "position": self._text(role.title),
            "url": _address(role.url or url),
            "summary": self._text(role.text),
            "highlights": self._points(item),
            **start_and_end(role.dates),
        }

    def _degree(self, item: PlannedItem, degree: items.Degree) -> _Entry:
        return {
            "studyType": self._text(degree.degree),
            "area": self._text(degree.topic),
            "score": self._text(degree.grade),
            # Keys of our own.
            "thesis": self._text(degree.thesis),
            "highlights": self._points(item),
            **start_and_end(degree.dates),
        }

    def _publication(self, item: PlannedItem, work: Work) -> _Entry:
        """`authors`, `venue`, `doi`, `type` and `citationKey` are keys of our own."""
        summary = " ".join(
            plain(block.content.text)
            for block in self.printed.get(item.id, ())
            if isinstance(block.content, blocks.Numbered)
        )
        return {
            "name": work.title,
            "publisher": work.publisher or work.institution or work.container,
            "releaseDate": work.iso_date,
            "url": encoded_url(work.url),
            "summary": summary,
            "authors": [str(author) for author in work.authors],
            "venue": work.container,
            "doi": work.doi,
            "type": work.type,
            "citationKey": work.key,
        }

    def _points(self, item: PlannedItem) -> list[str]:
        found = (block for child in item.children for block in self.printed.get(child.id, ()))
        return [
            ": ".join(text for part in block.texts if (text := plain(part)))
            for block in found
            if isinstance(block.content, blocks.Point)
        ]

    def _text(self, text: Text | None) -> str:
        return plain(self.composer.text(text))


def _address(url: Url | None) -> str:
    return encoded_url(url.address) if url else ""

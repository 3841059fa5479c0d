"""Planned items -> the lists of JSON Resume, and those of our own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from cvtex.emit import blocks
from cvtex.emit.blocks import Block
from cvtex.emit.items import ItemComposer
from cvtex.emit.jsonresume.fields import Fields, JsonObject, words_of
from cvtex.emit.jsonresume.places import is_interest, place_of
from cvtex.model import items
from cvtex.model.people import Url
from cvtex.model.plan import ItemGroup, Plan, PlannedItem, PlannedSection, Product, Publication, walk_item
from cvtex.model.sections import PublicationGroup, TextSection
from cvtex.model.text import Text
from cvtex.model.work import Work
from cvtex.text.richtext import plain
from cvtex.text.web_address import encoded_url
from cvtex.value import Value, replace

_OF_WORK: Final = (
    "series", "volume", "number", "pages", "article", "edition", "place", "institution", "event", "version", "genre",
    "archive", "eprint", "isbn", "issn", "pmid", "pmcid",
)  # fmt: skip


class Entries(Value):
    """`printed`: the blocks of each item, by its id. `works`: by citation key."""

    composer: ItemComposer
    printed: Mapping[str, tuple[Block, ...]]
    works: Mapping[str, Work]

    def of(self, plan: Plan) -> dict[str, list[JsonObject]]:
        """Return the lists by name. A work is in one entry, however often it is printed."""
        found: defaultdict[str, list[JsonObject]] = defaultdict(list)
        cited: set[str] = set()
        for section in plan.sections:
            for item in section.items:
                for name, entry in self._below(item, section, {}):
                    key = entry.get("citationKey", "")
                    if key not in cited:
                        found[name].append({name: value for name, value in entry.items() if value})
                    cited |= {key} - {""}
        return dict(found)

    def _below(
        self, item: PlannedItem, section: PlannedSection, inherited: JsonObject
    ) -> Iterator[tuple[str, JsonObject]]:
        """Yield the entries of an item and of those below it, each with the name of its list."""
        fields = Fields(replace(self.composer, short=self.composer.short or item.is_short))
        match item.content:
            case Publication(key) | Product(key):
                yield "publications", self._publication(item, self.works[key])
            case TextSection():
                if is_interest(section.id):
                    yield "interests", {"name": fields.text(section.title), "keywords": words_of(self._running(item))}
            case items.Employment(employer=name, place=place, url=url):
                inherited = _inherited(fields, "name", name, place, url)
            case items.Studies(institution=name, place=place, url=url):
                inherited = _inherited(fields, "institution", name, place, url)
            case items.PatentFamily(title=title):
                inherited = {"title": fields.text(title)}
            case ItemGroup(title="ongoing" | "active" | "pending" | "completed" as status):
                # Its items do not say what the heading says.
                inherited = {"status": status}
            case ItemGroup(title="phd" | "postdoc" | "msc" | "bsc" as level):
                inherited = {"level": level}
            case PublicationGroup() | ItemGroup():
                pass
            case content:
                if place_ := place_of(content, section.id):
                    yield place_.list, {**fields.of(content, place_, inherited), "highlights": self._points(item)}
        for child in item.children:
            yield from self._below(child, section, inherited)

    def _publication(self, item: PlannedItem, work: Work) -> JsonObject:
        """All keys from `authors` on are our own. `summary`: the work as it is printed."""
        contents = (block.content for block in self.printed.get(item.id, ()))
        return {
            "name": work.title,
            "publisher": work.publisher or work.institution or work.container,
            "releaseDate": work.iso_date,
            "url": encoded_url(work.url),
            "summary": " ".join(plain(one.text) for one in contents if isinstance(one, blocks.Numbered | blocks.Point)),
            "authors": [str(author) for author in work.authors],
            "hasMoreAuthors": work.has_more_authors,
            "editors": [str(editor) for editor in work.editors],
            "translators": [str(translator) for translator in work.translators],
            "venue": work.container,
            "doi": work.doi,
            **{name: getattr(work, name) for name in _OF_WORK},
            "type": work.type,
            "status": work.status,
            "citationKey": work.key,
        }

    def _points(self, item: PlannedItem) -> list[str]:
        """Return the points below an item, with those below them, in order."""
        ids = (one.id for child in item.children for one in walk_item(child))
        found = (block.content for id_ in ids for block in self.printed.get(id_, ()))
        return [_line(point) for point in found if isinstance(point, blocks.Point)]

    def _running(self, item: PlannedItem) -> str:
        contents = (block.content for block in self.printed.get(item.id, ()))
        return " ".join(plain(one.text) for one in contents if isinstance(one, blocks.Paragraph))


def _inherited(fields: Fields, of: str, name: Text, place: Text | None, url: Url | None) -> JsonObject:
    return {of: fields.text(name), "location": fields.text(place), "url": encoded_url(url.address) if url else ""}


def _line(point: blocks.Point) -> str:
    return ": ".join(text for part in (point.label, point.text) if (text := plain(part)))

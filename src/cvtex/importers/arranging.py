"""Blocks of a document and what its head says -> sections, the owner's fields and works typed by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from cvtex.diagnostics import Diagnostic, Span, warning
from cvtex.importers.bib_file import keys_of
from cvtex.importers.blocks import Block, Line, Row, Works
from cvtex.importers.contact_details import ContactDetails
from cvtex.importers.dating import dated
from cvtex.importers.imported import ImportedSection, ImportedWork, Item, Tree
from cvtex.importers.outline import Part, parts_of, references_of, sections_of
from cvtex.importers.placing import kind_of_title, language_of_titles, type_of_title
from cvtex.importers.typed_works import typed_work
from cvtex.importers.words import Words
from cvtex.value import replace

_MAX_HEAD: Final = 200
_MOST_LINES: Final = 20
# The share of references in a list that must be read as works.
_MOST: Final = 0.6


class Arrangement:
    """`details` collects what the head says. `has_bibliographies`: whether the document names files of works."""

    def __init__(self, details: ContactDetails, file: str, *, has_bibliographies: bool = False) -> None:
        self.details = details
        self.file = file
        self.has_bibliographies = has_bibliographies
        self.language = ""
        self.works: list[ImportedWork] = []
        self.diagnostics: list[Diagnostic] = []

    def sections(
        self, blocks: Iterable[Block], language: str = "", extras: Sequence[tuple[str, Words]] = ()
    ) -> tuple[ImportedSection, ...]:
        """`extras`: labels and texts of the head that are no field of the owner."""
        parts = parts_of(blocks)
        self.language = language or language_of_titles([part.heading.words.plain for part in parts if part.heading])
        head = self._head(parts[0]) if parts else ()
        sections = [*head, *(section for part in parts[1:] for section in self._sections(part))]
        rows: list[Item] = [{"label": label, "text": words.said()} for label, words in extras]
        if rows:
            sections.insert(0, ImportedSection("table", "Personal data", extras[0][1].span, tuple(rows)))
        return tuple(self._without_groups(sections))

    def _head(self, part: Part) -> tuple[ImportedSection, ...]:
        """What stands above the first section: the owner, or text."""
        taken = 0
        for block in part.blocks:
            cells = block.cells if isinstance(block, Line | Row) else ()
            is_short = bool(cells) and taken < _MOST_LINES and all(len(one.plain) <= _MAX_HEAD for one in cells)
            is_dated = taken > 0 and self.details.has_name and any(dated(one) for one in cells)
            if not is_short or is_dated:
                break
            taken += 1
            for cell in cells:
                if cell:
                    self.details.anything(cell)
        rest = part.blocks[taken:]
        return tuple(self._sections(Part(None, rest, part.parts))) if rest or part.parts else ()

    def _sections(self, part: Part) -> Iterator[ImportedSection]:
        title = part.heading.words if part.heading else None
        has_works = any(isinstance(one, Works) for inner in (part, *part.parts) for one in inner.blocks)
        if not has_works and (title is None or kind_of_title(title.plain) != "publications"):
            yield from sections_of(part, self.language)
            return
        if title is not None and kind_of_title(title.plain) not in ("publications", None):
            # The bibliography stands below another section, without a heading of its own.
            others = tuple(_without_works(inner) for inner in part.parts)
            yield from sections_of(Part(part.heading, _without_works(part).blocks, others), self.language)
            part = Part(None, tuple(one for inner in (part, *part.parts) for one in inner.blocks if _is_works(one)))
        yield from self._publications(part)

    def _publications(self, part: Part) -> Iterator[ImportedSection]:
        """Works of bibliographies, and those that are typed by hand; what is no work is listed."""
        title: Words | None = part.heading.words if part.heading else None
        groups: list[Mapping[str, Tree]] = []
        rest: list[Part] = []
        for inner in (part, *part.parts):
            subtitle = inner.heading.words if inner.heading and inner is not part else None
            for one in inner.blocks:
                if isinstance(one, Works) and self.has_bibliographies:
                    groups.append(_group(one, subtitle))
                    subtitle = None
            others = _without_works(inner).blocks
            if typed := self._typed(others, subtitle or title):
                keys, lines = typed
                group: dict[str, Tree] = {"title": subtitle.said()} if subtitle else {}
                if subtitle and inner.heading and inner.heading.note:
                    group["note"] = inner.heading.note.said()
                groups.append(group | {"keys": keys})
                others = lines
                subtitle = None
            if others:
                rest.append(Part(inner.heading if subtitle else None, others))
        if groups:
            settings: dict[str, Tree] = {"groups": tuple(groups)} if any(groups) else {}
            if part.heading and part.heading.note:
                settings = {"note": part.heading.note.said(), **settings}
            places = [one.span for inner in (part, *part.parts) for one in inner.blocks if isinstance(one, Works)]
            span = title.span if title else (*places, Span(self.file))[0]
            yield ImportedSection("publications", title.said() if title else "Publications", span, settings=settings)
        if rest:
            heading = None if groups else part.heading
            loose = tuple(block for one in rest if not one.heading for block in one.blocks)
            inner_parts = tuple(one for one in rest if one.heading)
            yield from sections_of(Part(heading, loose, inner_parts), self.language)

    def _without_groups(self, sections: list[ImportedSection]) -> list[ImportedSection]:
        """The only section of publications prints all works: it need not name them."""
        number = [number for number, one in enumerate(sections) if one.kind == "publications"]
        if len(number) != 1 or self.has_bibliographies:
            return sections
        section = sections[number[0]]
        match section.settings.get("groups"):
            case ({"keys": _, **others},):
                if not others:
                    sections[number[0]] = replace(section, settings={})
            case _:
                pass
        return sections

    def _typed(self, blocks: tuple[Block, ...], title: Words | None) -> tuple[tuple[str, ...], tuple[Line, ...]] | None:
        """References typed by hand: the keys of the works, and the lines that are none; None if most are none."""
        references = references_of(blocks)
        kind = type_of_title(title.plain) if title else None
        works = [typed_work(one, kind) for one in references]
        found = [work for work in works if work]
        if not found or len(found) < _MOST * len(references):
            return None
        keys = tuple(keys_of([*self.works, *found])[len(self.works) :])
        self.works += [replace(work, key=key) for work, key in zip(found, keys, strict=True)]
        message = f"{len(found)} of {len(references)} typed references become works; check them in the .bib file"
        self.diagnostics.append(warning(message, found[0].span))
        left = tuple(Line((one,), starts=True) for one, work in zip(references, works, strict=True) if not work)
        return keys, left


def _is_works(block: Block) -> bool:
    return isinstance(block, Works)


def _without_works(part: Part) -> Part:
    return Part(part.heading, tuple(one for one in part.blocks if not isinstance(one, Works)), part.parts)


def _group(works: Works, subtitle: Words | None) -> Mapping[str, Tree]:
    title = works.title or subtitle
    group: dict[str, Tree] = {"title": title.said()} if title else {}
    for name, value in works.settings.items():
        group[name] = tuple(key.strip() for key in value.split(",") if key.strip())
    return group

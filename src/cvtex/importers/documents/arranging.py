"""Blocks of a document and what its head says -> sections, the owner's fields and works typed by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from cvtex.diagnostics import Diagnostic, Span, warning
from cvtex.importers.bib_file import keys_of
from cvtex.importers.documents.blocks import Block, Heading, Line, Pair, Row, Works
from cvtex.importers.documents.contact_details import ContactDetails
from cvtex.importers.documents.dating import dated, is_date
from cvtex.importers.documents.labels import columns, owner_field
from cvtex.importers.documents.lines import labelled
from cvtex.importers.documents.outline import Part, is_prose, parts_of, references_of, sections_of
from cvtex.importers.documents.placing import folded_words, is_title, kind_of_title, language_of_titles, type_of_title
from cvtex.importers.documents.records import is_phone
from cvtex.importers.documents.words import Words
from cvtex.importers.imported import ImportedSection, ImportedWork, Item, Said, Tree
from cvtex.importers.references.works import typed_work
from cvtex.text.web_address import is_email
from cvtex.value import replace

_MAX_HEAD: Final = 200
_MOST_LINES: Final = 20
_CONTACT: Final = frozenset({
    "contact", "contact information", "contact details", "contact me", "kontakt", "kontaktdaten", "coordonnees",
    "contacto", "datos de contacto", "contatti", "contato", "contatos", "yhteystiedot", "контакты", "контакти",
    "联系方式", "联系信息", "連絡先", "연락처",
})  # fmt: skip
_SIGNATURE: Final = re.compile(
    r"[^\W\d_][^,\d]{1,40}, (?:den |le |il |a |am )?"
    # A day, no years.
    r"(\d{1,2}(?!\d)[^,–]{5,28})"
)
# The share of references in a list that must be read as works.
_MOST: Final = 0.6


_STREET: Final = re.compile(r"\d{4} [^\W\d_]")
_UPDATE: Final = re.compile(
    r"(?:last )?(?:updated?|modified|revised|compiled)\b|(?:stand|mise à jour|aggiornato|actualizado)\s*:",
    re.IGNORECASE,
)
_LONGEST_NOTE: Final = 40


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
        blocks = [one for one in blocks if not _is_update(one)]
        titles = [one.words.plain for one in blocks if isinstance(one, Heading) and one.level == 1]
        self.language = language or language_of_titles(titles)
        blocks, signed = _without_signature(blocks, self.language)
        parts = parts_of(blocks)
        head = self._head(parts[0]) if parts else ()
        sections = [*head, *(section for part in parts[1:] for section in self._sections(part))]
        rows: list[Item] = [{"label": label, "text": words.said()} for label, words in extras]
        if rows:
            sections.insert(0, ImportedSection("table", "Personal data", extras[0][1].span, tuple(rows)))
        if signed:
            sections.append(ImportedSection("text", "", signed.span, text=signed.said()))
        return tuple(self._without_groups(sections))

    def _head(self, part: Part) -> tuple[ImportedSection, ...]:
        """What stands above the first section: the owner, or text."""
        taken = 0
        rows: list[Item] = []
        has_labels = any(map(self._is_labelled, part.blocks))
        for block in part.blocks:
            cells = block.cells if isinstance(block, Line | Row) else ()
            if has_labels and len(cells) == 2 and cells[0] and cells[1] and taken < _MOST_LINES:
                taken += 1
                if not self.details.labelled(*cells):
                    rows.append({"label": cells[0].unstyled().stripped(" :：").said(), "text": cells[1].said()})
                continue
            is_short = bool(cells) and taken < _MOST_LINES and all(len(one.plain) <= _MAX_HEAD for one in cells)
            is_dated = taken > 0 and self.details.has_name and any(dated(one) and not _is_street(one) for one in cells)
            is_header = isinstance(block, Row) and bool(columns([one.plain for one in cells]))
            if not is_short or is_dated or is_header or any(map(is_prose, cells)):
                break
            taken += 1
            for cell in cells:
                if cell:
                    self.details.anything(cell)
        rest = part.blocks[taken:]
        table = (ImportedSection("table", "", _span(rows), tuple(rows)),) if rows else ()
        return (*table, *(self._sections(Part(None, rest, part.parts)) if rest or part.parts else ()))

    @staticmethod
    def _is_labelled(block: Block) -> bool:
        """A row of a form: `Name`, and the name."""
        return isinstance(block, Line | Row) and len(block.cells) == 2 and bool(owner_field(block.cells[0].plain))

    def _sections(self, part: Part) -> Iterator[ImportedSection]:
        title = part.heading.words if part.heading else None
        if title and kind_of_title(title.plain) == "table":
            take = self._takes_contact if folded_words(title.plain) in _CONTACT else self._takes
            part = replace(part, blocks=tuple(one for one in part.blocks if not take(one)))
            if not part.blocks and not part.parts:
                return
        if title is None or kind_of_title(title.plain) != "publications":
            published = tuple(inner for inner in part.parts if _is_published(inner))
            if published and not any(isinstance(one, Works) for inner in published for one in inner.blocks):
                # `Research` with `Articles` below it.
                others = tuple(inner for inner in part.parts if inner not in published)
                has_others = bool(part.blocks or others)
                if has_others:
                    yield from self._sections(Part(part.heading, part.blocks, others))
                yield from self._publications(Part(None if has_others else part.heading, (), published))
                return
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

    def _takes(self, block: Block) -> bool:
        """Take a row of personal data that is a field of the owner."""
        match block:
            case Row((label, words)) | Line((label, words)) | Pair(label, words, None, ()):
                return self.details.labelled(label, words)
            case Line((words,)):
                pair = labelled(words)
                return pair is not None and self.details.labelled(*pair)
            case _:
                return False

    def _takes_contact(self, block: Block) -> bool:
        """Take any line below the title `Contact`."""
        cells = [one for one in block.cells if one] if isinstance(block, Line | Row) else []
        if len(cells) == 1 and not is_prose(cells[0]):
            self.details.anything(cells[0], is_address=True)
            return True
        is_of_columns = len(cells) > 1 and not any(owner_field(one.plain) or is_prose(one) for one in cells)
        if is_of_columns and any(is_email(one.plain) or is_phone(one.plain) for one in cells):
            # An address at the left, telephone and e-mail at the right.
            for one in cells:
                self.details.anything(one)
            return True
        return self._takes(block)

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
            settings: dict[str, Tree] = {"groups": _titled(groups)} if _are_needed(groups) else {}
            if part.heading and part.heading.note:
                settings = {"note": part.heading.note.said(), **settings}
            places = [one.span for inner in (part, *part.parts) for one in inner.blocks if isinstance(one, Works)]
            span = title.span if title else (*places, Span(self.file))[0]
            yield ImportedSection("publications", title.said() if title else "Publications", span, settings=settings)
        if rest:
            heading = None if groups else part.heading
            loose = tuple(block for one in rest if not one.heading for block in one.blocks)
            inner_parts = tuple(one for one in rest if one.heading)
            yield from sections_of(Part(heading, loose, inner_parts), self.language, "publications")

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


def _span(rows: Sequence[Item]) -> Span:
    label = rows[0]["label"]
    assert isinstance(label, Said)
    return label.span


def _without_signature(blocks: list[Block], language: str) -> tuple[list[Block], Words | None]:
    """`Altstadt, den 1. Mai 2024` at the end of a CV."""
    match blocks:
        case [_, *_, Line((words,))] if (found := _SIGNATURE.fullmatch(words.plain)) and is_date(found[1], language):
            return blocks[:-1], words
        case _:
            return blocks, None


def _is_published(part: Part) -> bool:
    title = part.heading.words.plain if part.heading else ""
    return is_title(title) and kind_of_title(title) == "publications"


def _is_street(words: Words) -> bool:
    """`1945 High Street`: a number at the beginning that looks like a year."""
    return bool(_STREET.match(words.plain))


def _is_update(block: Block) -> bool:
    """`Last updated: May 2020`: a note about the document, which stays in the list of what has no place."""
    words = block.cells[0] if isinstance(block, Line) and len(block.cells) == 1 else None
    return words is not None and len(words.plain) <= _LONGEST_NOTE and bool(_UPDATE.match(words.plain.strip(" (*—–-")))


def _are_needed(groups: Sequence[Mapping[str, Tree]]) -> bool:
    """A group without anything has all works that the others leave: without titles, one list of all is the same."""
    return all(groups) or any("title" in one for one in groups)


def _titled(groups: Iterable[Mapping[str, Tree]]) -> tuple[Mapping[str, Tree], ...]:
    return tuple(one or {"title": "Publications"} for one in groups)


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

"""A PDF -> sections, the owner and works, by its structure tree where it has one, and by what stands where."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import inf
from typing import Final

from cvtex.diagnostics import Checked, Span, error
from cvtex.importers.documents.arranging import Arrangement
from cvtex.importers.documents.contact_details import ContactDetails
from cvtex.importers.documents.paragraphs import blocks_of
from cvtex.importers.documents.placing import is_title, kind_of_title, language_of_document
from cvtex.importers.imported import Imported, Said, SourceFile
from cvtex.importers.pdf.content_size import MOST_BYTES, has_too_much_content
from cvtex.importers.pdf.glyphs import LinkArea, TooLargeError, check_unpacked, read_glyphs
from cvtex.importers.pdf.layout import CELL, TextLine, lines_of
from cvtex.importers.pdf.margin_titles import lines_beside_titles, margin_of
from cvtex.importers.pdf.paragraphs import ParagraphReader
from cvtex.importers.pdf.roles import roles_of
from cvtex.importers.resumes.europass import import_europass
from cvtex.pdf.facts import read_facts, read_structure_tree
from cvtex.pdf.foreign import ForeignFile
from cvtex.pdf.values import UnreadablePdfError
from cvtex.value import replace

_PAGE_NUMBER: Final = re.compile(
    r"\W*(?:\D{0,12}\s)?\d{1,3}(?:\s*(?:/|of|von|de|sur|di|av|z)\s*\d{1,3})?\W*", re.IGNORECASE
)
# The part of a page, at the top and at the foot, in which running heads stand.
_MARGIN: Final = 0.1
# Cells of one column begin at most so far from each other, in bp.
_SAME_COLUMN: Final = 20.0
_EUROPASS: Final = re.compile(rb"<(?:\w+:)?(?:SkillsPassport|Candidate)[\s>]")
_MOST_START: Final = 5_000


def import_pdf(source: SourceFile) -> Checked[Imported]:
    try:
        return _of_europass(source) or _Import(source).imported()
    except UnreadablePdfError as problem:
        reason = str(problem)
        cure = "save it without a password" if "password" in reason.lower() else "open it in a viewer and print it anew"
        return Checked(Imported(()), (error(f"this PDF cannot be read: {reason}", Span(source.name), cure),))
    except TooLargeError as problem:
        return Checked(Imported(()), (error(str(problem), Span(source.name)),))


def _of_europass(source: SourceFile) -> Checked[Imported] | None:
    """The editor of Europass attaches to its PDFs the XML that they were made of, which says what each text is."""
    if b"/EmbeddedFiles" not in source.data and b"/ObjStm" not in source.data:
        return None
    for name, data in ForeignFile(source.data).attached().items():
        if name.lower().endswith(".xml") and _EUROPASS.search(data[:_MOST_START]):
            # The text of the pages is that of the XML.
            return import_europass(SourceFile(f"{source.name}: {name}", data))
    return None


class _Import:
    def __init__(self, source: SourceFile) -> None:
        self.name = source.name
        check_unpacked(source.data)
        file = ForeignFile(source.data)
        if has_too_much_content(file):
            raise TooLargeError(f"its pages have more than {MOST_BYTES // 1_000_000} MB of content, too much for a CV")
        facts = read_facts(file)
        links = [LinkArea(one.page, one.box, one.address) for one in facts.links if one.box and one.address]
        self.language = facts.language
        self.pages = read_glyphs(source.data, links)
        tree = read_structure_tree(file)
        self.roles = roles_of(tree) if tree else {}

    def imported(self) -> Checked[Imported]:
        edge = margin_of(self.pages)
        pages = [lines_of(page) if edge is None else lines_beside_titles(page, edge) for page in self.pages]
        if not any(pages):
            cure = "let a program recognise its text first (OCR)" if self.pages else ""
            return Checked(Imported(()), (error("this PDF has no text", Span(self.name), cure),))
        running = self._running(pages)
        lines = [line for page in pages for line in page if line.text not in running]
        lines = list(_with_columns_of_people(lines))
        reader = ParagraphReader(self.roles, self._span)
        paragraphs = reader.read(lines)
        said = reader.said()
        artifacts = {
            line.text: self._span(line)
            for page in self.pages
            for line in lines_of(replace(page, glyphs=page.artifacts))
            if any(map(str.isalnum, line.text))
        }
        turned = {text: Span(self._file(page.number), 1) for page in self.pages for text in page.turned}
        others = {**artifacts, **running, **turned}
        said += [Said(text, span) for text, span in sorted(others.items(), key=lambda one: (one[1].file, one[1].line))]
        arrangement = Arrangement(ContactDetails(), self.name)
        sections = arrangement.sections(blocks_of(paragraphs))
        return Checked(
            Imported(
                tuple(said),
                owner=arrangement.details.tree(),
                language=language_of_document(arrangement.language, self.language),
                sections=sections,
                works=tuple(arrangement.works),
                guesses=tuple(dict.fromkeys(arrangement.diagnostics)),
            )
        )

    def _span(self, line: TextLine) -> Span:
        return Span(self._file(line.page), line.number)

    def _file(self, page: int) -> str:
        return f"{self.name} (page {page})" if len(self.pages) > 1 else self.name

    def _running(self, pages: Sequence[Sequence[TextLine]]) -> Mapping[str, Span]:
        """Heads and feet of the pages: page numbers, and what stands on several pages but for its number."""
        heights = {page.number: page.height for page in self.pages}
        outer = [
            line
            for page in pages
            for line in page
            if not _MARGIN * heights[line.page] < line.top < (1 - _MARGIN) * heights[line.page]
        ]
        repeated = Counter(re.sub(r"\d+", "#", line.text) for line in outer)
        return {
            line.text: self._span(line)
            for line in outer
            if repeated[re.sub(r"\d+", "#", line.text)] > 1
            or (_PAGE_NUMBER.fullmatch(line.text) and line.top < _MARGIN * heights[line.page])
        }


def _with_columns_of_people(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """Referees that stand beside each other: one after the other."""
    section: list[TextLine] = []
    is_of_people = False
    for line in lines:
        if is_title(line.text):
            yield from _one_by_one(section) if is_of_people else section
            section, is_of_people = [], kind_of_title(line.text) == "contacts"
            yield line
        else:
            section.append(line)
    yield from _one_by_one(section) if is_of_people else section


def _one_by_one(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """Lines with the same places of their cells, column by column."""
    most = max(lines, key=lambda one: len(one.cells), default=None)
    if most is None or len(most.cells) < 2:
        yield from lines
        return
    places = [one.left for one in most.cells]
    columns: list[list[TextLine]] = [[] for _ in places]
    for line in lines:
        for cell in line.cells:
            column = min(range(len(places)), key=lambda n: abs(places[n] - cell.left))
            if abs(places[column] - cell.left) > _SAME_COLUMN:
                yield from lines
                return
            # The lines of an address are no prose.
            edge = places[column + 1] - CELL * cell.size if column + 1 < len(places) else inf
            columns[column].append(replace(line, cells=(cell,), edge=edge))
    if any(len(one) < 2 for one in columns):
        yield from lines
        return
    for one in columns:
        yield from one

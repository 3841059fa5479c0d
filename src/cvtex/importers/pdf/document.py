"""A PDF -> sections, the owner and works, by its structure tree where it has one, and by what stands where."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import inf
from typing import Final, assert_never

from cvtex.diagnostics import Checked, Span, error
from cvtex.importers.documents.arranging import Arrangement
from cvtex.importers.documents.contact_details import ContactDetails
from cvtex.importers.documents.dating import dated, is_date
from cvtex.importers.documents.letters import Letters, rich_text
from cvtex.importers.documents.paragraphs import Paragraph, blocks_of
from cvtex.importers.documents.placing import is_title, kind_of_title, language_of_document
from cvtex.importers.documents.words import Words
from cvtex.importers.imported import Imported, Said, SourceFile
from cvtex.importers.pdf.content_size import MOST_BYTES, has_too_much_content
from cvtex.importers.pdf.glyphs import LinkArea, TooLargeError, check_unpacked, read_glyphs
from cvtex.importers.pdf.layout import Cell, TextLine, lines_of
from cvtex.importers.pdf.margin_titles import lines_beside_titles, margin_of
from cvtex.importers.resumes.europass import import_europass
from cvtex.pdf.facts import (
    ContentReference,
    ObjectReference,
    StructureElement,
    StructureKid,
    StructureTree,
    read_facts,
    read_structure_tree,
)
from cvtex.pdf.foreign import ForeignFile
from cvtex.pdf.values import UnreadablePdfError
from cvtex.text.richtext import fold_whitespace
from cvtex.value import Struct, Value, field, replace
from cvtex.verify.reading import INLINE

_BULLET: Final = re.compile(r"[•●○▪■◦‣⁃∙·–➢➤►✓❖∗*◆♦▶▸‐-]")
_PAGE_NUMBER: Final = re.compile(
    r"\W*(?:\D{0,12}\s)?\d{1,3}(?:\s*(?:/|of|von|de|sur|di|av|z)\s*\d{1,3})?\W*", re.IGNORECASE
)
_HEADING: Final = re.compile(r"H([1-6])")
# The part of a page, at the top and at the foot, in which running heads stand.
_MARGIN: Final = 0.1
# Parts of a list item are one paragraph.
_WITHIN: Final = frozenset({"Lbl", "LBody", "Document", "Sect", "Part", "Div", "Table", "TR", "L"})
_INDENT: Final = 2.5
_HANGING: Final = 40.0
_NARROW: Final = 20.0
# In parts of the usual distance of lines, and of the size of letters.
_APART: Final = 1.3
_CELL: Final = 1.15
# From this size, in parts of the most usual one, a text at the top is the name of the owner.
_LARGE: Final = 1.25
_MOST_LINES: Final = 15_000
_MOST_ABOVE: Final = 12
# Chinese and Japanese have no blanks where a line ends.
_WITHOUT_BLANKS: Final = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_SECTION_NUMBER: Final = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?")
_EUROPASS: Final = re.compile(rb"<(?:\w+:)?(?:SkillsPassport|Candidate)[\s>]")
_MOST_START: Final = 5_000
# Lines of the head are joined only if they are prose.
_PROSE: Final = re.compile(r"[^@|·•/]{60,}")
_NUMBERED: Final = re.compile(r"\(?\[?[A-Z]?\d{1,3}[.)\]]{1,2}\s")


class _Role(Value):
    """What the structure tree says of marked content. `block`: the number of its paragraph.

    `item`, `depth`: of the item of a list, one with a bullet or a number, in which it stands.
    """

    level: int | None = None
    block: int = 0
    item: int = 0
    depth: int = 0
    is_list: bool = False


class _Draft(Struct):
    """A paragraph while it is read: lines of cells; a cell may go on in the next line of the page."""

    lines: list[list[list[Cell]]] = field(default_factory=list)
    first: TextLine | None = None
    role: _Role = field(default_factory=_Role)
    indent: float = 0.0
    bullet: float | None = None
    depth: int | None = None
    is_apart: bool = False
    last: TextLine | None = None


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
        self.roles = _roles(tree) if tree else {}

    def imported(self) -> Checked[Imported]:
        edge = margin_of(self.pages)
        pages = [lines_of(page) if edge is None else lines_beside_titles(page, edge) for page in self.pages]
        if not any(pages):
            cure = "let a program recognise its text first (OCR)" if self.pages else ""
            return Checked(Imported(()), (error("this PDF has no text", Span(self.name), cure),))
        running = self._running(pages)
        lines = [line for page in pages for line in page if line.text not in running]
        lines = list(_with_columns_of_people(lines))
        paragraphs = list(self._paragraphs(lines))
        said = [Said(" ".join(_plain(one)), self._span(one.first)) for one in self._drafts if one.first]
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

    # Paragraphs.

    def _paragraphs(self, lines: Sequence[TextLine]) -> Iterator[Paragraph]:
        leading = _leading(lines)
        self._drafts: list[_Draft] = []
        self._items: set[int] = set()
        self._is_in_works = False
        is_head = True
        for line in lines:
            draft = self._draft(line)
            if is_title(line.text):
                is_head = False
                self._is_in_works = kind_of_title(line.text) == "publications"
            before = self._drafts[-1] if self._drafts else None
            may_go_on = not is_head or (
                _PROSE.match(line.text) and before and before.last and _PROSE.match(before.last.text)
            )
            if before is not None and draft.bullet is None and _takes_dates(before, line, leading):
                before.last = line
            elif before is not None and may_go_on and self._goes_on(before, draft, line, leading):
                _append(before, line)
            else:
                if before is not None and before.last is not None and before.last.page == line.page:
                    gap = before.last.top - line.top
                    draft.is_apart = gap > _APART * leading * line.size or gap < 0
                self._drafts.append(draft)
        bullets = _depths([one.bullet for one in self._drafts if one.bullet is not None])
        name = self._name(lines)
        for one in self._drafts:
            yield replace(self._paragraph(one, bullets), level=0) if one is name else self._paragraph(one, bullets)

    def _name(self, lines: Sequence[TextLine]) -> _Draft | None:
        """The largest text at the top of the first page."""
        sizes = Counter(line.size for line in lines)
        usual = max(sizes, key=lambda one: sizes[one], default=0.0)
        top = [
            one for one in self._drafts[:_MOST_ABOVE] if one.first and one.first.page == 1 and len(one.lines[0]) == 1
        ]
        top = [one for one in top if kind_of_title(" ".join(_plain(one))) is None]
        largest = max(top, key=lambda one: one.first.size if one.first else 0.0, default=None)
        return largest if largest and largest.first and largest.first.size >= _LARGE * usual else None

    def _draft(self, line: TextLine) -> _Draft:
        cells = list(line.cells)
        draft = _Draft(first=line, last=line, role=self._role(line), indent=cells[0].left)
        if len(cells) == 2 and _SECTION_NUMBER.fullmatch(cells[0].text) and cells[0].look == cells[1].look:
            cells = [Cell([*cells[0].glyphs, *cells[1].glyphs])]
        start = cells[0]
        if _BULLET.fullmatch(start.text) and len(cells) > 1:
            draft.bullet, draft.indent, cells = start.left, cells[1].left, cells[1:]
        elif len(start.glyphs) > 1 and _BULLET.fullmatch(start.glyphs[0].text) and start.letters[1].text == " ":
            draft.bullet, cells[0] = start.left, Cell(start.glyphs[1:])
            draft.indent = cells[0].left
        draft.lines = [[[one] for one in cells]]
        if draft.role.item and draft.role.item not in self._items:
            self._items.add(draft.role.item)
            draft.depth = draft.role.depth
        return draft

    def _role(self, line: TextLine) -> _Role:
        for cell in line.cells:
            for one in cell.glyphs:
                if one.owner is not None and (role := self.roles.get((line.page, one.owner))):
                    return role
        return _Role()

    def _goes_on(self, before: _Draft, draft: _Draft, line: TextLine, leading: float) -> bool:
        """Whether the line is the rest of a paragraph: its first word had no room in the line above."""
        last, start = before.last, line.cells[0]
        assert last
        is_other = before.role.block != draft.role.block and bool(before.role.block and draft.role.block)
        is_item = draft.bullet is not None or draft.depth is not None
        if is_item or is_other or before.role.level != draft.role.level:
            return False
        is_near = last.page != line.page or 0 < last.top - line.top < _APART * leading * line.size
        if abs(last.cells[-1].size - start.size) > 0.6 or not is_near or _is_numbered(line):
            return False
        if (cell := self._above(before, start, last)) is None:
            return False
        further = next((one.left for one in last.cells if one.left > cell.right), None)
        edge = last.edge if further is None else further - _CELL * start.size
        if len(line.cells) > 1 and further is not None:
            # Both lines have several cells: they are entries, or rows.
            return False
        is_hanging = self._is_in_works and _INDENT < start.left - before.indent < _HANGING
        return is_hanging or _is_full(cell, start, edge)

    def _above(self, before: _Draft, start: Cell, last: TextLine) -> Cell | None:
        """The cell of the line above under which the line stands."""
        if len(last.cells) > 1 and abs(start.left - last.cells[-1].left) < _INDENT:
            return last.cells[-1]
        is_under = abs(start.left - before.indent) < _INDENT
        is_hanging = before.bullet is None and 0 < start.left - before.indent < _HANGING
        first = last.cells[0] if before.first is not last or before.bullet is None else before.lines[0][0][0]
        return first if is_under or is_hanging else None

    def _paragraph(self, draft: _Draft, bullets: Mapping[float, int]) -> Paragraph:
        assert draft.first
        span = self._span(draft.first)
        is_heading = draft.role.level is not None
        lines = tuple(tuple(_words(cell, span, is_plain=is_heading) for cell in cells) for cells in draft.lines)
        depth = draft.depth if draft.depth is not None or draft.bullet is None else bullets[draft.bullet]
        look = draft.first.cells[0].look
        text = "".join(_plain(draft))
        # A place or dates beside it do not count.
        is_bold = all(one.look.is_bold for part in draft.lines[0][0] for one in part.glyphs)
        return Paragraph(
            lines,
            draft.role.level,
            None if is_heading else depth,
            (look.size, is_bold, look.ink, text.isupper()),
            draft.is_apart,
            size=look.size,
        )


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
            if abs(places[column] - cell.left) > _NARROW:
                yield from lines
                return
            # The lines of an address are no prose.
            edge = places[column + 1] - _CELL * cell.size if column + 1 < len(places) else inf
            columns[column].append(replace(line, cells=(cell,), edge=edge))
    if any(len(one) < 2 for one in columns):
        yield from lines
        return
    for one in columns:
        yield from one


def _append(draft: _Draft, line: TextLine) -> None:
    """The first cell goes on with the one under which it stands."""
    start = line.cells[0]
    last = draft.lines[-1]
    is_last = abs(start.left - last[-1][-1].left) < _INDENT
    last[-1 if is_last else 0].append(start)
    if len(line.cells) > 1:
        last += [[one] for one in line.cells[1:]]
    draft.last = line


def _takes_dates(draft: _Draft, line: TextLine, leading: float) -> bool:
    """Append the line if its dates are the rest of those above it, in a narrow column at the left or the right."""
    last, cells = draft.last, draft.lines[-1]
    if last is None or last.page != line.page or last.top - line.top > _APART * leading * line.size or len(cells) < 2:
        return False
    start, *others = line.cells
    end = line.cells[-1]
    if abs(start.left - last.cells[0].left) < _INDENT and _is_torn(_text(cells[0]), start.text):
        cells[0].append(start)
        draft.lines += [[[one] for one in others]] if others else []
        return True
    above = last.cells[-1]
    is_below = abs(end.left - above.left) < _INDENT or abs(end.right - above.right) < _INDENT
    if not is_below or not _is_torn(_text(cells[-1]), end.text):
        return False
    if others:
        # The text beside the dates goes on, too.
        is_under = abs(start.left - last.cells[0].left) < _INDENT
        if len(others) > 1 or not is_under or not _is_full(last.cells[0], start, above.left - _CELL * start.size):
            return False
        cells[0].append(start)
    cells[-1].append(end)
    return True


def _is_torn(text: str, rest: str) -> bool:
    """Whether a date goes on in the next line: `2012 –`, or `Spring 2022, Spring` and `2023`."""
    whole = f"{text} {rest}"
    if is_date(text):
        return not text.rstrip()[-1:].isdigit() and is_date(whole)
    found = dated(Words((whole,), Span("")))
    return found is not None and whole.endswith(found.dates.plain) and len(found.dates.plain) > len(rest)


def _text(parts: Sequence[Cell]) -> str:
    return "".join(one.text for one in _letters(parts))


def _is_numbered(line: TextLine) -> bool:
    return bool(_NUMBERED.match(line.text))


def _is_full(cell: Cell, start: Cell, edge: float) -> bool:
    """Whether the first word of the next line would not have fitted, or the line is long and no sentence ends there."""
    word = start.glyphs[0].right
    for before, one in pairwise(start.glyphs):
        if one.is_after_gap or (one.left - before.right) > 0.17 * one.look.size:
            break
        word = one.right
    has_room = cell.right + 0.2 * cell.size + word - start.left < edge - 0.5
    is_long = cell.right - cell.left > 0.8 * (edge - cell.left)
    is_small = start.text[:1].islower()
    if edge - cell.left < _NARROW * cell.size:
        # In a narrow column, or where all lines are short, lines of entries are as long as those of prose.
        return (not has_room and is_small) or cell.text.endswith(("-", ","))
    is_open = is_small or cell.text.count("(") > cell.text.count(")")
    return not has_room or (is_long and is_open) or cell.text.endswith("-")


def _leading(lines: Sequence[TextLine]) -> float:
    """The usual distance of lines, in parts of the size of the letters."""
    found = Counter(
        round((a.top - b.top) / b.size, 1)
        for a, b in pairwise(lines)
        if a.page == b.page and a.size == b.size and 0.8 < (a.top - b.top) / b.size < 2
    )
    return max(found, key=lambda one: found[one], default=1.2)


def _depths(places: Iterable[float]) -> Mapping[float, int]:
    """The places of bullets -> their depth in lists."""
    found: dict[float, int] = {}
    depth = -1
    last = float("-inf")
    for place in sorted(set(places)):
        if place - last > _INDENT:
            depth += 1
            last = place
        found[place] = min(depth, 5)
    return found


def _letters(parts: Sequence[Cell]) -> list[Letters]:
    """A cell over several lines; a hyphen at a line's end goes where a small letter follows."""
    found: list[Letters] = []
    for part in parts:
        letters = part.letters
        if found and letters:
            is_hyphen = found[-1].text in ("-", "\u2010", "\u00ad") and len(found) > 1 and found[-2].text.isalpha()
            if is_hyphen and letters[0].text.islower():
                found.pop()
            elif not is_hyphen and not (
                _WITHOUT_BLANKS.match(found[-1].text) and _WITHOUT_BLANKS.match(letters[0].text)
            ):
                found.append(Letters(" "))
        found += letters
    return [one for one in found if one.text != "\u00ad"]


def _words(parts: Sequence[Cell], span: Span, *, is_plain: bool) -> Words:
    letters = _letters(parts)
    if is_plain:
        letters = [Letters(one.text, url=one.url) for one in letters]
    return Words(fold_whitespace(rich_text(letters)), span)


def _plain(draft: _Draft) -> Iterator[str]:
    for cells in draft.lines:
        for cell in cells:
            yield "".join(_shown(one) for one in _letters(cell))


def _shown(letters: Letters) -> str:
    """A small number beside another is a word of its own."""
    sign = {"superscript": "^", "subscript": "~"}.get(letters.place or "", "")
    return f"{sign}{letters.text}{sign}"


def _roles(tree: StructureTree) -> Mapping[tuple[int, int], _Role]:
    """The roles of marked content, by page and number."""
    found: dict[tuple[int, int], _Role] = {}
    waiting: list[tuple[StructureKid, _Role]] = [(one, _Role()) for one in tree.kids]
    blocks = 0
    while waiting:
        one, outer = waiting.pop()
        match one:
            case ContentReference():
                if one.stream is None:
                    found[one.page, one.number] = outer
            case StructureElement():
                role = outer
                if one.role == "L":
                    # A list without bullets is there for the layout. Some programs put one beside the item above it.
                    role = replace(outer, item=0, depth=outer.depth + bool(outer.item or outer.is_list), is_list=True)
                elif one.role not in INLINE and one.role not in _WITHIN:
                    blocks += 1
                    heading = _HEADING.fullmatch(one.role)
                    level = int(heading[1]) if heading else 0 if one.role == "Title" else None
                    item = blocks if one.role == "LI" and _has_label(one) else outer.item
                    role = _Role(level, blocks, item, outer.depth)
                waiting += [(kid, role) for kid in one.kids]
            case ObjectReference():
                pass
            case _:
                assert_never(one)
    return found


def _has_label(item: StructureElement) -> bool:
    return any(isinstance(one, StructureElement) and one.role == "Lbl" for one in item.kids)

"""Lines of the pages of a PDF -> paragraphs: which line goes on with the one above, and what is beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from cvtex.diagnostics import Span
from cvtex.importers.documents.dating import dated, is_date
from cvtex.importers.documents.letters import Letters, rich_text
from cvtex.importers.documents.paragraphs import Paragraph
from cvtex.importers.documents.placing import is_title, kind_of_title
from cvtex.importers.documents.words import Words
from cvtex.importers.imported import Said
from cvtex.importers.pdf.layout import CELL, Cell, TextLine
from cvtex.importers.pdf.roles import Role
from cvtex.text.richtext import fold_whitespace
from cvtex.value import Struct, field, replace

_BULLET: Final = re.compile(r"[•●○▪■◦‣⁃∙·–➢➤►✓❖∗*◆♦▶▸‐-]")
_INDENT: Final = 2.5
_HANGING: Final = 40.0
# In parts of the usual distance of lines, and of the size of letters.
_APART: Final = 1.3
_NARROW: Final = 20.0
# From this size, in parts of the most usual one, a text at the top is the name of the owner.
_LARGE: Final = 1.25
_MOST_ABOVE: Final = 12
# Chinese and Japanese have no blanks where a line ends.
_WITHOUT_BLANKS: Final = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_SECTION_NUMBER: Final = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?")
# Lines of the head are joined only if they are prose.
_PROSE: Final = re.compile(r"[^@|·•/]{60,}")
_NUMBERED: Final = re.compile(r"\(?\[?[A-Z]?\d{1,3}[.)\]]{1,2}\s")


class _Draft(Struct):
    """A paragraph while it is read: lines of cells; a cell may go on in the next line of the page."""

    lines: list[list[list[Cell]]] = field(default_factory=list)
    first: TextLine | None = None
    role: Role = field(default_factory=Role)
    indent: float = 0.0
    bullet: float | None = None
    depth: int | None = None
    is_apart: bool = False
    last: TextLine | None = None


class ParagraphReader:
    """`roles`: what the structure tree says of marked content, by page and number. `span`: the place of a line."""

    def __init__(self, roles: Mapping[tuple[int, int], Role], span: Callable[[TextLine], Span]) -> None:
        self._roles = roles
        self._span = span
        self._drafts: list[_Draft] = []
        self._items: set[int] = set()
        self._is_in_works = False

    def read(self, lines: Sequence[TextLine]) -> list[Paragraph]:
        """Lines of all pages, in the order of reading -> paragraphs."""
        leading = _leading(lines)
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
        return [
            replace(self._paragraph(one, bullets), level=0) if one is name else self._paragraph(one, bullets)
            for one in self._drafts
        ]

    def said(self) -> list[Said]:
        """The text of each paragraph that was read, at its first line."""
        return [Said(" ".join(_plain(one)), self._span(one.first)) for one in self._drafts if one.first]

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

    def _role(self, line: TextLine) -> Role:
        for cell in line.cells:
            for one in cell.glyphs:
                if one.owner is not None and (role := self._roles.get((line.page, one.owner))):
                    return role
        return Role()

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
        edge = last.edge if further is None else further - CELL * start.size
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
        if len(others) > 1 or not is_under or not _is_full(last.cells[0], start, above.left - CELL * start.size):
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

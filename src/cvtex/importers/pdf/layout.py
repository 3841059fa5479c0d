"""Letters on a page -> lines with cells, in the order of reading: columns one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from cvtex.importers.documents.letters import Letters
from cvtex.importers.pdf.glyphs import Glyph, GlyphPage, Look
from cvtex.text.richtext import Style
from cvtex.value import Struct, Value, field

# In parts of the size of the letters.
CELL: Final = 1.15
_BLANK: Final = 0.12
_BLANK_OF_RAISED: Final = 0.06
_SAME_LINE: Final = 0.35
_SMALL: Final = 0.87
_SIMILAR: Final = 0.7
# Of a word with room between its letters: the fewest letters, their share that are apart, and the room between words.
_FEWEST_SPACED: Final = 4
_MOST_SPACED: Final = 0.8
_WIDE_SPACING: Final = 1.6
# A column has at least so many lines, and a gutter is at least so wide, in bp.
_MOST_ALIGNED: Final = 0.6
_FEWEST_LINES: Final = 6
_GUTTER: Final = 8.0


class Cell(Struct):
    """Letters that stand close to each other in a line."""

    glyphs: list[Glyph] = field(default_factory=list)

    @property
    def left(self) -> float:
        return min(one.left for one in self.glyphs)

    @property
    def right(self) -> float:
        return max(one.right for one in self.glyphs)

    @property
    def look(self) -> Look:
        """Of the most letters."""
        looks = [one.look for one in self.glyphs]
        return max(dict.fromkeys(looks), key=looks.count)

    @property
    def size(self) -> float:
        return self.look.size

    @property
    def base(self) -> float:
        size = self.size
        return median(one.base for one in self.glyphs if one.look.size >= _SMALL * size)

    @property
    def text(self) -> str:
        return "".join(one.text for one in self.letters)

    @property
    def letters(self) -> list[Letters]:
        size, base = self.size, self.base
        found: list[Letters] = []
        before: Glyph | None = None
        for one in self.glyphs:
            blank = " " if before is not None and _has_blank(before, one) else ""
            is_small = one.look.size < _SMALL * size
            rise = (one.base - base) / size
            place: Style | None = None
            if is_small and one.text.isalnum():
                place = "superscript" if rise > 0.15 else "subscript" if rise < -0.05 else None
            letters = Letters(one.text, one.look.is_bold, one.look.is_italic, place, one.url)
            found += [Letters(blank), letters] if blank else [letters]
            before = one
        return found


class TextLine(Value):
    """`number`: from 1, on its page. `edge`: where the text of its column ends at the right."""

    page: int
    number: int
    cells: tuple[Cell, ...]
    edge: float
    top: float

    @property
    def text(self) -> str:
        return "  ".join(one.text for one in self.cells)

    @property
    def size(self) -> float:
        return max(one.size for one in self.cells)


def lines_of(page: GlyphPage) -> list[TextLine]:
    return lines_of_cells(page, cells_of(page))


def cells_of(page: GlyphPage) -> list[Cell]:
    return [_without_spacing(one) for one in _cells(page.glyphs)]


def lines_of_cells(page: GlyphPage, cells: list[Cell]) -> list[TextLine]:
    found: list[TextLine] = []
    for column in _columns(cells, page.width):
        rows = _rows(column)
        edges = sorted(row[-1].right for row in rows)
        edge = edges[min(len(edges) - 1, int(len(edges) * 0.97))] if edges else page.width
        for row in rows:
            found.append(TextLine(page.number, len(found) + 1, tuple(row), edge, row[0].base))
    return found


def _has_blank(before: Glyph, one: Glyph) -> bool:
    small, large = sorted((before.look.size, one.look.size))
    gap = (one.left - before.right) / large
    least = -0.1 if one.is_after_blank or small >= _SMALL * large else _BLANK_OF_RAISED
    return gap > _BLANK or ((one.is_after_blank or one.is_after_gap) and gap > least)


def _cells(glyphs: Iterable[Glyph]) -> list[Cell]:
    """In the order of the file: letters that follow each other in a line, with raised and lowered ones."""
    found: list[Cell] = []
    for one in glyphs:
        if found and _goes_on(found[-1].glyphs[-1], one):
            found[-1].glyphs.append(one)
        else:
            found.append(Cell([one]))
    return found


def _without_spacing(cell: Cell) -> Cell:
    """`E D U C A T I O N` -> EDUCATION: the same room after all letters parts no words."""
    gaps = [(one.left - before.right) / one.look.size for before, one in pairwise(cell.glyphs)]
    blanks = [_has_blank(before, one) for before, one in pairwise(cell.glyphs)]
    if len(gaps) < _FEWEST_SPACED or sum(blanks) < _MOST_SPACED * len(blanks):
        return cell
    wide = _WIDE_SPACING * median(gaps)
    whole = [cell.glyphs[0]]
    for gap, one in zip(gaps, cell.glyphs[1:], strict=True):
        before = whole[-1]
        has_blank = gap > wide
        # The room belongs to the letter before.
        whole[-1] = before if has_blank else before._replace(right=one.left)
        whole.append(one._replace(is_after_blank=has_blank, is_after_gap=has_blank))
    return Cell(whole)


def _goes_on(before: Glyph, one: Glyph) -> bool:
    size = max(before.look.size, one.look.size)
    gap = (one.left - before.right) / size
    rise = abs(one.base - before.base) / size
    is_raised = min(before.look.size, one.look.size) < _SMALL * size
    return -1.0 < gap < CELL and one.right > before.left and rise < (0.6 if is_raised else _SAME_LINE)


def _rows(cells: Sequence[Cell]) -> list[list[Cell]]:
    """Cells of one line, from left to right; close ones are joined."""
    rows: list[list[Cell]] = []
    for cell in sorted(cells, key=lambda one: (-one.base, one.left)):
        row = rows[-1] if rows else None
        if row is not None and (_is_beside(row[0], cell) or _is_raised(row, cell)):
            row.append(cell)
        else:
            rows.append([cell])
    for row in rows:
        row.sort(key=lambda one: one.left)
        joined: list[Cell] = []
        for cell in row:
            if joined and cell.left - joined[-1].right < CELL * max(cell.size, joined[-1].size):
                joined[-1].glyphs.extend(cell.glyphs)
            else:
                joined.append(cell)
        row[:] = joined
    return rows


def _is_beside(one: Cell, other: Cell) -> bool:
    """A name in large letters is no part of the small lines beside it."""
    small, large = sorted((one.size, other.size))
    return abs(one.base - other.base) < _SAME_LINE * large and small > _SIMILAR * large


def _is_raised(row: list[Cell], cell: Cell) -> bool:
    """A small cell that stands beside a larger one, higher or lower."""
    for one in row:
        small, large = sorted((one, cell), key=lambda x: x.size)
        gaps = (cell.left - one.right, one.left - cell.right)
        is_near = any(-0.5 < gap / large.size < 0.3 for gap in gaps)
        if small.size < _SMALL * large.size and is_near and abs(one.base - cell.base) < 0.6 * large.size:
            return True
    return False


def _columns(cells: list[Cell], width: float) -> list[list[Cell]]:
    """What stands above the columns, then one column after the other."""
    if len(cells) < 2 * _FEWEST_LINES:
        return [cells]
    best: tuple[int, list[list[Cell]]] | None = None
    for gutter in _gutters(cells, width):
        crossing = [one for one in cells if one.left < gutter < one.right]
        # What crosses the gutter stands above the columns.
        floor = min((one.base for one in crossing), default=float("inf"))
        above = [one for one in cells if one.base >= floor - 1]
        below = [one for one in cells if one.base < floor - 1]
        left = [one for one in below if one.right <= gutter]
        right = [one for one in below if one.left >= gutter]
        narrow, wide = sorted((left, right), key=len)
        if len(_bases(narrow)) < _FEWEST_LINES or _aligned(narrow, wide) > _MOST_ALIGNED:
            continue
        if best is None or len(narrow) > best[0]:
            best = (len(narrow), [one for one in (above, left, right) if one])
    return best[1] if best else [cells]


def _gutters(cells: list[Cell], width: float) -> list[float]:
    """Places that few cells cross, with room at both sides."""
    found = []
    place = 0.15 * width
    while place < 0.85 * width:
        crossing = sum(one.left < place + _GUTTER / 2 and one.right > place - _GUTTER / 2 for one in cells)
        if crossing <= max(3, len(cells) // 12):
            found.append(place)
        place += _GUTTER / 2
    return found


def _bases(cells: Iterable[Cell]) -> set[int]:
    return {round(one.base) for one in cells}


def _aligned(narrow: list[Cell], wide: list[Cell]) -> float:
    """The share of lines at one side that stand beside a line at the other: those are rows, such as dates."""
    bases = _bases(wide)
    own = _bases(narrow)
    return sum(any(base + d in bases for d in (-1, 0, 1)) for base in own) / len(own)

"""Titles of sections that stand in the margin, beside the text: they become lines of their own above it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from cvtex.importers.documents.placing import kind_of_title
from cvtex.importers.pdf.glyphs import GlyphPage
from cvtex.importers.pdf.layout import Cell, TextLine, cells_of, lines_of_cells
from cvtex.value import replace

# A line of prose is so wide, in parts of the page.
_PROSE: Final = 0.3
_FEWEST: Final = 2
_FEWEST_LINES: Final = 3
_MOST_EDGES: Final = 12
# The part of the page at its top and foot where names, addresses and running heads stand.
_HEAD: Final = 0.15
# Of what stands in the margin, so much are titles: labels and dates of tables stand beside the text, too.
_MOST: Final = 0.75
_GAP: Final = 4.0
_WIDTH: Final = 20.0
# In parts of the size of the letters.
_BLANK: Final = 0.3
_NEAR: Final = 1.7
_ABOVE: Final = 0.9


def margin_of(pages: Sequence[GlyphPage]) -> float | None:
    """Where the text begins at the right of the titles, in a document whose titles stand in the margin."""
    lefts: Counter[int] = Counter()
    cells = [(page, one) for page in pages for one in cells_of(page)]
    for page, one in cells:
        if one.right - one.left > _PROSE * page.width:
            lefts[round(one.left)] += 1
    edges = sorted(left for left, count in lefts.items() if count >= _FEWEST_LINES)[:_MOST_EDGES]
    return next((float(edge) for edge in edges if _are_titles(pages, edge)), None)


def _are_titles(pages: Sequence[GlyphPage], edge: float) -> bool:
    """Whether what stands at the left of the text is nearly nothing but titles."""
    titles = beside = 0
    for page in pages:
        inner = [one for one in cells_of(page) if _HEAD * page.height < one.base < (1 - _HEAD) * page.height]
        groups = _groups(inner, edge)
        titles += sum(_is_title(one) for one in groups)
        beside += len(groups) + sum(one.left < edge - _GAP and not _is_in_margin(one, edge) for one in inner)
    return titles >= _FEWEST and titles >= _MOST * beside


def lines_beside_titles(page: GlyphPage, edge: float) -> list[TextLine]:
    """The lines of a page, each title of the margin above the text that begins beside it."""
    cells = cells_of(page)
    titles = [one for one in _groups(cells, edge) if _is_title(one)]
    apart = {id(one) for title in titles for one in title}
    lines = lines_of_cells(page, [one for one in cells if id(one) not in apart])
    for title in titles:
        height = title[0].base + _ABOVE * title[0].size
        place = next((number for number, one in enumerate(lines) if one.top <= height), len(lines))
        lines.insert(place, TextLine(page.number, 0, (_in_one_line(title),), edge, title[0].base))
    return [replace(one, number=number) for number, one in enumerate(lines, 1)]


def _in_one_line(title: Sequence[Cell]) -> Cell:
    """The letters of several lines, as if they stood beside each other."""
    glyphs = [*title[0].glyphs]
    for cell in title[1:]:
        last = glyphs[-1]
        shift = last.right + _BLANK * cell.size - cell.glyphs[0].left
        rise = last.base - cell.base
        glyphs += [
            one._replace(left=one.left + shift, right=one.right + shift, base=one.base + rise) for one in cell.glyphs
        ]
    return Cell(glyphs)


def _groups(cells: Iterable[Cell], edge: float) -> list[list[Cell]]:
    """What stands in the margin: lines that stand close below each other are one text."""
    groups: list[list[Cell]] = []
    margin = [one for one in cells if _is_in_margin(one, edge)]
    for one in sorted(margin, key=lambda cell: (-cell.base, cell.left)):
        before = groups[-1][-1] if groups else None
        if before is not None and before.base - one.base < _NEAR * one.size and abs(before.size - one.size) < 0.5:
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _is_in_margin(cell: Cell, edge: float) -> bool:
    """Hanging lines may begin to the left of the end of a long title."""
    return cell.left < edge - _WIDTH and cell.right <= edge + cell.size


def _is_title(group: Sequence[Cell]) -> bool:
    text = " ".join(one.text for one in group)
    return kind_of_title(text) is not None and not any(map(str.isdigit, text))

"""Boxes on pages."""

from __future__ import annotations

import pytest
from fitting_problems import SPACING

from cvtex.fit.pages import PageFill, height_of, lay_out, spread, widened
from cvtex.fit.problem import Box


def box(text: str) -> Box:
    """`I3` is an item of height 3; `P8/4` a paragraph of four lines, eight high."""
    height, _, lines = text[1:].partition("/")
    return Box(text[0], int(height), int(lines or 0))


FILLED = [
    # boxes             room  a page each: index of the first box, lines of it on the page before, used height
    ("", 10, []),
    ("I4", 10, [(0, 0, 4)]),
    ("I4 I5", 10, [(0, 0, 10)]),
    ("I4 I6", 10, [(0, 0, 4), (1, 0, 6)]),
    # There is no gap at the top of a page.
    ("I9 S1 I8", 10, [(0, 0, 9), (1, 0, 10)]),
    # A heading stays with the box below it, and a group's heading with its section's.
    ("I4 S1 I2", 10, [(0, 0, 4), (1, 0, 4)]),
    ("I2 S1 G1 I1", 10, [(0, 0, 9)]),
    ("I4 S1 G1 I1", 10, [(0, 0, 4), (1, 0, 4)]),
    # A role may end a page if the next box does not belong to it.
    ("I4 R2 I3", 10, [(0, 0, 7), (2, 0, 3)]),
    ("I4 R2 P5", 10, [(0, 0, 4), (1, 0, 7)]),
    # A paragraph breaks with at least two lines on both sides.
    ("I4 P10/5", 10, [(0, 0, 9), (1, 2, 6)]),
    ("I4 P8/4", 10, [(0, 0, 9), (1, 2, 4)]),
    ("I7 P8/4", 10, [(0, 0, 7), (1, 0, 8)]),
    ("I4 P6/3", 10, [(0, 0, 4), (1, 0, 6)]),
    ("I1 P14/7", 10, [(0, 0, 10), (1, 4, 6)]),
    # It has at least two lines on its heading's page, and may continue over several pages.
    ("I2 S1 P8/4", 10, [(0, 0, 2), (1, 0, 10)]),
    ("S1 P40/20", 10, [(0, 0, 10), (1, 4, 10), (1, 9, 10), (1, 14, 8), (1, 18, 4)]),
    # A box higher than a page gets a page for itself.
    ("I12", 10, [(0, 0, 12)]),
    ("I1 I12 I1", 10, [(0, 0, 1), (1, 0, 12), (2, 0, 1)]),
]


@pytest.mark.parametrize(("boxes", "room", "pages"), FILLED)
def test_lay_out(boxes: str, room: int, pages: list[tuple[int, int, int]]) -> None:
    found = lay_out(map(box, boxes.split()), SPACING, room)
    assert [(page.first, page.after_lines, page.used) for page in found] == pages


def test_the_gaps_of_a_page_are_those_between_its_boxes() -> None:
    first, second = lay_out(map(box, ["I2", "I2", "S1", "I2", "I9"]), SPACING, 12)
    assert (first.gaps, second.gaps) == ((1, 3, 1), ())


def test_a_gap_is_widened_by_thousandths_to_the_nearest_unit() -> None:
    assert [widened(1001, thousandths) for thousandths in (0, 1, 499, 500)] == [1001, 1002, 1500, 1502]


SPREAD = [
    # used height and gaps of each page of 10000    thousandths of each page
    ([(9000, 1000)], (500,)),  # room for more than the most
    ([(9500, 2000)], (250,)),
    ([(9999, 1000)], (1,)),
    ([(10000, 1000)], (0,)),
    # A single page that is not nearly full is not stretched.
    ([(4000, 1000)], (0,)),
    # The last page is not set wider than the pages before.
    ([(9700, 1000), (9900, 1000), (2000, 500)], (300, 100, 200)),
    ([(9700, 1000), (9900, 1000)], (300, 100)),
    # A page without gaps cannot be widened and does not count for the last one.
    ([(4000, 0), (9500, 1000)], (0, 500)),
    ([], ()),
]


@pytest.mark.parametrize(("pages", "thousandths"), SPREAD)
def test_spread(pages: list[tuple[int, int]], thousandths: tuple[int, ...]) -> None:
    made = [PageFill(0, 0, used, (gap,) if gap else ()) for used, gap in pages]
    assert spread(made, 10000, 500) == thousandths
    assert all(height_of(page, factor) <= 10000 for page, factor in zip(made, thousandths, strict=True))

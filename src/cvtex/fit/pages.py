"""Boxes -> pages, as TeX fills them when it is told where they end.

A break is allowed before any box but one that stands under a heading, and within a paragraph if two lines or more stand
on either side; the gap at a page's top vanishes (The TeXbook, chapter 15). Each page takes as much as it can.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cvtex.fit.problem import Box, Spacing
from cvtex.value import Struct, Value

# Club and widow lines: so many lines of a paragraph stay together at a page's foot and top.
TOGETHER = 2


class PageFill(Value):
    """`first`: the index of the box at its top, of which `after_lines` lines stand on the page before.

    `used` is its height with all gaps; `gaps` are those between its boxes.
    """

    first: int
    after_lines: int
    used: int
    gaps: tuple[int, ...]


class UnbrokenRun(Value):
    """Boxes that no page break divides: headings and what they head. Only the last one may be a paragraph.

    `height` is that of all but the last box, with the gaps between them; `gap` stands before the first one.
    """

    first: int
    gap: int
    height: int
    inner: tuple[int, ...]
    last: Box


def gap_under(upper: Spacing, lower: Spacing) -> int | None:
    """The gap below a heading to what stands under it; None if the lower one does not."""
    return upper.after if upper.after is not None and lower.level > upper.head else None


def unbroken_runs(boxes: Sequence[Box], spacing: Mapping[str, Spacing]) -> Iterator[UnbrokenRun]:
    current: UnbrokenRun | None = None
    for index, box in enumerate(boxes):
        under = gap_under(spacing[current.last.form], spacing[box.form]) if current else None
        if current is not None and under is not None:
            height = current.height + current.last.height + under
            current = UnbrokenRun(current.first, current.gap, height, (*current.inner, under), box)
            continue
        if current is not None:
            yield current
        current = UnbrokenRun(index, spacing[box.form].before, 0, (), box)
    if current is not None:
        yield current


def lay_out(boxes: Iterable[Box], spacing: Mapping[str, Spacing], room: int) -> tuple[PageFill, ...]:
    """The pages that the boxes fill. A box that is higher than a page has one for itself, and is too high for it."""
    every = tuple(boxes)
    pages: list[PageFill] = []
    page = _Filling(0)
    for run in unbroken_runs(every, spacing):
        done = 0
        while True:
            gap = run.gap if page.used and not done else 0
            above = 0 if done else gap + run.height
            left = run.last.height - run.last.of_lines(done) if done else run.last.height
            if page.used + above + left <= room:
                break
            taken = _lines_that_fit(run.last, done, room - page.used - above)
            if taken:
                part = run.last.of_lines(done + taken) - (run.last.of_lines(done) if done else 0)
                page.add(above + part, () if done else (gap, *run.inner))
                done += taken
            elif not page.used:
                break
            pages.append(page.made())
            page = _Filling(run.first + len(run.inner), done) if done else _Filling(run.first)
        page.add(above + left, () if done else (gap, *run.inner))
    return (*pages, page.made()) if every else ()


class _Filling(Struct):
    first: int
    after_lines: int = 0
    used: int = 0
    gaps: tuple[int, ...] = ()

    def add(self, height: int, gaps: tuple[int, ...]) -> None:
        # The gap before what begins a page is none.
        self.gaps += gaps if self.used else gaps[1:]
        self.used += height

    def made(self) -> PageFill:
        return PageFill(self.first, self.after_lines, self.used, self.gaps)


def _lines_that_fit(box: Box, done: int, room: int) -> int:
    """How many more of a paragraph's lines fit, so that enough of them stand on either side of the break."""
    if not box.lines:
        return 0
    fitting = room * box.lines // box.height if box.height else 0
    fitting = min(fitting, box.lines - done - TOGETHER)
    return fitting if fitting >= TOGETHER else 0


# Factors are thousandths, as TeX multiplies by them.
THOUSAND = 1000
# A page of its own that is emptier than this ends where its content ends.
_NEARLY_FULL = 0.85


def widened(gap: int, thousandths: int) -> int:
    r"""The gap plus so many thousandths of it, rounded as TeX's \dimexpr does: to the nearest, halves away from zero."""
    return gap + (2 * gap * thousandths + THOUSAND) // (2 * THOUSAND)


def spread(pages: Sequence[PageFill], room: int, most: int) -> tuple[int, ...]:
    """For each page, by how many thousandths its gaps are widened, at most `most`.

    The last page is not set wider than those before it are on average; if there is only one, it is filled if it is
    nearly full.
    """
    if not pages:
        return ()
    *others, last = (_filling(page, room, most) for page in pages)
    before = [factor for factor, page in zip(others, pages, strict=False) if page.gaps]
    if before:
        last = min(last, sum(before) // len(before))
    elif pages[-1].used < _NEARLY_FULL * room:
        last = 0
    return (*others, last)


def _filling(page: PageFill, room: int, most: int) -> int:
    """The most thousandths with which the page still fits."""
    low, high = 0, most if page.gaps else 0
    while low < high:
        middle = (low + high + 1) // 2
        if height_of(page, middle) <= room:
            low = middle
        else:
            high = middle - 1
    return low


def height_of(page: PageFill, thousandths: int) -> int:
    """The page's height in sp with its gaps widened."""
    return page.used + sum(widened(gap, thousandths) - gap for gap in page.gaps)

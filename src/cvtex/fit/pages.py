"""Boxes -> pages, as TeX fills them with forced page breaks; and gaps stretched so that pages are full.

A break is allowed before any box except under a heading, and within a paragraph if at least two lines remain on both
sides. The gap at the top of a page vanishes (The TeXbook, chapter 15). Pages are filled greedily.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cvtex.fit.problem import Box, Spacing
from cvtex.value import Struct, Value

# Against club and widow lines: the minimum of a paragraph's lines before and after a page break.
TOGETHER = 2


class PageFill(Value):
    """The content of a page.

    `first`: the index of its first box, of which `after_lines` lines are on the page before. `used`: its height with
    all gaps. `gaps`: those between its boxes.
    """

    first: int
    after_lines: int
    used: int
    gaps: tuple[int, ...]


class UnbrokenRun(Value):
    """Boxes without a page break between them: headings and the box below. Only the last one may be a paragraph.

    `gap`: the gap before the first box. `height`: that of all boxes but the last, with the gaps between them.
    """

    first: int
    gap: int
    height: int
    inner: tuple[int, ...]
    last: Box


def gap_under(upper: Spacing, lower: Spacing) -> int | None:
    """The gap between a heading and the block under it; None if the lower block does not belong to the upper one."""
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
    """Fill pages with boxes. A box higher than a page gets an overfull page for itself."""
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
        # There is no gap at the top of a page.
        self.gaps += gaps if self.used else gaps[1:]
        self.used += height

    def made(self) -> PageFill:
        return PageFill(self.first, self.after_lines, self.used, self.gaps)


def _lines_that_fit(box: Box, done: int, room: int) -> int:
    """How many more lines of a paragraph fit, with enough lines on both sides of the break."""
    if not box.lines:
        return 0
    fitting = room * box.lines // box.height if box.height else 0
    fitting = min(fitting, box.lines - done - TOGETHER)
    return fitting if fitting >= TOGETHER else 0


# Factors are in thousandths, because TeX multiplies by integers.
THOUSAND = 1000
# A single page that is emptier than this is not stretched.
_NEARLY_FULL = 0.85


def widened(gap: int, thousandths: int) -> int:
    r"""Widen a gap, rounding as TeX's \dimexpr does: to the nearest, halves away from zero."""
    return gap + (2 * gap * thousandths + THOUSAND) // (2 * THOUSAND)


def spread(pages: Sequence[PageFill], room: int, most: int) -> tuple[int, ...]:
    """The thousandths by which to widen each page's gaps, at most `most`.

    The last page is not set wider than the average of the pages before it. A single page is stretched only if it is
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
    """The largest factor with which the page still fits."""
    low, high = 0, most if page.gaps else 0
    while low < high:
        middle = (low + high + 1) // 2
        if height_of(page, middle) <= room:
            low = middle
        else:
            high = middle - 1
    return low


def height_of(page: PageFill, thousandths: int) -> int:
    """The height of a page in sp with widened gaps."""
    return page.used + sum(widened(gap, thousandths) - gap for gap in page.gaps)

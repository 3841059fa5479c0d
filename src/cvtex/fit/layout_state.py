"""Where a document ends so far, and what it takes to print the next boxes there.

A position is `page * STRIDE + used`. Each page takes as much as it can, so that an earlier position never leads to a
later one: of two that stand before the same boxes, whatever can follow the later one can follow the earlier one, and
ends no later. (If both are on one page, and the later one still has room, so has the earlier one; if it has not, it
goes to the top of the next page, where the earlier one comes at most.) Only therefore may the solver forget all but the
best of the selections that end at one place or after it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cvtex.fit.pages import TOGETHER, gap_under
from cvtex.fit.problem import Box, Spacing
from cvtex.value import Value

# Greater than any height on a page: TeX's lengths are below 2^30 sp.
STRIDE = 1 << 31


class Tail(NamedTuple):
    """The form of the last box; and if it is a heading, what follows it on the same page: gap before, and height."""

    form: str
    gap: int = 0
    height: int = 0
    is_open: bool = False


START = Tail("")


class Placing(NamedTuple):
    """A run that goes to the page as one: `above` are the headings, the last box has `lines` if it may break."""

    gap: int
    above: int
    height: int
    lines: int


class Paginator(Value):
    spacing: Mapping[str, Spacing]
    room: int

    def add(self, tail: Tail, boxes: tuple[Box, ...]) -> tuple[tuple[Placing, ...], Tail]:
        """What is placed when these boxes come after such an end, and the end that they make."""
        placings: list[Placing] = []
        for box in boxes:
            own = self.spacing[box.form]
            under = gap_under(self.spacing[tail.form], own) if tail.form else None
            if tail.is_open and under is None:
                placings.append(Placing(tail.gap, 0, tail.height, 0))
            gap, above = (tail.gap, tail.height + under) if tail.is_open and under is not None else (own.before, 0)
            if own.after is None:
                placings.append(Placing(gap, above, box.height, box.lines))
                tail = Tail(box.form)
            else:
                tail = Tail(box.form, gap, above + box.height, is_open=True)
        return tuple(placings), tail

    def close(self, tail: Tail) -> tuple[Placing, ...]:
        return (Placing(tail.gap, 0, tail.height, 0),) if tail.is_open else ()

    def place(self, position: int, placing: Placing) -> int:
        page, used = divmod(position, STRIDE)
        gap = placing.gap if used else 0
        whole = gap + placing.above + placing.height
        if used + whole <= self.room:
            return position + whole
        if placing.lines:
            return self._broken(page, used, placing)
        if not used:
            return page * STRIDE + whole
        # What is too high for any page has one for itself, and is too high for it: nothing else comes there.
        return (page + 1) * STRIDE + placing.above + placing.height

    def _broken(self, page: int, used: int, placing: Placing) -> int:
        """A paragraph that does not fit goes on over as many pages as it needs; as in `pages.lay_out`."""
        lines, height = placing.lines, placing.height
        done = 0
        while True:
            above = 0 if done else (placing.gap if used else 0) + placing.above
            left = height - height * done // lines if done else height
            if used + above + left <= self.room:
                return page * STRIDE + used + above + left
            taken = (self.room - used - above) * lines // height
            taken = min(taken, lines - done - TOGETHER)
            if taken >= TOGETHER:
                done += taken
            elif not used:
                return page * STRIDE + above + left
            page, used = page + 1, 0

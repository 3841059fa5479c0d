"""The end of a partial document, and where the next boxes go.

A position is `page * STRIDE + used`. Pages are filled greedily, so the order of positions is preserved: whatever can
follow a later position can follow an earlier one, and ends no later. (If both are on one page and the later one has
room, so has the earlier one. If not, the later one continues at the top of the next page, and the earlier one there at
the latest.) Only for this reason may the solver drop a selection that ends no earlier and is worth no more.
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
    """The form of the last box. If `is_open`, headings wait for their content: the gap before them and their height."""

    form: str
    gap: int = 0
    height: int = 0
    is_open: bool = False


START = Tail("")


class Placing(NamedTuple):
    """An unbroken run to place. `above`: the height of its headings. `lines`: those of the last box if it may break."""

    gap: int
    above: int
    height: int
    lines: int


class Paginator(Value):
    spacing: Mapping[str, Spacing]
    room: int

    def add(self, tail: Tail, boxes: tuple[Box, ...]) -> tuple[tuple[Placing, ...], Tail]:
        """Append boxes to a tail -> runs that can be placed now, and the new tail."""
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
        """Place headings that still wait at the end."""
        return (Placing(tail.gap, 0, tail.height, 0),) if tail.is_open else ()

    def place(self, position: int, placing: Placing) -> int:
        """Place a run after a position -> the position of its end."""
        page, used = divmod(position, STRIDE)
        gap = placing.gap if used else 0
        whole = gap + placing.above + placing.height
        if used + whole <= self.room:
            return position + whole
        if placing.lines:
            return self._broken(page, used, placing)
        if not used:
            return page * STRIDE + whole
        # A run that is too high for any page gets one for itself, and nothing else fits there.
        return (page + 1) * STRIDE + placing.above + placing.height

    def _broken(self, page: int, used: int, placing: Placing) -> int:
        """Break a paragraph over as many pages as it needs, like `pages.lay_out`."""
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

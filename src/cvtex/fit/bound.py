"""An upper bound on the value that the rest of a document can add: the fractional knapsack (Dantzig 1957).

It ignores headings, gaps, limits and that blocks are indivisible, all of which can only lower the value.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate

from cvtex.fit.program import Step
from cvtex.value import Value


class Bound:
    """For each place in preorder, the remaining items by gain per height."""

    def __init__(self, steps: Sequence[Step]) -> None:
        items = sorted(
            (item for place, step in enumerate(steps) if (item := _item(place, step))),
            key=lambda item: Fraction(item.gain, max(1, item.height)),
            reverse=True,
        )
        # Items that must be printed always take their room.
        self._reserved = [0] * (len(steps) + 1)
        for place in reversed(range(len(steps))):
            self._reserved[place] = self._reserved[place + 1] + _reserve(steps[place])
        self._ranked: list[_Ranked] = []
        for place in range(len(steps) + 1):
            if not place or any(item.place == place - 1 for item in items):
                items = [item for item in items if item.place >= place]
                self._ranked.append(_Ranked(items))
            else:
                self._ranked.append(self._ranked[-1])

    def most(self, place: int, area: int) -> int:
        """The most value that can be added in `area` sp, including the value of the printed height."""
        free = max(0, area - self._reserved[place])
        return self._ranked[place].most(free) + area


class _Item(Value):
    place: int
    gain: int
    height: int


def _item(place: int, step: Step) -> _Item | None:
    """The best gain at the least height. For a must, only the height beyond its lowest option counts."""
    if step.is_container or not step.options:
        return None
    gain = max(option.gain for option in step.options)
    heights = [option.height for option in step.options]
    if step.must:
        best = [option.height for option in step.options if option.gain > 0]
        return _Item(place, gain, max(0, min(best) - min(heights))) if gain and best else None
    return _Item(place, gain, min(heights)) if gain else None


def _reserve(step: Step) -> int:
    return min((option.height for option in step.options), default=0) if step.must and not step.is_container else 0


class _Ranked:
    def __init__(self, items: Sequence[_Item]) -> None:
        self._items = items
        self._heights = list(accumulate((item.height for item in items), initial=0))
        self._gains = list(accumulate((item.gain for item in items), initial=0))

    def most(self, area: int) -> int:
        count = bisect_right(self._heights, area) - 1
        value = self._gains[count]
        if count < len(self._items):
            item = self._items[count]
            # Rounded up: a bound may be too high, never too low.
            value += -(-item.gain * (area - self._heights[count]) // item.height)
        return value

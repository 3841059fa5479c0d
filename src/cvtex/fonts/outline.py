"""The outline of one or several glyphs; coordinates are whole thousandths of an em."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeAlias

from cvtex.value import Value

Box: TypeAlias = tuple[int, int, int, int]
"""Left, bottom, right, top."""

# The first number of a step: an operator of Type 1 charstrings.
MOVE: Final = 21
LINE: Final = 5
CURVE: Final = 8
CLOSE: Final = 9


class Outline(Value):
    """`steps`: an operator with absolute points: `(LINE, x, y)` or `(CURVE, x1, y1, x2, y2, x3, y3)`."""

    steps: tuple[tuple[int, ...], ...]

    def shifted(self, right: int, up: int) -> Outline:
        if not right and not up:
            return self
        return Outline(
            tuple(
                (step[0], *(value + (up if place % 2 else right) for place, value in enumerate(step[1:])))
                for step in self.steps
            )
        )

    def box(self) -> Box:
        """The smallest box around all points, including control points."""
        across = [value for step in self.steps for value in step[1::2]]
        along = [value for step in self.steps for value in step[2::2]]
        return (min(across), min(along), max(across), max(along)) if across else (0, 0, 0, 0)


def joined(outlines: Iterable[Outline]) -> Outline:
    return Outline(tuple(step for outline in outlines for step in outline.steps))

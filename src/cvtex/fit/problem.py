"""What is to be fitted, and what came of it. Lengths in sp (1 pt = 65536 sp)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from cvtex.value import Value, field

# (tier, points), the greatest tier first. One point of a tier counts more than all points of lower ones.
Worth = tuple[tuple[int, int], ...]


class Box(Value):
    """A block as it was measured. With `lines`, it is a paragraph of so many lines of one height, and may break."""

    form: str
    height: int
    lines: int = 0

    def of_lines(self, count: int) -> int:
        """The height of so many of the lines."""
        return self.height * count // self.lines


class Spacing(Value):
    """How a theme sets one form of block next to others.

    Under a form with a gap `after`, a block whose `level` is greater than that form's `head` follows at this gap and on
    the same page. Otherwise the gap between two blocks is that `before` the lower one.
    """

    level: int
    head: int
    before: int
    after: int | None


class Option(Value):
    """One form of a node. `gains` are (tier, points); `uses` is how much of each limit it takes.

    `marks`: those that a node's text has; or, of a container, those that its heading explains.
    """

    name: str
    boxes: tuple[Box, ...]
    gains: tuple[tuple[int, int], ...] = ()
    marks: frozenset[str] = frozenset()
    uses: Mapping[str, int] = field(default_factory=dict)

    @property
    def height(self) -> int:
        return sum(box.height for box in self.boxes)


class Node(Value):
    """Something that is printed in one of its forms, or not at all; what is below it only if it is.

    A container is printed if, and only if, something below it is. If its forms differ in marks, it takes the one whose
    marks are exactly those below it. A node that `must` be printed is, with all above it; what `is_fixed` cannot even
    be proposed to go.
    """

    id: str
    options: tuple[Option, ...]
    children: tuple[Node, ...] = ()
    is_container: bool = False
    must: bool = False
    is_fixed: bool = False

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.walk()


class AmountLimit(Value):
    name: str
    most: int | None = None
    least: int = 0


class Problem(Value):
    """Nodes in printed order, and `pages` pages of `room` sp. `requires`: the first of two ids only with the second."""

    nodes: tuple[Node, ...]
    spacing: Mapping[str, Spacing]
    room: int
    pages: int
    limits: tuple[AmountLimit, ...] = ()
    requires: tuple[tuple[str, str], ...] = ()

    def walk(self) -> Iterator[Node]:
        """All nodes, those above before those below."""
        for node in self.nodes:
            yield from node.walk()


class Solution(Value):
    """`chosen`: the form of each node that is printed. `value` is at most `bound`; they are equal if nothing is better."""

    chosen: Mapping[str, str]
    value: Worth
    bound: Worth
    is_optimal: bool = True


class Infeasible(Value):
    """Why what must be printed cannot be.

    `shortfall`: the height that is lacking. `relief`: the fewest nodes, and of these the lowest, that would have to
    lose their `must`.
    """

    kind: Literal["room", "limit", "requires"]
    name: str = ""
    shortfall: int = 0
    relief: tuple[str, ...] = ()


def printed_boxes(problem: Problem, solution: Solution) -> tuple[Box, ...]:
    """All boxes that a solution prints, in order."""
    return tuple(
        box
        for node in problem.walk()
        if node.id in solution.chosen
        for option in node.options
        if option.name == solution.chosen[node.id]
        for box in option.boxes
    )

"""The fit problem and its result. Lengths are in sp (1 pt = 65536 sp)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from cvtex.value import Value, field, replace

# (tier, points), the highest tier first. One point of a tier counts more than all points of lower tiers.
Worth = tuple[tuple[int, int], ...]


class Box(Value):
    """A measured block. With `lines`, it is a paragraph of that many lines of equal height, and may break."""

    form: str
    height: int
    lines: int = 0

    def of_lines(self, count: int) -> int:
        """The height of the first `count` lines."""
        return self.height * count // self.lines


class Spacing(Value):
    """A theme's vertical spacing for a form of blocks.

    A form with a gap `after` is a heading. A block whose `level` exceeds the heading's `head` follows it with this gap
    and on the same page. Any other block has its own gap `before`.
    """

    level: int
    head: int
    before: int
    after: int | None


class Option(Value):
    """One way to print a node, such as full or short.

    `gains` are (tier, points). `uses` is the amount of each limit that it takes. `marks` are those in its text; for a
    container, those that the legend of its heading explains. `notes` are its footnotes, which are printed at the end of
    the node that holds them.
    """

    name: str
    boxes: tuple[Box, ...]
    gains: tuple[tuple[int, int], ...] = ()
    marks: frozenset[str] = frozenset()
    uses: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[Box, ...] = ()

    @property
    def height(self) -> int:
        return sum(box.height for box in self.boxes)


class Node(Value):
    """A node that is printed in one of its options, or omitted together with everything below it.

    A container is printed if and only if something below it is. If its options differ in marks, it takes the one with
    exactly the marks below it. A node with `must` is always printed, with everything above it. A node with `is_fixed`
    is never proposed for removal. Footnotes of a node and of everything below it are printed after it if it
    `holds_notes`.
    """

    id: str
    options: tuple[Option, ...]
    children: tuple[Node, ...] = ()
    is_container: bool = False
    must: bool = False
    is_fixed: bool = False
    holds_notes: bool = False

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.walk()


class AmountLimit(Value):
    """Bounds on the sum of the printed options' `uses` of `name`."""

    name: str
    most: int | None = None
    least: int = 0


class Problem(Value):
    """Nodes in printed order, and `pages` pages of `room` sp. `requires`: print the first id only with the second.

    With a side column, its nodes are `side`. Both columns begin below the boxes `head`, and have `room` on each page.
    """

    nodes: tuple[Node, ...]
    spacing: Mapping[str, Spacing]
    room: int
    pages: int
    limits: tuple[AmountLimit, ...] = ()
    requires: tuple[tuple[str, str], ...] = ()
    head: tuple[Box, ...] = ()
    side: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """All nodes in preorder, those of the side column first."""
        for node in (*self.side, *self.nodes):
            yield from node.walk()

    def mapped(self, change: Callable[[Node], Node | None]) -> Problem:
        """The same problem with other nodes at the top; None removes one."""
        nodes, side = (
            tuple(new for node in column if (new := change(node)) is not None) for column in (self.nodes, self.side)
        )
        return replace(self, nodes=nodes, side=side)


class Solution(Value):
    """`chosen`: the option of each printed node, by id. `value` is at most `bound`; if equal, it is optimal."""

    chosen: Mapping[str, str]
    value: Worth
    bound: Worth
    is_optimal: bool = True


class Infeasible(Value):
    """Why not all musts can be printed. The kind "side" is room in the side column.

    `shortfall`: the missing height. `relief`: the smallest set of nodes that would have to lose their `must`; among
    equal numbers, the lowest ones.
    """

    kind: Literal["room", "side", "limit", "requires"]
    name: str = ""
    shortfall: int = 0
    relief: tuple[str, ...] = ()


def printed_boxes(problem: Problem, solution: Solution) -> tuple[Box, ...]:
    """The printed boxes of a solution, in order, without the side column."""
    return (*problem.head, *_column(problem.nodes, solution))


def side_boxes(problem: Problem, solution: Solution) -> tuple[Box, ...]:
    """The printed boxes of the side column, in order, below the head."""
    return (*problem.head, *_column(problem.side, solution))


def _column(nodes: tuple[Node, ...], solution: Solution) -> Iterator[Box]:
    notes: list[Box] = []
    for node in nodes:
        yield from _printed(node, solution, notes)


def _printed(node: Node, solution: Solution, notes: list[Box]) -> Iterator[Box]:
    if node.id in solution.chosen:
        for option in node.options:
            if option.name == solution.chosen[node.id]:
                yield from option.boxes
                notes += option.notes
    for child in node.children:
        yield from _printed(child, solution, notes)
    if node.holds_notes:
        yield from notes
        notes.clear()

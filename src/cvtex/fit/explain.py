"""Explain why a solution omits a node: force it in, and compare the solutions."""

from __future__ import annotations

from typing import Literal

from cvtex.fit.pages import lay_out
from cvtex.fit.problem import AmountLimit, Box, Node, Problem, Solution, printed_boxes, side_boxes
from cvtex.fit.solve import solve
from cvtex.value import Value, replace

# Search up to this many pages of additional room.
_MOST_ROOM = 1.0
_STEPS = 9


class Reason(Value):
    """Why a node is not printed. Lengths are in sp.

    - `needs`: the height that it adds, with its headings and gaps. `free`: the unused height of each page.
    - `limit`: the limit without which it would be printed.
    - `out`: the cheapest nodes to omit in its place. `shortened`: the nodes that would be shortened.
    - `requires`: required nodes that are not printed.
    - `more_room`: the additional height of each page that would suffice; None if more than a page.
    - `tier`: the lowest tier that would suffice, existing or just above the node's own; None if there is none.
    """

    kind: Literal["limit", "room", "requires"]
    needs: int
    free: tuple[int, ...]
    limit: str = ""
    out: tuple[str, ...] = ()
    shortened: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    more_room: int | None = None
    tier: int | None = None


def explain(problem: Problem, solution: Solution, id_: str) -> Reason:
    """Explain why the solution omits node `id_` of the problem. Solves several variations."""
    pages = lay_out(_boxes(problem, solution, id_), problem.spacing, problem.room)
    free = tuple(problem.room - page.used for page in pages)
    forced = forcing(problem, id_)
    swapped = solve(forced)
    needs = _height_added(problem, solution, id_)
    limit = next((limit.name for limit in problem.limits if _binds(problem, limit, id_)), "")
    required = tuple(b for a, b in problem.requires if a == id_ and b not in solution.chosen)
    kind: Literal["limit", "room", "requires"] = "requires" if required and not limit else "limit" if limit else "room"
    return Reason(
        kind,
        needs,
        free,
        limit,
        _gone(problem, solution, swapped) if swapped else (),
        _changed(problem, solution, swapped) if swapped else (),
        required,
        None if limit else _more_room(problem, id_),
        _tier(problem, solution, id_) if swapped else None,
    )


def forcing(problem: Problem, id_: str) -> Problem:
    """Mark a node as a must."""

    def force(node: Node) -> Node:
        return replace(node, must=node.must or node.id == id_, children=tuple(map(force, node.children)))

    return problem.mapped(force)


def _gone(problem: Problem, solution: Solution, other: Solution) -> tuple[str, ...]:
    return tuple(
        node.id
        for node in problem.walk()
        if not node.is_container and node.id in solution.chosen and node.id not in other.chosen
    )


def _changed(problem: Problem, solution: Solution, other: Solution) -> tuple[str, ...]:
    """Items printed in another option. Headings are excluded: their options differ only in legends."""
    chosen, instead = solution.chosen, other.chosen
    return tuple(
        node.id
        for node in problem.walk()
        if not node.is_container and node.id in chosen and node.id in instead and chosen[node.id] != instead[node.id]
    )


def _height_added(problem: Problem, solution: Solution, id_: str) -> int:
    """The height that the node's lowest option adds, with its headings that are not printed yet and all gaps."""
    path = _path((*problem.side, *problem.nodes), id_)
    lowest = {node.id: min(node.options, key=lambda option: option.height).name for node in path if node.options}
    more = replace(solution, chosen={**lowest, **solution.chosen})
    return _height(problem, more, id_) - _height(problem, solution, id_)


def _height(problem: Problem, solution: Solution, id_: str) -> int:
    """The height of the column that may print the node, as if on one endless page."""
    boxes = _boxes(problem, solution, id_)
    endless = sum(box.height for box in boxes) + problem.room * (len(boxes) + 1)
    return sum(page.used for page in lay_out(boxes, problem.spacing, endless))


def _boxes(problem: Problem, solution: Solution, id_: str) -> tuple[Box, ...]:
    is_aside = any(node.id == id_ for top in problem.side for node in top.walk())
    return side_boxes(problem, solution) if is_aside else printed_boxes(problem, solution)


def _path(nodes: tuple[Node, ...], id_: str) -> tuple[Node, ...]:
    for node in nodes:
        if node.id == id_:
            return (node,)
        if below := _path(node.children, id_):
            return (node, *below)
    return ()


def _binds(problem: Problem, limit: AmountLimit, id_: str) -> bool:
    """Whether the node would be printed if the limit were raised by the node's own use."""
    node = next(node for node in problem.walk() if node.id == id_)
    takes = max((option.uses.get(limit.name, 0) for option in node.options), default=0)
    if not takes or limit.most is None:
        return False
    limits = tuple(replace(one, most=limit.most + takes) if one is limit else one for one in problem.limits)
    found = solve(replace(problem, limits=limits))
    return found is not None and id_ in found.chosen


def _more_room(problem: Problem, id_: str) -> int | None:
    """Bisect to about a line. Inclusion is not quite monotonic in room, but nearly always."""

    def is_in(room: int) -> bool:
        found = solve(replace(problem, room=room))
        return found is not None and id_ in found.chosen

    low, high = 0, int(problem.room * _MOST_ROOM)
    if not is_in(problem.room + high):
        return None
    for _ in range(_STEPS):
        middle = (low + high) // 2
        if is_in(problem.room + middle):
            high = middle
        else:
            low = middle
    return high


def _tier(problem: Problem, solution: Solution, id_: str) -> int | None:
    """The lowest tier in which the node would be printed: above its own, or an existing one."""
    node = next(node for node in problem.walk() if node.id == id_)
    own = max((tier for option in node.options for tier, _ in option.gains), default=0)
    for tier in sorted({own + 1, *(tier for tier, _ in solution.value if tier > own)}):
        found = solve(_raised(problem, id_, tier))
        if found is not None and id_ in found.chosen:
            return tier
    return None


def _raised(problem: Problem, id_: str, tier: int) -> Problem:
    def change(node: Node) -> Node:
        children = tuple(map(change, node.children))
        if node.id != id_:
            return replace(node, children=children)
        options = tuple(
            replace(
                option,
                gains=tuple(
                    (max(tier, old) if index == 0 else old, points) for index, (old, points) in enumerate(option.gains)
                ),
            )
            for option in node.options
        )
        return replace(node, options=options, children=children)

    return problem.mapped(change)

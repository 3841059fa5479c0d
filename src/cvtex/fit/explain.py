"""Why a solution does not print a node: it is forced in, and what then goes out or is lacking tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from cvtex.fit.pages import lay_out
from cvtex.fit.problem import AmountLimit, Node, Problem, Solution, printed_boxes
from cvtex.fit.solve import solve
from cvtex.value import Value, replace

# A node that needs more room than this many pages is not asked about further.
_MOST_ROOM = 1.0
_STEPS = 9


class Reason(Value):
    """Why a node is not printed.

    `limit`: the name of the limit without which it would be. `needs`: the height in sp that it adds with its headings.
    `free`: what is left at the foot of each page. `out`: the nodes that would go if it came, the cheapest ones;
    `shortened`: those that would take a shorter form. `more_room`: the height by which each page would have to be
    longer for it to come in, None if that is more than a page. `tier`: that from which on it would come in, None if
    none.
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
    """Why `id_`, which the problem has and the solution does not, is left out. A few solutions more are made."""
    pages = lay_out(printed_boxes(problem, solution), problem.spacing, problem.room)
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
    """The same problem, where this node must be printed."""

    def force(node: Node) -> Node:
        return replace(node, must=node.must or node.id == id_, children=tuple(map(force, node.children)))

    return replace(problem, nodes=tuple(map(force, problem.nodes)))


def _gone(problem: Problem, solution: Solution, other: Solution) -> tuple[str, ...]:
    return tuple(
        node.id
        for node in problem.walk()
        if not node.is_container and node.id in solution.chosen and node.id not in other.chosen
    )


def _changed(problem: Problem, solution: Solution, other: Solution) -> tuple[str, ...]:
    """Items alone: the form of a heading only tells which marks its legend explains."""
    chosen, instead = solution.chosen, other.chosen
    return tuple(
        node.id
        for node in problem.walk()
        if not node.is_container and node.id in chosen and node.id in instead and chosen[node.id] != instead[node.id]
    )


def _height_added(problem: Problem, solution: Solution, id_: str) -> int:
    """The height of the node's lowest form, and of the headings above it that are not printed yet."""
    path = _path(problem.nodes, id_)
    return sum(
        min((option.height for option in node.options), default=0) for node in path if node.id not in solution.chosen
    )


def _path(nodes: tuple[Node, ...], id_: str) -> tuple[Node, ...]:
    for node in nodes:
        if node.id == id_:
            return (node,)
        if below := _path(node.children, id_):
            return (node, *below)
    return ()


def _binds(problem: Problem, limit: AmountLimit, id_: str) -> bool:
    """Would the node come in if the limit were greater by what it takes of it?"""
    node = next(node for node in problem.walk() if node.id == id_)
    takes = max((option.uses.get(limit.name, 0) for option in node.options), default=0)
    if not takes or limit.most is None:
        return False
    limits = tuple(replace(one, most=limit.most + takes) if one is limit else one for one in problem.limits)
    found = solve(replace(problem, limits=limits))
    return found is not None and id_ in found.chosen


def _more_room(problem: Problem, id_: str) -> int | None:
    """By bisection, to about a line; what comes in with more room could go again with still more, but seldom does."""

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
    """The lowest tier in which the node's points would bring it in; it has to be one that there is."""
    node = next(node for node in problem.walk() if node.id == id_)
    own = max((tier for option in node.options for tier, _ in option.gains), default=0)
    tiers: Mapping[int, None] = dict.fromkeys(tier for tier, _ in sorted(solution.value) if tier > own)
    for tier in tiers:
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

    return replace(problem, nodes=tuple(map(change, problem.nodes)))

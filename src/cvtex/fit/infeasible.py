"""Solve a problem, or explain why it has no solution and find the cheapest relief."""

from __future__ import annotations

from cvtex.fit.pages import lay_out
from cvtex.fit.problem import Infeasible, Node, Option, Problem, Solution, printed_boxes, side_boxes
from cvtex.fit.solve import solve
from cvtex.value import replace

# Always enough pages for all musts.
_MANY_PAGES = 1000


def fit(problem: Problem) -> Solution | Infeasible:
    """Find the best selection that fits, or explain why there is none."""
    return solve(problem) or _why(problem)


def _why(problem: Problem) -> Infeasible:
    free = replace(problem, limits=())
    if problem.limits and solve(free) is not None:
        for limit in problem.limits:
            others = tuple(other for other in problem.limits if other is not limit)
            if solve(replace(problem, limits=others)) is not None:
                return Infeasible("limit", limit.name, relief=_relief(problem))
        return Infeasible("limit", problem.limits[0].name, relief=_relief(problem))
    if problem.requires and solve(replace(free, requires=())) is not None:
        return Infeasible("requires", problem.requires[0][0])
    main, side = _shortfalls(free)
    return Infeasible("room" if main or not side else "side", shortfall=main or side, relief=_relief(free))


def _shortfalls(problem: Problem) -> tuple[int, int]:
    """The heights in sp by which the musts exceed the pages, including gaps and unused page ends.

    The first is that of the main text, the second that of the side column.
    """
    musts = problem.mapped(_must_only)
    least = solve(replace(musts, pages=_MANY_PAGES))
    if least is None:
        return problem.room, 0
    main, side = (
        sum(page.used for page in lay_out(boxes, problem.spacing, problem.room)[problem.pages :])
        for boxes in (printed_boxes(musts, least), side_boxes(musts, least))
    )
    return main, side


def _must_only(node: Node) -> Node | None:
    """Reduce the tree to its musts, each in its lowest option."""
    children = tuple(child for child in map(_must_only, node.children) if child is not None)
    if not (node.must or children):
        return None
    options = node.options
    if not node.is_container and options:
        options = (replace(min(options, key=lambda option: option.height), gains=()),)
    return replace(node, options=options, children=children, must=not node.is_container)


def _relief(problem: Problem) -> tuple[str, ...]:
    """The smallest set of musts to give up for a solution; among equal numbers, the lowest ones."""
    highest = max((tier for node in problem.walk() for option in node.options for tier, _ in option.gains), default=0)

    def wanted(node: Node) -> Node:
        children = tuple(map(wanted, node.children))
        if node.is_container or node.is_fixed or not node.must:
            return replace(node, children=children)
        return replace(
            node,
            options=tuple(_dear(option, highest) for option in node.options),
            children=children,
            must=False,
        )

    found = solve(problem.mapped(wanted))
    if found is None:
        return ()
    return tuple(node.id for node in problem.walk() if node.must and node.id not in found.chosen)


def _dear(option: Option, highest: int) -> Option:
    """Reward keeping an option above all else: first the number kept, then their height."""
    return replace(option, gains=(*option.gains, (highest + 2, 1), (highest + 1, option.height)))

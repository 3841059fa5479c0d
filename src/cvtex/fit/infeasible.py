"""Why a problem has no solution, and the cheapest way out."""

from __future__ import annotations

from cvtex.fit.pages import lay_out
from cvtex.fit.problem import Infeasible, Node, Option, Problem, Solution, printed_boxes
from cvtex.fit.solve import solve
from cvtex.value import replace

# Pages enough for what must be printed, whatever it is.
_MANY_PAGES = 1000


def fit(problem: Problem) -> Solution | Infeasible:
    """The best choice that fits, or why there is none."""
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
    return Infeasible("room", shortfall=_shortfall(free), relief=_relief(free))


def _shortfall(problem: Problem) -> int:
    """The height, in sp, by which what must be printed is more than the pages hold, gaps and unused feet counted."""
    musts = tuple(node for node in map(_must_only, problem.nodes) if node is not None)
    least = solve(replace(problem, nodes=musts, pages=_MANY_PAGES))
    if least is None:
        return problem.room
    pages = lay_out(printed_boxes(replace(problem, nodes=musts), least), problem.spacing, problem.room)
    return sum(page.used for page in pages[problem.pages :])


def _must_only(node: Node) -> Node | None:
    """The lowest form of what must be printed."""
    children = tuple(child for child in map(_must_only, node.children) if child is not None)
    if not (node.must or children):
        return None
    options = node.options
    if not node.is_container and options:
        options = (replace(min(options, key=lambda option: option.height), gains=()),)
    return replace(node, options=options, children=children, must=not node.is_container)


def _relief(problem: Problem) -> tuple[str, ...]:
    """The fewest musts without which there is a solution, and of these the lowest."""
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

    freed = replace(problem, nodes=tuple(map(wanted, problem.nodes)))
    found = solve(freed)
    if found is None:
        return ()
    return tuple(node.id for node in problem.walk() if node.must and node.id not in found.chosen)


def _dear(option: Option, highest: int) -> Option:
    """As many as possible are kept; of as many, the higher ones."""
    return replace(option, gains=(*option.gains, (highest + 2, 1), (highest + 1, option.height)))

"""The bounded loop in which a limit is met: measure > fit > print, until TeX's pages are those that were solved."""

from __future__ import annotations

from collections.abc import Sequence

from cvtex.build.fit_problem import arrange, line_height, propose
from cvtex.build.heights import Heights
from cvtex.build.measuring import measure
from cvtex.build.results import Fit, Fitted
from cvtex.build.typesetter import Typesetter
from cvtex.cache.store import NO_CACHE, Cache
from cvtex.diagnostics import Diagnostic, error
from cvtex.display import counted
from cvtex.emit.blocks import Block
from cvtex.emit.candidates import candidates
from cvtex.fit.pages import lay_out
from cvtex.fit.printed import printed_boxes
from cvtex.fit.problem import Infeasible, Problem, Solution
from cvtex.fit.spread import height_of, spread
from cvtex.model.layout import PageMaking
from cvtex.model.plan import Plan
from cvtex.typeset.measures import read_pages, unmeasured
from cvtex.value import replace

# Heights are exact, so that the first answer holds; what is left is a theme that breaks pages by rules of its own.
MAX_FITS = 3
# Gaps between blocks are widened by so many thousandths at most to fill a page.
MOST_SPREAD = 500
# In scaled points: pages were seen to be off by one. This is a millionth of an inch.
_ROUNDING = 4
# Items that a message names.
_NAMED = 5
# For a variant that limits words but not pages.
_PAGES_WITHOUT_LIMIT = 1000


def print_within(press: Typesetter, cache: Cache = NO_CACHE) -> Fitted:
    """The best of a plan that fits its limits. Heights and solutions are cached."""
    draft = press.draft
    found = tuple(
        replace(one, blocks=press.printable(one.blocks))
        for one in candidates(
            draft.plan,
            draft.references,
            draft.appearance.owner,
            shorten=draft.variant.shorten,
            dates=press.texts.dates,
        )
    )
    measures = measure(press, found, cache)
    if not isinstance(measures, Heights):
        return Fitted(measures)
    pages = draft.appearance.demands.pages
    room = measures.room
    fitted = Fitted(None)
    for _ in range(MAX_FITS):
        press.stopwatch.enter("fit")
        problem = propose(draft.plan, found, measures, room, pages or _PAGES_WITHOUT_LIMIT)
        solution = solve(problem, cache)
        if isinstance(solution, Infeasible):
            return Fitted(None, unfit=(_unfit(draft.plan, problem, solution),))
        plan = arrange(draft.plan, solution)
        made = _made(problem, solution)
        printed = press.print(plan, _page_making(press, plan, made) if pages else None)
        heights = read_pages(printed.sheet.run.log) if pages else made.heights
        fitted = Fitted(printed, replace(made, heights=heights))
        if printed.facts is None or _agree(heights, made.heights):
            return fitted
        if not heights:
            return _refused(fitted, unmeasured("heights of pages"))
        room -= max(
            line_height(problem),
            *(there - solved for there, solved in zip(heights, made.heights, strict=False)),
        )
    hint = "does a local theme break pages by itself?"
    message = f"the pages that TeX made are not those that were solved, {MAX_FITS} times in a row"
    return _refused(fitted, error(message, None, hint))


def _refused(fitted: Fitted, why: Diagnostic) -> Fitted:
    assert fitted.printed is not None
    diagnostics = (*fitted.printed.diagnostics, why)
    return replace(fitted, printed=replace(fitted.printed, status="limit", pdf=None, diagnostics=diagnostics))


def solve(problem: Problem, cache: Cache) -> Solution | Infeasible:
    """The best choice that fits, which is cached, or why there is none."""
    solution: Solution | Infeasible | None = cache.get("solutions", problem, Solution)
    if solution is None:
        from cvtex.fit.infeasible import fit

        solution = fit(problem)
        if isinstance(solution, Solution):
            cache.put("solutions", problem, solution)
    return solution


def _agree(there: tuple[int, ...], solved: tuple[int, ...]) -> bool:
    return len(there) == len(solved) and all(
        abs(one - other) <= _ROUNDING for one, other in zip(there, solved, strict=True)
    )


def _made(problem: Problem, solution: Solution) -> Fit:
    """The solution with its pages, and their heights with the gaps widened."""
    pages = lay_out(printed_boxes(problem, solution), problem.spacing, problem.room)
    factors = spread(pages, problem.room, MOST_SPREAD)
    heights = tuple(height_of(page, factor) for page, factor in zip(pages, factors, strict=True))
    return Fit(problem, solution, pages, heights)


def _page_making(press: Typesetter, plan: Plan, made: Fit) -> PageMaking:
    blocks: Sequence[Block] = press.blocks(plan)
    breaks: dict[int, tuple[int, ...]] = {}
    for page in made.pages[1:]:
        number = blocks[page.first].id
        breaks[number] = (*breaks.get(number, ()), page.after_lines)
    return PageMaking(breaks, spread(made.pages, made.problem.room, MOST_SPREAD))


def _unfit(plan: Plan, problem: Problem, why: Infeasible) -> Diagnostic:
    """For a tired person: what cannot be, by how much, and the cheapest way out."""
    names: dict[str, str] = {item.id: item.name for item in plan.walk()}
    relief = [f"'{names.get(id_, id_)}'" for id_ in why.relief[:_NAMED]]
    if len(why.relief) > _NAMED:
        relief.append(f"{len(why.relief) - _NAMED} more")
    way_out = f"the cheapest way out: let {', '.join(relief)} go (priority: high in place of must)" if relief else ""
    match why.kind:
        case "limit":
            limit = next(limit for limit in plan.limits if limit.name == why.name)
            bound = (
                f"at most {limit.most} {limit.what}"
                if limit.most is not None
                else f"at least {limit.least} {limit.what}"
            )
            return error(f"what must be printed cannot keep the limit: {bound}", limit.span, way_out)
        case "requires":
            message = f"'{names.get(why.name, why.name)}' must be printed, but not what it requires"
            return error(message, next((item.span for item in plan.walk() if item.id == why.name), None))
        case "room":
            lines = -(-why.shortfall // line_height(problem))
            message = f"what must be printed needs {counted(lines, 'line')} more than {counted(problem.pages, 'page')} can hold"
            return error(message, None, way_out or "a smaller font_size, or a section less")

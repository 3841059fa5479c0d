"""Fit: choose what a variant with a limit prints.

Candidates are measured once. If TeX's pages differ from the computed ones, the next attempt has less room.
"""

from __future__ import annotations

from cvtex.build.final_plan import MOST_SPREAD, FinalPlan, FitResult
from cvtex.build.fit_problem import Heights, apply_solution, block_key, line_height, state_problem
from cvtex.build.measuring import measure
from cvtex.build.results import Failure, PreparedVariant, TypesetResult, is_limited
from cvtex.build.stopwatch import UNMEASURED, Stopwatch
from cvtex.build.typesetter import Typesetter
from cvtex.cache.memo import Memo
from cvtex.cache.store import NO_CACHE, Cache
from cvtex.diagnostics import Diagnostic, counted, error
from cvtex.emit.candidates import Candidate, candidates
from cvtex.fit.pages import height_of, lay_out, spread
from cvtex.fit.problem import Box, Infeasible, Problem, Solution, Spacing, printed_boxes, side_boxes
from cvtex.model.plan import Plan
from cvtex.model.sections import GrantsSection
from cvtex.typeset.measures import missing_measures, read_pages
from cvtex.value import Struct, replace

# Heights are exact, so the first attempt succeeds unless a theme breaks pages by rules of its own.
MAX_FITS = 3
# In sp: TeX's page heights can be off by one. This is a millionth of an inch.
_ROUNDING = 4
# Items named in a message.
_NAMED = 5
# For variants that limit words or characters, but not pages.
_PAGES_WITHOUT_LIMIT = 1000


class Fitter(Struct):
    """A plan with its measured candidates, and the room on a page, in sp."""

    plan: Plan
    candidates: tuple[Candidate, ...]
    heights: Heights
    pages: int | None
    room: int
    cache: Cache = NO_CACHE
    stopwatch: Stopwatch = UNMEASURED

    def choose(self) -> FinalPlan | Failure:
        """Choose the best plan that fits, or say why there is none."""
        self.stopwatch.enter("fit")
        problem = state_problem(self.plan, self.candidates, self.heights, self.room, self.pages or _PAGES_WITHOUT_LIMIT)
        solution = solve(problem, self.cache)
        if isinstance(solution, Infeasible):
            return Failure("limit", (_infeasible(self.plan, problem, solution),))
        return FinalPlan(apply_solution(self.plan, solution), _laid_out(problem, solution), self.pages is not None)

    def accepts(self, final: FinalPlan, log: str) -> bool:
        """Whether TeX's pages match the solution. If not, reduce the room for the next choice."""
        if final.fit is None or not final.makes_pages:
            return True
        actual, solved = read_pages(log), final.fit.heights
        if _agree(actual, solved) or (_has_totals(self.plan) and _fit(actual, solved, self.heights.room)):
            return True
        excess = (height - expected for height, expected in zip(actual, solved, strict=False))
        self.room -= max((line_height(final.fit.problem), *excess))
        return False


def make_fitter(typesetter: Typesetter, cache: Cache = NO_CACHE) -> Fitter | Failure | None:
    """A variant -> its candidates, measured by at most one TeX pass and cached; None if it has no limit."""
    variant = typesetter.variant
    if not is_limited(variant.appearance.demands, variant.plan):
        return None
    typesetter.stopwatch.enter("emit")
    found = tuple(
        replace(one, blocks=typesetter.printable(one.blocks), notes=typesetter.printable(one.notes))
        for one in candidates(
            variant.plan,
            variant.references,
            variant.appearance.owner,
            variant.appearance.look.design,
            shorten=variant.variant.shorten,
            dates=typesetter.texts.dates,
        )
    )
    heights = measure(typesetter, found, cache)
    if isinstance(heights, Failure):
        return heights
    return Fitter(
        variant.plan, found, heights, variant.appearance.demands.pages, heights.room, cache, typesetter.stopwatch
    )


def unmeasured_fitter(variant: PreparedVariant, dates: Memo[str], cache: Cache = NO_CACHE) -> Fitter:
    """A variant without a limit of pages -> its candidates, as if they took no room."""
    found = candidates(
        variant.plan,
        variant.references,
        variant.appearance.owner,
        variant.appearance.look.design,
        shorten=variant.variant.shorten,
        dates=dates,
    )
    boxes = {block_key(block): Box("text", 0) for one in found for block in (*one.blocks, *one.notes)}
    return Fitter(variant.plan, found, Heights(boxes, {"text": Spacing(0, 0, 0, None)}, 1), None, 1, cache)


def solve(problem: Problem, cache: Cache) -> Solution | Infeasible:
    """Return the best choice that fits, or why there is none. Solutions are cached."""
    solution: Solution | Infeasible | None = cache.get("solutions", problem, Solution)
    if solution is None:
        from cvtex.fit.infeasible import fit

        solution = fit(problem)
        if isinstance(solution, Solution):
            cache.put("solutions", problem, solution)
    return solution


def disagreement(typeset: TypesetResult) -> Failure:
    """Report that TeX's pages did not match the solution in any attempt."""
    message = f"TeX's pages differ from the computed ones, {MAX_FITS} times in a row"
    why = error(message, None, "does a local theme break pages by itself?")
    return Failure(
        "limit", (*typeset.problems, why if read_pages(typeset.run.log) else missing_measures("heights of pages"))
    )


def _agree(actual: tuple[int, ...], solved: tuple[int, ...]) -> bool:
    return len(actual) == len(solved) and all(
        abs(one - other) <= _ROUNDING for one, other in zip(actual, solved, strict=True)
    )


def _has_totals(plan: Plan) -> bool:
    """Whether the height of a text depends on the choice: a sum of what is printed may have fewer lines."""
    return any(isinstance(section.section, GrantsSection) and section.section.totals for section in plan.sections)


def _fit(actual: tuple[int, ...], solved: tuple[int, ...], room: int) -> bool:
    return len(actual) == len(solved) and all(height <= room + _ROUNDING for height in actual)


def _laid_out(problem: Problem, solution: Solution) -> FitResult:
    """Lay out the pages of a solution, with their gaps widened; above a side column, they are not."""
    pages = lay_out(printed_boxes(problem, solution), problem.spacing, problem.room)
    if problem.head:
        pages = (replace(pages[0], gaps=pages[0].gaps[len(problem.head) - 1 :]), *pages[1:])
    factors = spread(pages, problem.room, MOST_SPREAD)
    heights = tuple(height_of(page, factor) for page, factor in zip(pages, factors, strict=True))
    side = tuple(page.used for page in lay_out(side_boxes(problem, solution), problem.spacing, problem.room))
    return FitResult(problem, solution, pages, heights, side if problem.side else ())


def _infeasible(plan: Plan, problem: Problem, why: Infeasible) -> Diagnostic:
    """Report which limit cannot be met, by how much, and the cheapest way out."""
    names: dict[str, str] = {item.id: item.name for item in plan.walk()}
    relief = [f"'{names.get(id_, id_)}'" for id_ in why.relief[:_NAMED]]
    if len(why.relief) > _NAMED:
        relief.append(f"{len(why.relief) - _NAMED} more")
    way_out = f"the cheapest way out: lower {', '.join(relief)} from priority must to high" if relief else ""
    match why.kind:
        case "limit":
            limit = next(limit for limit in plan.limits if limit.name == why.name)
            bound = (
                f"at most {limit.most} {limit.what}"
                if limit.most is not None
                else f"at least {limit.least} {limit.what}"
            )
            return error(f"the items marked 'must' break the limit: {bound}", limit.span, way_out)
        case "requires":
            message = f"'{names.get(why.name, why.name)}' is marked 'must', but an item that it requires is not printed"
            return error(message, next((item.span for item in plan.walk() if item.id == why.name), None))
        case "side":
            lines = -(-why.shortfall // line_height(problem))
            sections = ", ".join(f"'{section.id}'" for section in plan.sections if section.is_aside)
            needs = f"{counted(lines, 'line')} more than that of {counted(problem.pages, 'page')} can hold"
            message = f"the side column needs {needs}"
            return error(message, None, f"take a section out of 'side', which has {sections}, or shorten one")
        case "room":
            lines = -(-why.shortfall // line_height(problem))
            needs = f"{counted(lines, 'line')} more than {counted(problem.pages, 'page')} can hold"
            message = f"the items that must be printed need {needs}"
            return error(message, None, way_out or "reduce font_size, or omit a section")

"""What is printed where a variant has a limit, and how that was chosen."""

from __future__ import annotations

from cvtex.build.fit_problem import line_height
from cvtex.emit.blocks import Block
from cvtex.fit.pages import PageFill, spread
from cvtex.fit.problem import Problem, Solution
from cvtex.model.layout import PageMaking
from cvtex.model.plan import Plan
from cvtex.value import Value

# Gaps between blocks are widened by so many thousandths at most to fill a page.
MOST_SPREAD = 500


class FitResult(Value):
    """What was chosen from, what was chosen, and the pages with their heights in sp."""

    problem: Problem
    solution: Solution
    pages: tuple[PageFill, ...]
    heights: tuple[int, ...]

    @property
    def line(self) -> int:
        """The height of one line of text, in sp."""
        return line_height(self.problem)


class FinalPlan(Value):
    """What is printed. `fit` is None where everything is; `makes_pages`: whether it decides where pages begin."""

    plan: Plan
    fit: FitResult | None = None
    makes_pages: bool = False

    def page_making(self, blocks: tuple[Block, ...]) -> PageMaking | None:
        """Where pages begin among the blocks of the plan, and how far their gaps are widened."""
        if self.fit is None or not self.makes_pages:
            return None
        breaks: dict[int, tuple[int, ...]] = {}
        for page in self.fit.pages[1:]:
            number = blocks[page.first].id
            breaks[number] = (*breaks.get(number, ()), page.after_lines)
        return PageMaking(breaks, spread(self.fit.pages, self.fit.problem.room, MOST_SPREAD))

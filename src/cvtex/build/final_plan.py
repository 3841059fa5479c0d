"""The plan that is printed, and how it was chosen if the variant has a limit."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from cvtex.build.fit_problem import line_height
from cvtex.diagnostics import Diagnostic, Span, warning
from cvtex.emit.blocks import Block
from cvtex.fit.pages import PageFill, spread
from cvtex.fit.problem import Problem, Solution
from cvtex.model.exclusion import NoRoom
from cvtex.model.layout import PageMaking
from cvtex.model.plan import Plan, PlannedSection
from cvtex.model.priority import CURRENT_POST, DEGREE, KEPT_AS, NORMAL
from cvtex.value import Value

# The most by which gaps between blocks are widened to fill a page, in thousandths.
MOST_SPREAD = 500
# Beyond this number, one message names all sections that are left out.
_NAMED_ONE_BY_ONE = 3


class FitResult(Value):
    """A fit problem, its solution, and the resulting pages with their heights in sp; `side`: of the side column."""

    problem: Problem
    solution: Solution
    pages: tuple[PageFill, ...]
    heights: tuple[int, ...]
    side: tuple[int, ...] = ()

    @property
    def used(self) -> tuple[int, ...]:
        """How much of each page is used, in the fuller column."""
        return tuple(map(max, zip_longest(self.heights, self.side, fillvalue=0)))

    @property
    def line(self) -> int:
        """The height of one line of text, in sp."""
        return line_height(self.problem)


class FinalPlan(Value):
    """The plan to print. `fit`: None if nothing had to be chosen. `makes_pages`: whether `fit` sets page breaks."""

    plan: Plan
    fit: FitResult | None = None
    makes_pages: bool = False

    def page_making(self, blocks: tuple[Block, ...]) -> PageMaking | None:
        """Blocks of the plan -> page breaks, and the factors by which gaps are widened."""
        if self.fit is None or not self.makes_pages:
            return None
        breaks: dict[int, tuple[int, ...]] = {}
        boxes = _ids_of_boxes(blocks)
        for page in self.fit.pages[1:]:
            number = boxes[page.first]
            breaks[number] = (*breaks.get(number, ()), page.after_lines)
        return PageMaking(breaks, spread(self.fit.pages, self.fit.problem.room, MOST_SPREAD))


def _ids_of_boxes(blocks: tuple[Block, ...]) -> list[int]:
    """The block of each box of the main text. The top of two columns counts for the block below it."""
    above, below = ([block.id for block in blocks if block.column == column] for column in ("page", "main"))
    return [*above, *below[:1], *below]


def emptied_sections(possible: Plan, printed: Plan, place: Span | None = None) -> Iterator[Diagnostic]:
    """Warn of sections that a limit leaves out as a whole, unless all in them has a low priority; or of no section.

    `place`: of the variant.
    """
    if not printed.sections:
        yield warning(
            f"variant '{printed.variant}' prints nothing but the head",
            place,
            "none of its sections has anything to print: 'cvtex explain' says why",
        )
    kept = {section.id for section in printed.sections}
    gone = [
        section
        for section in possible.sections
        if section.id not in kept and any(item.weight.level >= NORMAL.level for item in section.items)
    ]
    hint = "name the sections to print in the variant, mark an item 'priority: high', or give the section a 'min'"
    if len(gone) > _NAMED_ONE_BY_ONE:
        titles = ", ".join(f"'{_title(section)}'" for section in gone)
        yield warning(f"{len(gone)} whole sections are left out for room: {titles}", gone[0].span, hint)
        return
    for section in gone:
        yield warning(f"the whole section '{_title(section)}' is left out for room", section.span, hint)


def lost_posts(possible: Plan, printed: Plan) -> Iterator[Diagnostic]:
    """Warn of current posts and degrees that are left out for room. Sections left out as a whole have a warning."""
    kept = {section.id for section in printed.sections}
    gone = {left.id for left in printed.left_out if isinstance(left.reason, NoRoom)}
    for section in possible.sections:
        if section.id not in kept:
            continue
        for item in Plan.walk_section(section):
            if item.id in gone and item.weight.level in (DEGREE, CURRENT_POST):
                yield warning(
                    f"the {KEPT_AS[item.weight.level]} '{item.name}' is left out for room",
                    item.span,
                    "allow more pages or print fewer sections; 'priority: normal' lets it give way without a warning",
                )


def _title(section: PlannedSection) -> str:
    return str(section.title) if section.title else section.id

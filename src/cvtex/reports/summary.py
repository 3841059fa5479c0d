"""Build result -> how full its pages are, and how many items it prints, shortens and omits."""

from __future__ import annotations

from cvtex.build.results import BuildResult
from cvtex.model.exclusion import NoRoom
from cvtex.model.plan import LeftOut
from cvtex.value import Value


class SectionCount(Value):
    """How many of a section's items are printed, of those that the variant may print; without points below items."""

    title: str
    printed: int
    possible: int


def fills(built: BuildResult) -> tuple[float, ...]:
    """How full each page is, from 0 to 1; () if the variant has no limit, so that nothing was measured."""
    fit = built.fit
    return tuple(height / fit.problem.room for height in fit.used) if fit else ()


def shortened(built: BuildResult) -> int:
    """How many items are printed in their short form."""
    return sum(item.is_short for item in built.plan.walk()) if built.plan else 0


def without_room(built: BuildResult) -> tuple[LeftOut, ...]:
    """The items that a limit leaves out, those of the greatest weight first."""
    if built.plan is None or built.variant is None:
        return ()
    weights = {item.id: item.weight for item in built.variant.plan.walk()}
    gone = (left for left in built.plan.left_out if isinstance(left.reason, NoRoom))
    return tuple(sorted(gone, key=lambda left: weights[left.id], reverse=True))


def sections(built: BuildResult) -> tuple[SectionCount, ...]:
    """The sections that the variant may print."""
    if built.plan is None or built.variant is None:
        return ()
    possible = built.variant.plan
    kept = {item.id for item in built.plan.walk()}
    return tuple(
        SectionCount(str(section.title or section.id), len(kept.intersection(whole)), len(whole))
        for section in possible.sections
        for whole in ([item.id for item in possible.walk_section(section) if item.is_whole],)
    )

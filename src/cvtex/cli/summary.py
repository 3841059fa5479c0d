"""A build that has kept its promises, in a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cvtex.build.results import BuildResult

# Names of items that a summary lists before it only counts.
_LISTED = 12


def summary(built: BuildResult, name: str) -> list[str]:
    """`NAME: 2 pages, 97 % and 99 % full; 3 shortened, 41 left out for room`, and the names of the last ones."""
    from cvtex.diagnostics import counted
    from cvtex.model.exclusion import NoRoom

    plan, fit = built.plan, built.fit
    assert plan is not None
    assert built.facts is not None
    pages = built.facts.pages
    told = [f"{name}: {counted(pages, 'page')}"]
    if fit:
        fills = [f"{height / fit.problem.room:.0%}" for height in fit.heights]
        told.append(f", {' and '.join(fills) if len(fills) < 3 else ', '.join(fills)} full")
    short = sum(item.is_short for item in plan.walk())
    gone = [left for left in plan.left_out if isinstance(left.reason, NoRoom)]
    parts = [f"{short} shortened"] * bool(short) + [f"{len(gone)} left out for room"] * bool(gone)
    told.append(f"; {', '.join(parts)}" if parts else "")
    lines = ["".join(told)]
    lines += [f"  left out: {item.name} ({item.id})" for item in gone[:_LISTED]]
    if len(gone) > _LISTED:
        lines.append(f"  and {len(gone) - _LISTED} more; --report and 'cvtex explain' tell all")
    return lines

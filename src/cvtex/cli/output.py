"""Exit codes, and diagnostics and results -> the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from cvtex.build.results import BuildResult
    from cvtex.diagnostics import Diagnostic, Sources
    from cvtex.model.plan import Plan

# Omitted items that a summary names before it only counts.
_LISTED = 12


class Exit(IntEnum):
    """Exit codes of the program."""

    OK = 0
    DOCUMENT_HAS_ERRORS = 1
    USAGE = 2
    TEX_FAILED = 3
    LIMIT_BROKEN = 4
    BUG = 70
    INTERRUPTED = 130


def print_diagnostics(diagnostics: Iterable[Diagnostic], sources: Sources) -> None:
    for text in rendered(diagnostics, sources):
        click.echo(text, err=True)


def print_json(text: str) -> None:
    """Print JSON. Characters that the encoding of standard output lacks become escapes of JSON."""
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        import json

        text = json.dumps(json.loads(text), indent=2)
    click.echo(text)


def print_once(texts: Iterable[str], printed: set[str]) -> None:
    """Print each text that is not in `printed` yet, and add it: variants share most messages."""
    for text in texts:
        if text not in printed:
            click.echo(text, err=True)
            printed.add(text)


def rendered(diagnostics: Iterable[Diagnostic], sources: Sources) -> tuple[str, ...]:
    from cvtex.diagnostics import in_order, render

    return tuple(render(diagnostic, sources) for diagnostic in in_order(diagnostics))


def _sections(possible: Plan, printed: Plan) -> Iterator[str]:
    """Yield `Education 3 of 3` for each section, without counting points below items."""
    kept = {item.id for item in printed.walk()}
    for section in possible.sections:
        whole = [item.id for item in possible.walk_section(section) if item.is_whole]
        yield f"{section.title or section.id} {len(kept.intersection(whole))} of {len(whole)}"


def summary(built: BuildResult, name: str) -> list[str]:
    """`NAME: 2 pages, 97% and 99% full; 3 shortened, 41 left out for room`, then sections, then omitted items.

    `Publications 10 of 59, Education 3 of 3`: how many of the items that the variant may print.
    """
    from cvtex.diagnostics import counted

    fit = built.fit
    assert built.facts is not None
    pages = built.facts.pages
    line = f"{name}: {counted(pages, 'page')}"
    if fit:
        fills = [f"{height / fit.problem.room:.0%}" for height in fit.used]
        line += f", {' and '.join(fills) if len(fills) < 3 else ', '.join(fills)} full"
    return choice(built, line)


def choice(built: BuildResult, line: str) -> list[str]:
    """A line about a file -> the line with the numbers of shortened and omitted items, then sections, then items."""
    from cvtex.model.exclusion import NoRoom

    plan = built.plan
    assert plan is not None
    assert built.variant is not None
    short = sum(item.is_short for item in plan.walk())
    weights = {item.id: item.weight for item in built.variant.plan.walk()}
    gone = [left for left in plan.left_out if isinstance(left.reason, NoRoom)]
    gone.sort(key=lambda left: weights[left.id], reverse=True)
    parts = [f"{short} shortened"] * bool(short) + [f"{len(gone)} left out for room"] * bool(gone)
    line += f"; {', '.join(parts)}" if parts else ""
    lines = [line]
    if gone:
        lines.append(f"  {', '.join(_sections(built.variant.plan, plan))}")
    lines += [f"  left out: {item.name} ({item.id})" for item in gone[:_LISTED]]
    if len(gone) > _LISTED:
        lines.append(f"  and {len(gone) - _LISTED} more; see --report or 'cvtex explain'")
    return lines

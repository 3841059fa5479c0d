"""Exit codes, and diagnostics and results -> the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from cvtex.build.results import BuildResult
    from cvtex.diagnostics import Diagnostic, Sources

# Omitted items that a summary names before it only counts.
_LISTED = 12


class Exit(IntEnum):
    """Exit codes of the program."""

    OK = 0
    DOCUMENT_HAS_ERRORS = 1
    USAGE = 2
    TEX_FAILED = 3
    LIMIT_BROKEN = 4
    NO_ANSWER = 5
    BUG = 70
    MACHINE_FAILED = 74
    INTERRUPTED = 130
    OUTPUT_CLOSED = 141


class NotWritten(click.FileError):
    """A file that cannot be written, and why."""

    exit_code = Exit.MACHINE_FAILED

    def __init__(self, path: Path | str, problem: OSError) -> None:
        reason = problem.strerror or str(problem)
        if isinstance(problem, FileExistsError | NotADirectoryError):
            # A folder to be made: a file, or a link that leads nowhere, has its name.
            path, reason = problem.filename or path, "this is not a folder"
        super().__init__(str(path), reason)

    def format_message(self) -> str:
        from cvtex.diagnostics import printable

        return printable(f"cannot write '{self.ui_filename}': {self.message}")


class NotRemoved(click.FileError):
    """A file that cannot be removed, and why."""

    exit_code = Exit.MACHINE_FAILED

    def __init__(self, path: str, problem: OSError) -> None:
        super().__init__(path, problem.strerror or str(problem))

    def format_message(self) -> str:
        from cvtex.diagnostics import printable

        return printable(f"cannot remove '{self.ui_filename}': {self.message}")


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


MOST_SHOWN: Final = 1_000
"""The most problems that are printed; with --json, all are."""


def rendered(diagnostics: Iterable[Diagnostic], sources: Sources) -> tuple[str, ...]:
    """The first `MOST_SHOWN` in the order of the files, errors before warnings if there are more."""
    from cvtex.diagnostics import counted, in_order, render

    found = in_order(diagnostics)
    if len(found) <= MOST_SHOWN:
        return tuple(render(diagnostic, sources) for diagnostic in found)
    shown = in_order(sorted(found, key=lambda one: not one.is_error)[:MOST_SHOWN])
    rest = f"cvtex: and {counted(len(found) - MOST_SHOWN, 'problem')} more: correct these first"
    return (*(render(diagnostic, sources) for diagnostic in shown), rest)


def summary(built: BuildResult, name: str) -> list[str]:
    """`NAME: 2 pages, 97% and 99% full; 3 shortened, 41 left out for room`, then sections, then omitted items.

    `Publications 10 of 59, Education 3 of 3`: how many of the items that the variant may print.
    """
    from cvtex.diagnostics import counted
    from cvtex.reports.summary import fills

    assert built.facts is not None
    line = f"{name}: {counted(built.facts.pages, 'page')}"
    if full := [f"{share:.0%}" for share in fills(built)]:
        line += f", {' and '.join(full) if len(full) < 3 else ', '.join(full)} full"
    return choice(built, line)


def choice(built: BuildResult, line: str) -> list[str]:
    """A line about a file -> the line with the numbers of shortened and omitted items, then sections, then items."""
    from cvtex.reports.summary import sections, shortened, without_room

    short, gone = shortened(built), without_room(built)
    parts = [f"{short} shortened"] * bool(short) + [f"{len(gone)} left out for room"] * bool(gone)
    line += f"; {', '.join(parts)}" if parts else ""
    lines = [line]
    if gone:
        counts = (f"{one.title} {one.printed} of {one.possible}" for one in sections(built))
        lines.append(f"  {', '.join(counts)}")
    lines += [f"  left out: {item.name} ({item.id})" for item in gone[:_LISTED]]
    if len(gone) > _LISTED:
        lines.append(f"  and {len(gone) - _LISTED} more; see --report or 'cvtex explain'")
    return lines

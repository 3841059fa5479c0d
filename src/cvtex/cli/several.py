"""Several CVs in one command: find them, work them off in workers, print each as it ends, and sum up."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, Protocol, TypeVar, assert_never

import click

from cvtex.cli.arguments import FILE, CvFile
from cvtex.cli.output import Exit
from cvtex.cli.progress import Progress
from cvtex.cli.workers import Answer, Job, worked_off
from cvtex.diagnostics import counted, printable

# How a message without a place begins.
_WITHOUT_PLACE: Final = re.compile("^(?:cvtex|Usage|Error): (?:Error: )?", re.MULTILINE)
# CVs that a line names before it only counts.
_NAMED: Final = 10


class CvEnd(Protocol):
    """How a command ended for one CV."""

    @property
    def exit_code(self) -> int: ...
    @property
    def lines(self) -> tuple[str, ...]:
        """What it says of the CV, with exit code 0."""

    @property
    def status(self) -> str:
        """How the summary counts the CV, with exit code 0."""

    @property
    def has_warnings(self) -> bool: ...
    @property
    def lacks_consent(self) -> bool:
        """Whether it needs --trust-styles."""


E = TypeVar("E", bound=CvEnd)


def found(folders: Iterable[Path], without: Path | None = None) -> dict[Path, Path]:
    """The CVs below folders -> each one's own folder, seen from the folder that was searched."""
    from cvtex.files.cv_search import find_cvs

    def warn(problem: OSError) -> None:
        click.echo(printable(f"cvtex: warning: cannot look into {problem.filename}: {problem.strerror}"), err=True)

    cvs: dict[Path, Path] = {}
    for folder in folders:
        if not folder.is_dir():
            raise click.BadParameter(f"{folder} is not a folder", param_hint="--recursive")
        for cv in find_cvs(folder, FILE, without, warn):
            cvs[cv] = cv.parent.relative_to(folder)
    if not cvs:
        raise click.UsageError(f"no {FILE} below {' '.join(map(str, folders))}")
    return cvs


def named(cvs: Iterable[Path]) -> tuple[Path, ...]:
    """The files of CVs that are named by their files or folders, each once."""
    return tuple(dict.fromkeys(Path(os.path.normpath(CvFile().convert(one, None, None))) for one in cvs))


def work_off(
    calls: Sequence[tuple[str, Job[E]]], jobs: int, doing: str, *, to_errors: bool = False
) -> dict[str, Answer[E]]:
    """Paths of CVs and what to do with them -> how they ended, in the same order.

    `doing`: what the line of progress calls it. `to_errors`: print to standard error, as the other stream has data.
    """
    from cvtex.typeset.children import terminations_as_interrupts

    ends: dict[str, Answer[E]] = {}
    try:
        with Progress(timings=False) as progress, terminations_as_interrupts():
            progress.show(f"{doing} {counted(len(calls), 'CV')}")
            with worked_off(calls, jobs) as answers:
                for name, answer in answers:
                    ends[name] = answer
                    with progress.aside():
                        _print(name, answer, to_errors=to_errors)
                    progress.show(f"{len(ends)} of {len(calls)} CVs, {name}")
    except KeyboardInterrupt:
        # The workers have ended.
        parts = (f"interrupted after {len(ends)} of {counted(len(calls), 'CV')}", *_counts(ends))
        click.echo(_line(*parts), err=to_errors)
        raise
    click.echo(_line(counted(len(ends), "CV"), *_counts(ends)), err=to_errors)
    ends = {name: ends[name] for name, _ in calls}
    _print_names(ends)
    return ends


def _print(name: str, answer: Answer[E], *, to_errors: bool) -> None:
    if answer.errors:
        click.echo(_WITHOUT_PLACE.sub(lambda _: printable(f"{name}: "), answer.errors), err=True, nl=False)
    for line in answer.result.lines if answer.result else ():
        click.echo(printable(line), err=to_errors)
    if answer.exit_code:
        click.echo(printable(f"{name}: {_meaning(answer.exit_code)}"), err=to_errors)


def _meaning(code: int) -> str:
    return f"{_words(Exit(code))} (exit code {code})"


def _words(code: Exit) -> str:
    match code:
        case Exit.DOCUMENT_HAS_ERRORS:
            return "with errors"
        case Exit.USAGE:
            return "refused"
        case Exit.TEX_FAILED:
            return "failed in TeX"
        case Exit.LIMIT_BROKEN:
            return "break a rule"
        case Exit.BUG:
            return "crashed"
        case Exit.MACHINE_FAILED:
            return "stopped by a fault of the machine"
        case Exit.OK | Exit.NO_ANSWER | Exit.INTERRUPTED | Exit.OUTPUT_CLOSED:
            return "ended"
        case _:
            assert_never(code)


def _line(head: str, *counts: str) -> str:
    return f"{head}: {', '.join(counts)}" if counts else head


def _counts(ends: Mapping[str, Answer[E]]) -> list[str]:
    """How many ended in which way: the good ones first, then by exit code."""
    good = Counter(one.result.status for one in ends.values() if one.result and not one.exit_code)
    bad = Counter(one.exit_code for one in ends.values() if one.exit_code)
    warned = sum(one.result is not None and one.result.has_warnings for one in ends.values())
    return [
        *(f"{good[status]} {status}" for status in sorted(good)),
        *(f"{bad[code]} {_meaning(code)}" for code in sorted(bad)),
        *([f"{warned} with warnings"] if warned else []),
    ]


def _print_names(ends: Mapping[str, Answer[E]]) -> None:
    """Name the CVs that failed, and those whose styles may not run."""
    failed: dict[int, list[str]] = {}
    for name, one in ends.items():
        if one.exit_code:
            failed.setdefault(one.exit_code, []).append(name)
    for code in sorted(failed):
        click.echo(f"cvtex: exit code {code}: {printable(_some(failed[code]))}", err=True)
    lacking = [name for name, one in ends.items() if one.result and one.result.lacks_consent]
    if lacking:
        click.echo(f"cvtex: their styles may not run: {printable(_some(lacking))}", err=True)
        click.echo("  hint: read the styles, then name these CVs with --trust-styles", err=True)


def _some(names: Sequence[str]) -> str:
    rest = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")

"""`cvtex build` for many CVs: find them, build them in workers, print each as it ends, and sum up."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import click

from cvtex.cli.arguments import FILE, CvFile
from cvtex.cli.one_build import BuildEnd, build_cv, write_depfile
from cvtex.cli.output import Exit
from cvtex.cli.progress import Progress
from cvtex.cli.variants import BuildOptions
from cvtex.cli.workers import Answer, worked_off
from cvtex.diagnostics import counted, printable
from cvtex.typeset.children import cores
from cvtex.value import replace

# How a message without a place begins.
_WITHOUT_PLACE: Final = re.compile("^(?:cvtex|Usage|Error): (?:Error: )?", re.MULTILINE)
# CVs that a line names before it only counts.
_NAMED: Final = 10
_MEANING: Final = {
    Exit.DOCUMENT_HAS_ERRORS: "with errors",
    Exit.USAGE: "refused",
    Exit.TEX_FAILED: "failed in TeX",
    Exit.LIMIT_BROKEN: "break a rule",
    Exit.BUG: "crashed",
}

# A CV and the folder for its files.
Placed = Mapping[Path, Path]


def found(folders: Iterable[Path], output: Path) -> Placed:
    """The CVs below folders; their files go to folders below `output` that are called like those of the CVs."""
    from cvtex.files.cv_search import find_cvs

    def warn(problem: OSError) -> None:
        click.echo(printable(f"cvtex: warning: cannot look into {problem.filename}: {problem.strerror}"), err=True)

    placed: dict[Path, Path] = {}
    for folder in folders:
        if not folder.is_dir():
            raise click.BadParameter(f"{folder} is not a folder", param_hint="--recursive")
        for cv in find_cvs(folder, FILE, output, warn):
            placed[cv] = output / cv.parent.relative_to(folder)
    if not placed:
        raise click.UsageError(f"no {FILE} below {' '.join(map(str, folders))}")
    return placed


def named(cvs: Sequence[Path], output: Path) -> Placed:
    """Several CVs; their files go to folders below `output` that are called like those of the CVs from here."""
    placed: dict[Path, Path] = {}
    for cv in dict.fromkeys(Path(os.path.normpath(CvFile().convert(one, None, None))) for one in cvs):
        folder = Path(os.path.relpath(cv.parent))
        if ".." in folder.parts:
            hint = "build from a folder above them, or all CVs below a folder with --recursive"
            raise click.UsageError(f"{cv} is not below this folder ({hint})")
        placed[cv] = output / folder
    return placed


def build_many(placed: Placed, options: BuildOptions) -> int:
    """Build CVs in parallel -> the highest exit code."""
    from cvtex.typeset.children import terminations_as_interrupts

    _refuse_one_file_for_two(placed)
    jobs = options.jobs or cores()
    each = replace(options, jobs=max(1, jobs // len(placed)))
    calls = [(str(cv), partial(build_cv, replace(each, cv=cv, output=output))) for cv, output in placed.items()]
    ends: dict[str, Answer[BuildEnd]] = {}
    with Progress(timings=False) as progress, terminations_as_interrupts():
        progress.show(f"building {counted(len(calls), 'CV')}")
        with worked_off(calls, jobs) as answers:
            for name, answer in answers:
                ends[name] = answer
                with progress.aside():
                    _print(name, answer)
                progress.show(f"{len(ends)} of {len(calls)} CVs, {name}")
    worst = max(one.exit_code for one in ends.values())
    if options.depfile and worst == Exit.OK:
        rules = {target: names for one in ends.values() if one.result for target, names in one.result.rules.items()}
        write_depfile(options.depfile, rules)
    _sum_up({name: ends[name] for name, _ in calls})
    return worst


def _refuse_one_file_for_two(placed: Placed) -> None:
    seen: dict[str, Path] = {}
    for cv, output in placed.items():
        other = seen.setdefault(os.path.normcase(output / cv.stem), cv)
        if other != cv:
            raise click.UsageError(f"the files of {other} and {cv} would have one name, {output / cv.stem}-...")


def _print(name: str, answer: Answer[BuildEnd]) -> None:
    if answer.errors:
        click.echo(_WITHOUT_PLACE.sub(lambda _: printable(f"{name}: "), answer.errors), err=True, nl=False)
    for line in answer.result.lines if answer.result else ():
        click.echo(printable(line))
    if answer.exit_code:
        click.echo(printable(f"{name}: {_meaning(answer.exit_code)}"))


def _meaning(code: int) -> str:
    return f"{_MEANING[Exit(code)]} (exit code {code})"


def _sum_up(ends: Mapping[str, Answer[BuildEnd]]) -> None:
    failed: dict[int, list[str]] = {}
    counts: Counter[str] = Counter()
    for name, one in ends.items():
        if one.exit_code:
            failed.setdefault(one.exit_code, []).append(name)
        else:
            counts["built" if one.result and one.result.built else "up to date"] += 1
    parts = [f"{counts[what]} {what}" for what in ("built", "up to date") if counts[what]]
    parts += [f"{len(failed[code])} {_meaning(code)}" for code in sorted(failed)]
    warned = sum(one.result is not None and one.result.has_warnings for one in ends.values())
    parts += [f"{warned} with warnings"] if warned else []
    click.echo(f"{counted(len(ends), 'CV')}: {', '.join(parts)}")
    for code in sorted(failed):
        click.echo(f"cvtex: exit code {code}: {printable(_some(failed[code]))}", err=True)
    lacking = [name for name, one in ends.items() if one.result and one.result.lacks_consent]
    if lacking:
        click.echo(f"cvtex: their styles may not run: {printable(_some(lacking))}", err=True)
        click.echo("  hint: read the styles, then build these CVs by name with --trust-styles", err=True)


def _some(names: Sequence[str]) -> str:
    rest = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")

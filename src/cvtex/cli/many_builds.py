"""`cvtex build` for many CVs: each has a folder for its files, which no other may write."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import click

from cvtex.cli import several
from cvtex.cli.one_build import build_cv, write_depfile
from cvtex.cli.output import Exit
from cvtex.cli.variants import BuildOptions
from cvtex.typeset.children import cores
from cvtex.value import replace

# A CV and the folder for its files.
Placed = Mapping[Path, Path]


def found(folders: Sequence[Path], output: Path) -> Placed:
    """The CVs below folders; their files go to folders below `output` that are called like those of the CVs."""
    return {cv: output / folder for cv, folder in several.found(folders, output).items()}


def named(cvs: Sequence[Path], output: Path) -> Placed:
    """Several CVs; their files go to folders below `output` that are called like those of the CVs from here."""
    placed: dict[Path, Path] = {}
    for cv in several.named(cvs):
        folder = Path(os.path.relpath(cv.parent))
        if ".." in folder.parts:
            hint = "build from a folder above them, or all CVs below a folder with --recursive"
            raise click.UsageError(f"{cv} is not below this folder ({hint})")
        placed[cv] = output / folder
    return placed


def build_many(placed: Placed, options: BuildOptions) -> int:
    """Build CVs in parallel -> the highest exit code."""
    _refuse_one_file_for_two(placed)
    jobs = options.jobs or cores()
    each = replace(options, jobs=max(1, jobs // len(placed)))
    calls = [(str(cv), partial(build_cv, replace(each, cv=cv, output=output))) for cv, output in placed.items()]
    ends = several.work_off(calls, jobs, "building")
    worst = max(one.exit_code for one in ends.values())
    if options.depfile and worst == Exit.OK:
        rules = {target: names for one in ends.values() if one.result for target, names in one.result.rules.items()}
        write_depfile(options.depfile, rules)
    return worst


def _refuse_one_file_for_two(placed: Placed) -> None:
    seen: dict[str, Path] = {}
    for cv, output in placed.items():
        other = seen.setdefault(os.path.normcase(output / cv.stem), cv)
        if other != cv:
            raise click.UsageError(f"the files of {other} and {cv} would have one name, {output / cv.stem}-...")

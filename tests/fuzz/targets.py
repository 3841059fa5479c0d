"""What is fuzzed: for each target, how its inputs are made, how the program is run with one, and how often."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Final

import making
import seeds
from cases import Case, Fault
from running import run_cvtex
from verdicts import build_faults, errors, json_faults, run_faults, template

from cvtex.diagnostics import has_errors
from cvtex.emit.formats import FORMATS
from cvtex.importers.imported import SourceFile
from cvtex.importers.importing import import_files
from cvtex.value import Value

Make = Callable[[str, Random, Path], Case]
Run = Callable[[Case, Path], Iterator[Fault]]


class Target(Value):
    """`often`: inputs in each round. `seconds`: of one core, for one input."""

    make: Make
    run: Run
    often: int = 1
    seconds: int = 10


def _check(case: Case, folder: Path) -> Iterator[Fault]:
    yield from run_faults(run_cvtex(["check"], folder), (0, 1), case.files)


def _check_as_json(case: Case, folder: Path) -> Iterator[Fault]:
    ran = run_cvtex(["check", "--json"], folder)
    yield from run_faults(ran, (0, 1), case.files)
    yield from json_faults(ran.output)


def _other_commands(case: Case, folder: Path) -> Iterator[Fault]:
    for arguments in (
        ["publications"],
        ["publications", "--json"],
        ["explain", "owner"],
        ["fonts", "cv.yaml"],
        ["metrics"],
    ):
        yield from run_faults(run_cvtex(arguments, folder), (0, 1, 2), None)


def _build(*formats: str) -> Run:
    """Build what `check` has nothing against. Without formats, those of the case."""

    def run(case: Case, folder: Path) -> Iterator[Fault]:
        wanted = formats or case.options
        if any(name.endswith(".sty") for name in case.files):
            # LaTeX of the author's own may fail as it likes.
            return
        checked = run_cvtex(["check"], folder)
        yield from run_faults(checked, (0, 1), None)
        if checked.exit_code:
            return
        ran = run_cvtex(["build", "--format", ",".join(wanted), "--all"], folder)
        yield from build_faults(ran, folder / "build", [FORMATS[one].suffix for one in wanted], case.files)

    return run


def _show_text(case: Case, folder: Path) -> Iterator[Fault]:
    (name,) = case.files
    ran = run_cvtex(["check", "--text", name], folder)
    yield from run_faults(ran, (0, 2, 4))
    if ran.exit_code in (0, 4):
        as_json = run_cvtex(["check", "--text", "--json", name], folder)
        yield from run_faults(as_json, (ran.exit_code,))
        yield from json_faults(as_json.output)


def _check_rules(case: Case, folder: Path) -> Iterator[Fault]:
    (name,) = case.files
    yield from run_faults(run_cvtex(["check", "--profile", *case.options, name], folder), (0, 2, 4))


def _import(case: Case, folder: Path) -> Iterator[Fault]:
    """Import by the functions of the program: building each CV would take ten times as long."""
    ((name, data),) = case.files.items()
    (kind,) = case.options
    found = import_files([SourceFile(name, data)], kind.removeprefix("-"), "Ada Heron")
    yield from (
        Fault(f"no place: {template(one.message)}", one.message) for one in found.diagnostics if one.span is None
    )
    if found.value is None:
        if not has_errors(found.diagnostics):
            yield Fault("nothing is imported, without an error")
        return
    Case(case.target, found.value.files).write(folder / "cv")
    checked = run_cvtex(["check"], folder / "cv")
    yield from run_faults(checked, (0, 1), found.value.files)
    if problems := errors(checked):
        yield Fault(f"the imported CV has errors: {template(problems[0])}", checked.errors[:2000])


def _import_and_build(case: Case, folder: Path) -> Iterator[Fault]:
    (name,) = case.files
    (kind,) = case.options
    ran = run_cvtex(
        ["import", name, "--into", "cv", "--name", "Ada Heron", *(["--as", kind] if kind != "-" else [])], folder
    )
    if ran.exit_code in (3, 4):
        yield from build_faults(ran, folder / "cv" / "build", [".pdf"], None)
    else:
        yield from run_faults(ran, (0, 1))


def _any_source(target: str, chance: Random, folder: Path) -> Case:
    case = making.source(f"import {chance.choice(seeds.KINDS)}", chance, folder)
    return Case(target, case.files, case.options)


TARGETS: Final[Mapping[str, Target]] = {
    "check": Target(making.any_cv, _check, often=60),
    "check --json": Target(making.any_cv, _check_as_json, often=5),
    "other commands": Target(making.any_cv, _other_commands, often=3, seconds=30),
    "profiles": Target(making.profile, _check, often=5),
    "themes": Target(making.theme, _check, often=5),
    "build": Target(making.sound_cv, _build("pdf"), often=4, seconds=40),
    "build themes": Target(making.theme, _build("pdf"), seconds=40),
    "build profiles": Target(making.profile, _build("pdf"), seconds=40),
    **{f"write {name}": Target(making.cv_and_format, _build(), often=2, seconds=20) for name in making.WRITTEN},
    **{f"import {kind}": Target(making.source, _import, often=2, seconds=20) for kind in seeds.KINDS},
    "import and build": Target(_any_source, _import_and_build, often=2, seconds=60),
    "check --text": Target(making.pdf, _show_text, often=4, seconds=20),
    "check --profile": Target(making.pdf, _check_rules, often=4, seconds=20),
    "pictures": Target(making.picture, _build("html", "docx"), often=4, seconds=20),
    "pictures in a PDF": Target(making.picture, _build("pdf"), often=1, seconds=40),
    "fonts": Target(making.font, _check, often=3, seconds=20),
    "fonts in a PDF": Target(making.font, _build("pdf"), often=1, seconds=40),
}

"""Build the variants of one CV: print their files and messages, write a report, show changes since an older one."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

import click

from cvtex.cli.arguments import chosen_variants
from cvtex.cli.claims import Claim, all_free
from cvtex.cli.output import Exit, print_once, rendered
from cvtex.cli.progress import Progress
from cvtex.cli.trust import lacks_consent
from cvtex.cli.up_to_date import EarlierBuilds, print_up_to_date
from cvtex.value import Value, field

# `cli.variants` imports what builds, which a build that changes nothing does not need.
if TYPE_CHECKING:
    from cvtex.build.results import BuildResult
    from cvtex.build.up_to_date import BuildRecord, CvRecord
    from cvtex.cli.variants import BuildOptions
    from cvtex.diagnostics import Diagnostic


class BuildEnd(Value):
    """How the build of a CV ended. `lines`: one for each file.

    `built`, `unchanged`: numbers of variants. `lacks_consent`: it needs --trust-styles. `rules`: file -> its sources,
    for a depfile.
    """

    exit_code: int
    lines: tuple[str, ...] = ()
    built: int = 0
    unchanged: int = 0
    has_warnings: bool = False
    lacks_consent: bool = False
    rules: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def status(self) -> str:
        return "built" if self.built else "up to date"


def build_cv(options: BuildOptions, claim: Claim = all_free) -> BuildEnd:
    """Build and write the variants that `options` names, and print the results."""
    earlier = EarlierBuilds(options)
    up_to_date = earlier.find_all()
    if up_to_date is not None:
        cv, records = up_to_date
        _claim(claim, (stem_of(target) for one in records.values() for target in one.targets))
        return _print_all_up_to_date(cv, records, options)
    with Progress(timings=options.timings) as progress:
        return _build(options, earlier, progress, claim)


def stem_of(target: str) -> str:
    """The path of a file of any format, without its suffix."""
    from cvtex.emit.formats import FORMATS

    return next((target.removesuffix(one.suffix) for one in FORMATS.values() if target.endswith(one.suffix)), target)


def _claim(claim: Claim, stems: Iterable[str]) -> None:
    wanted = tuple(dict.fromkeys(stems))
    if other := claim(wanted):
        raise click.UsageError(f"writes {' or '.join(wanted)}, as {other} does: build it apart, with another --output")


def files_of_two(variants: Iterable[tuple[str, str, Iterable[str]]]) -> Iterator[tuple[str, str]]:
    """Yield variants that would write a file of an earlier one, with what is wrong.

    `variants`: (name, path without suffix, formats; none for the usual one). A profile may name the file. The names
    must differ also where a file system folds case and accents.
    """
    taken: dict[tuple[str, str], str] = {}
    for name, stem, formats in variants:
        folded = unicodedata.normalize("NFKC", stem).casefold()
        for format_ in tuple(formats) or ("",):
            other = taken.setdefault((folded, format_), name)
            if other != name:
                yield name, f"the variants '{other}' and '{name}' would both write {stem}"
                break


def refuse_one_file_for_two(variants: Iterable[tuple[str, str, Iterable[str]]]) -> None:
    """Raises UsageError. `variants`: see `files_of_two`."""
    for _, message in files_of_two(variants):
        raise click.UsageError(f"{message}: build one of them with another --output")


def _build(options: BuildOptions, earlier: EarlierBuilds, progress: Progress, claim: Claim) -> BuildEnd:
    from cvtex.cli.up_to_date import cv_record
    from cvtex.cli.variants import build_variants, output_stem, write, write_variant

    printed: set[str] = set()
    older = _read_report(options.diff) if options.diff else None
    loaded = options.load(progress.stopwatch())
    names = chosen_variants(loaded, options.variants, all_variants=options.all_variants)
    if len(names) > 1 and (options.report or options.diff):
        raise click.UsageError("--report and --diff need a single variant: name it with --variant")
    record = cv_record(loaded)
    with progress.aside():
        print_once(record.messages, printed)
    if not loaded.ok or (options.strict and loaded.diagnostics):
        return BuildEnd(
            Exit.DOCUMENT_HAS_ERRORS,
            has_warnings=_has_warnings(loaded.diagnostics),
            lacks_consent=lacks_consent(loaded.diagnostics),
        )
    stems = {name: str(output_stem(loaded, name, options)) for name in names}
    assert loaded.cv is not None
    variants = loaded.cv.variants
    refuse_one_file_for_two((name, stem, options.formats or variants[name].formats) for name, stem in stems.items())
    _claim(claim, stems.values())
    known = {name: earlier.find(record, name) for name in names}
    stopwatches = {name: progress.stopwatch(name) for name in names if known[name] is None}
    worst = Exit.OK
    lines: list[str] = []
    diagnostics = list(loaded.diagnostics)
    done: list[BuildRecord] = []
    with build_variants(loaded, stopwatches, options) as results:
        for name, found in known.items():
            built = None if found is not None else next(results)
            with progress.aside():
                if found is not None:
                    print_once(found.messages, printed)
                    lines += print_up_to_date(found)
                    done.append(found)
                    continue
                assert built is not None
                stopwatches[name].enter("write")
                diagnostics += built.diagnostics
                print_once(rendered(built.diagnostics, loaded.sources), printed)
                outcome = write_variant(loaded, name, built, options)
                outcome.print()
                lines += outcome.heads
                if options.report:
                    write(options.report, _report(built, name).encode())
                if outcome.written and not outcome.kept:
                    done.append(earlier.record(loaded, record, name, built, outcome))
                    if older is not None:
                        _print_changes(older, built, name)
                worst = max(worst, outcome.exit_code)
                stopwatches[name].stop()
    unchanged = len(known) - len(stopwatches)
    return BuildEnd(
        worst,
        tuple(lines),
        len(done) - unchanged,
        unchanged,
        _has_warnings(diagnostics) or any(one.messages for one in known.values() if one is not None),
        lacks_consent(diagnostics),
        _rules(options, record, done),
    )


def _print_all_up_to_date(cv: CvRecord, records: Mapping[str, BuildRecord], options: BuildOptions) -> BuildEnd:
    printed: set[str] = set()
    print_once(cv.messages, printed)
    lines: list[str] = []
    for record in records.values():
        print_once(record.messages, printed)
        lines += print_up_to_date(record)
    rules = _rules(options, cv, records.values())
    return BuildEnd(Exit.OK, tuple(lines), unchanged=len(records), has_warnings=bool(printed), rules=rules)


def _has_warnings(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(not one.is_error for one in diagnostics)


def _rules(options: BuildOptions, cv: CvRecord, records: Iterable[BuildRecord]) -> dict[str, tuple[str, ...]]:
    """Each file -> the files that it was made from, if a depfile is wanted."""
    if options.depfile is None:
        return {}
    from cvtex.files.dependency import read_paths

    return {
        PurePath(target).as_posix(): tuple(
            _from_here(path) for path in read_paths((*cv.dependencies, *one.dependencies))
        )
        for one in records
        for target in one.targets
    }


def _from_here(path: str) -> str:
    """Absolute path -> relative to the working directory, if inside it: following a link makes paths absolute.

    With slashes, as make wants them on Windows, too.
    """
    absolute, here = Path(path), Path.cwd()
    is_inside = absolute.is_absolute() and absolute.is_relative_to(here)
    return (absolute.relative_to(here) if is_inside else absolute).as_posix()


def write_depfile(target: Path, files: Mapping[str, Iterable[str]]) -> None:
    """Write each file's sources as rules for make."""
    from cvtex.cli.variants import write
    from cvtex.files.depfile import can_be_written, make_rules

    for name in {*files, *(name for names in files.values() for name in names)}:
        if not can_be_written(name):
            click.echo(
                f"cvtex: warning: {target} omits {name!r}: make cannot express this file name",
                err=True,
            )
    write(target, make_rules(files).encode("utf-8", "surrogateescape"))


def _report(built: BuildResult, name: str) -> str:
    from cvtex.reports.as_json import text_of
    from cvtex.reports.build_report import report_of

    return text_of(report_of(built, name)) + "\n"


def _read_report(path: Path) -> dict[str, Any]:
    from cvtex.files.reading import read_regular
    from cvtex.reports.build_report import changes

    try:
        found: dict[str, Any] = json.loads(read_regular(path))
        changes(found, found)
    except OSError as problem:
        raise click.FileError(str(path), str(problem.strerror)) from problem
    except ValueError as problem:
        raise click.BadParameter(f"{path} is not a report of this version of cvtex", param_hint="--diff") from problem
    return found


def _print_changes(older: dict[str, Any], built: BuildResult, name: str) -> None:
    from cvtex.diagnostics import counted
    from cvtex.reports.build_report import changes, report_of

    found = changes(older, report_of(built, name))
    click.echo(f"since then: {counted(len(found), 'change')}" if found else "since then: no change")
    for change in found:
        click.echo(f"  {change.kind}: {change.name} ({change.id})")

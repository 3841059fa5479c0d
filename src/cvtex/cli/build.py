"""`cvtex build`: variants -> files, a summary, a report, and the changes since an older report."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cvtex.cli.arguments import (
    assets_option,
    chosen_variants,
    cv_argument,
    engine_option,
    format_option,
    output_option,
    standard_option,
    timings_option,
    variant_option,
    width_option,
)
from cvtex.cli.output import Exit, print_once, rendered
from cvtex.cli.trust import trust_option

# A shell imports this module for the names of the options: what builds is imported by the functions.
if TYPE_CHECKING:
    from cvtex.build.results import BuildResult
    from cvtex.build.up_to_date import BuildRecord, CvRecord
    from cvtex.cli.progress import Progress
    from cvtex.cli.up_to_date import EarlierBuilds
    from cvtex.cli.variants import BuildOptions


@click.command(short_help="Build variants to PDF and other formats.")
@cv_argument
@variant_option
@click.option("--all", "all_variants", is_flag=True, help="Build every variant.")
@output_option
@engine_option
@click.option("--all-entries", is_flag=True, help="Print every .bib entry, even if the variant omits it.")
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write a JSON report: which items are printed, and why.",
)
@click.option(
    "--diff",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Print the changes since this older report.",
)
@standard_option
@trust_option
@format_option
@width_option
@assets_option
@click.option("--keep-tex", is_flag=True, help="Keep the .tex, its styles and the log next to the PDF.")
@click.option(
    "--depfile",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the dependencies of each file as make rules.",
)
@click.option("--force", is_flag=True, help="Build even if nothing changed.")
@timings_option
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
def build(**given: Any) -> None:
    """Build OUTPUT/<name>-<variant>.pdf, or other formats: the first variant, or those named by --variant."""
    from cvtex.cli.progress import Progress
    from cvtex.cli.up_to_date import EarlierBuilds
    from cvtex.cli.variants import BuildOptions

    options = BuildOptions(**given)
    earlier = EarlierBuilds(options)
    up_to_date = earlier.find_all()
    if up_to_date is not None:
        _print_all_up_to_date(*up_to_date)
        _write_depfile(options.depfile, up_to_date[0], up_to_date[1].values())
        sys.exit(Exit.OK)
    with Progress(timings=options.timings) as progress:
        sys.exit(_build(options, earlier, progress))


def _build(options: BuildOptions, earlier: EarlierBuilds, progress: Progress) -> int:
    from cvtex.cli.up_to_date import cv_record, print_up_to_date
    from cvtex.cli.variants import build_variants, write, write_variant

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
        return Exit.DOCUMENT_HAS_ERRORS
    known = {name: earlier.find(record, name) for name in names}
    stopwatches = {name: progress.stopwatch(name) for name in names if known[name] is None}
    worst = Exit.OK
    done: list[BuildRecord] = []
    with build_variants(loaded, stopwatches, options) as results:
        for name, found in known.items():
            built = None if found is not None else next(results)
            with progress.aside():
                if found is not None:
                    print_once(found.messages, printed)
                    print_up_to_date(found)
                    done.append(found)
                    continue
                assert built is not None
                stopwatches[name].enter("write")
                print_once(rendered(built.diagnostics, loaded.sources), printed)
                outcome = write_variant(loaded, name, built, options)
                outcome.print()
                if options.report:
                    write(options.report, _report(built, name).encode())
                if outcome.written and not outcome.kept:
                    done.append(earlier.record(loaded, record, name, built, outcome))
                    if older is not None:
                        _print_changes(older, built, name)
                worst = max(worst, outcome.exit_code)
                stopwatches[name].stop()
    if worst == Exit.OK:
        _write_depfile(options.depfile, record, done)
    return worst


def _print_all_up_to_date(cv: CvRecord, records: Mapping[str, BuildRecord]) -> None:
    from cvtex.cli.up_to_date import print_up_to_date

    printed: set[str] = set()
    print_once(cv.messages, printed)
    for record in records.values():
        print_once(record.messages, printed)
        print_up_to_date(record)


def _write_depfile(target: Path | None, cv: CvRecord, records: Iterable[BuildRecord]) -> None:
    if target is None:
        return
    from cvtex.cli.variants import write
    from cvtex.files.dependency import read_paths
    from cvtex.files.depfile import can_be_written, make_rules

    files = {
        target: [_from_here(path) for path in read_paths((*cv.dependencies, *one.dependencies))]
        for one in records
        for target in one.targets
    }
    for name in {*files, *(name for names in files.values() for name in names)}:
        if not can_be_written(name):
            click.echo(
                f"cvtex: warning: {target} omits {name!r}: make cannot express this file name",
                err=True,
            )
    write(target, make_rules(files).encode("utf-8", "surrogateescape"))


def _from_here(path: str) -> str:
    """Absolute path -> relative to the working directory, if inside it: following a link makes paths absolute."""
    absolute, here = Path(path), Path.cwd()
    return str(absolute.relative_to(here)) if absolute.is_absolute() and absolute.is_relative_to(here) else path


def _report(built: BuildResult, name: str) -> str:
    from cvtex.reports.as_json import text_of
    from cvtex.reports.build_report import report_of

    return text_of(report_of(built, name)) + "\n"


def _read_report(path: Path) -> dict[str, Any]:
    from cvtex.reports.build_report import changes

    try:
        found: dict[str, Any] = json.loads(path.read_bytes())
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

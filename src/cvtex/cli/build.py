"""`cvtex build`: the variants of a CV, or of many CVs, -> files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cvtex.cli.arguments import (
    FILE,
    CvFile,
    assets_option,
    engine_option,
    format_option,
    jobs_option,
    output_option,
    standard_option,
    timings_option,
    variant_option,
    width_option,
)
from cvtex.cli.output import Exit
from cvtex.cli.trust import NAMES_NEEDED, trust_option

# A shell imports this module for the names of the options: what builds is imported by the functions.
if TYPE_CHECKING:
    from cvtex.cli.variants import BuildOptions


@click.command(short_help="Build variants to PDF and other formats.")
@click.argument("cv", nargs=-1, type=click.Path(path_type=Path))
@click.option("-r", "--recursive", is_flag=True, help="Build each cv.yaml below the folders given in place of CV.")
@jobs_option("Build so many CVs or variants at a time.")
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
def build(*, cv: tuple[Path, ...], recursive: bool, **given: Any) -> None:
    """Build OUTPUT/<name>-<variant>.pdf, or other formats: the first variant, or those named by --variant.

    Several CVs are built on all cores; the files of each go to a folder below OUTPUT.
    """
    from cvtex.cli.variants import BuildOptions

    if recursive or len(cv) > 1:
        sys.exit(_build_many(cv, BuildOptions(cv=Path(FILE), **given), recursive=recursive))
    from cvtex.cli.one_build import build_cv, write_depfile

    options = BuildOptions(cv=CvFile().convert(cv[0] if cv else FILE, None, None), **given)
    end = build_cv(options)
    if options.depfile and end.exit_code == Exit.OK:
        write_depfile(options.depfile, end.rules)
    sys.exit(end.exit_code)


def _build_many(cvs: tuple[Path, ...], options: BuildOptions, *, recursive: bool) -> int:
    from cvtex.cli.many_builds import build_many, found, named

    single = {"--report": options.report, "--diff": options.diff, "--timings": options.timings}
    if given := [option for option, value in single.items() if value]:
        raise click.UsageError(f"{given[0]} needs a single CV")
    if not recursive:
        return build_many(named(cvs, options.output), options)
    if options.trust_styles:
        raise click.UsageError(NAMES_NEEDED)
    return build_many(found(cvs or (Path(),), options.output), options)

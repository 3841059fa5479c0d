"""`cvtex check`: check a CV without running TeX, or check a finished PDF."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import click

from cvtex.cli.arguments import chosen_variants, cv_argument, open_cache, variant_option
from cvtex.cli.completing import complete_profile
from cvtex.cli.output import Exit, print_diagnostics, print_json
from cvtex.cli.trust import trust_option, trusted_styles
from cvtex.diagnostics import Diagnostic, Sources, counted, has_errors, in_order, printable, warning

if TYPE_CHECKING:
    from cvtex.build.loading import Loaded

_Read = TypeVar("_Read")


@click.command(short_help="Check a CV without running TeX, or check a PDF.")
@cv_argument
@variant_option
@trust_option
@click.option(
    "--profile",
    metavar="NAME",
    shell_complete=complete_profile,
    help="Check a PDF, given in place of CV, against a funder's rules.",
)
@click.option("--text", "as_text", is_flag=True, help="Show what programs read in a PDF, given in place of CV.")
@click.option("--json", "as_json", is_flag=True, help="Print the diagnostics as JSON; with --text, also the text.")
def check(
    cv: Path, variants: tuple[str, ...], trust_styles: bool, profile: str | None, as_text: bool, as_json: bool
) -> None:
    """Check a CV without running TeX; or, with --profile or --text, check a finished PDF."""
    from cvtex.build import loading, preflight
    from cvtex.reports.as_json import diagnostics_as_json

    if as_text and (profile is not None or variants):
        raise click.UsageError("--text shows a PDF: it cannot be combined with --profile or --variant")
    if as_text:
        _show_text(cv, as_json=as_json)
    if profile is not None:
        _check_pdf(cv, profile, as_json=as_json)
    loaded = loading.load(cv, trusted_styles=trusted_styles(cv, trust=trust_styles))
    names = chosen_variants(loaded, variants, all_variants=not variants)
    diagnostics = list(loaded.diagnostics)
    if loaded.ok:
        diagnostics += preflight.problems(loaded, names, os.environ, open_cache())
        diagnostics += _files_of_two(cv, loaded, names)
    found = in_order(diagnostics)
    if as_json:
        print_json(diagnostics_as_json(found))
    else:
        print_diagnostics(found, loaded.sources)
        if not found:
            click.echo(f"{cv}: no problems")
    sys.exit(Exit.DOCUMENT_HAS_ERRORS if has_errors(found) else Exit.OK)


def _files_of_two(cv: Path, loaded: Loaded, names: Iterable[str]) -> Iterator[Diagnostic]:
    """Warn of variants that cannot be built together."""
    from cvtex.cli.one_build import files_of_two
    from cvtex.cli.variants import BuildOptions, output_stem

    assert loaded.cv is not None
    variants, options = loaded.cv.variants, BuildOptions(cv)
    stems = ((name, output_stem(loaded, name, options).name, variants[name].formats) for name in names)
    for name, message in files_of_two(stems):
        yield warning(message, variants[name].span, "build one of them with another --output")


def _check_pdf(path: Path, name: str, *, as_json: bool) -> NoReturn:
    from cvtex.profiles.library import load_profile
    from cvtex.reports.as_json import diagnostics_as_json
    from cvtex.verify.funder_rules import violations
    from cvtex.verify.inspection import inspect_pdf

    read = load_profile(name, Path())
    if read.value is None:
        print_diagnostics(read.diagnostics, Sources())
        sys.exit(Exit.USAGE)
    found = in_order(violations(_read(path, inspect_pdf), read.value, file_name=path.name))
    if as_json:
        print_json(diagnostics_as_json(found))
    else:
        print_diagnostics(found, Sources())
        broken = sum(one.is_error for one in found)
        verdict = f"breaks {counted(broken, 'rule')}" if broken else "complies with all rules"
        click.echo(f"{path}: {verdict} of {read.value.title}")
    sys.exit(Exit.LIMIT_BROKEN if has_errors(found) else Exit.OK)


def _show_text(path: Path, *, as_json: bool) -> NoReturn:
    from cvtex.reports.as_json import reading_as_json
    from cvtex.verify.read_text import read_text
    from cvtex.verify.reading import reading_lines
    from cvtex.verify.reading_rules import findings

    reading = _read(path, read_text)
    found = in_order(findings(reading))
    if as_json:
        print_json(reading_as_json(reading, found))
    else:
        for line in reading_lines(reading):
            click.echo(line)
        print_diagnostics(found, Sources())
    sys.exit(Exit.LIMIT_BROKEN if has_errors(found) else Exit.OK)


def _read(path: Path, reader: Callable[[bytes], _Read]) -> _Read:
    from cvtex.files.reading import read_regular
    from cvtex.pdf.values import UnreadablePdfError

    # pypdf logs each object that it repairs. The rules report what matters to the reader.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        return reader(read_regular(path))
    except OSError as problem:
        raise click.FileError(str(path), str(problem.strerror)) from problem
    except UnreadablePdfError as problem:
        raise click.BadParameter(
            f"{path} cannot be read as a PDF: {printable(str(problem))}", param_hint="CV"
        ) from problem

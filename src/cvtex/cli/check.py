"""`cvtex check`: check a CV without running TeX, or check a finished PDF."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import click

from cvtex.cli.arguments import FILE, CvFile, chosen_variants, jobs_option, open_cache, variant_option
from cvtex.cli.claims import Claim, all_free
from cvtex.cli.completing import complete_profile
from cvtex.cli.output import Exit, print_diagnostics, print_json
from cvtex.cli.trust import NAMES_NEEDED, lacks_consent, trust_option, trusted_styles
from cvtex.diagnostics import Diagnostic, Sources, counted, has_errors, in_order, printable, warning
from cvtex.value import Value

if TYPE_CHECKING:
    from cvtex.build.loading import Loaded

_Read = TypeVar("_Read")


class CheckEnd(Value):
    """How the check of a CV ended. `lacks_consent`: it needs --trust-styles."""

    exit_code: int
    lines: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    lacks_consent: bool

    @property
    def status(self) -> str:
        return "without errors"

    @property
    def has_warnings(self) -> bool:
        return any(not one.is_error for one in self.diagnostics)


@click.command(short_help="Check CVs without running TeX, or check a PDF.")
@click.argument("cv", nargs=-1, type=click.Path(path_type=Path))
@click.option("-r", "--recursive", is_flag=True, help="Check each cv.yaml below the folders given in place of CV.")
@jobs_option("Check so many CVs at a time.")
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
    *,
    cv: tuple[Path, ...],
    recursive: bool,
    jobs: int | None,
    variants: tuple[str, ...],
    trust_styles: bool,
    profile: str | None,
    as_text: bool,
    as_json: bool,
) -> None:
    """Check CVs without running TeX; or, with --profile or --text, check a finished PDF.

    Several CVs are checked on all cores.
    """
    if as_text and (profile is not None or variants):
        raise click.UsageError("--text shows a PDF: it cannot be combined with --profile or --variant")
    if recursive or len(cv) > 1:
        if as_text or profile is not None:
            raise click.UsageError(f"{'--text' if as_text else '--profile'} needs a single PDF")
        options = CheckOptions(variants, trust_styles=trust_styles, as_json=as_json)
        sys.exit(_check_many(cv, options, jobs, recursive=recursive))
    path = CvFile().convert(cv[0] if cv else FILE, None, None)
    if as_text:
        _show_text(path, as_json=as_json)
    if profile is not None:
        _check_pdf(path, profile, as_json=as_json)
    end = check_cv(path, CheckOptions(variants, trust_styles=trust_styles, as_json=as_json))
    if as_json:
        _print_as_json(end.diagnostics)
    for line in end.lines:
        click.echo(line)
    sys.exit(end.exit_code)


class CheckOptions(Value):
    """What `check` was told, for each CV. `as_json`: print no diagnostics yet."""

    variants: tuple[str, ...]
    trust_styles: bool
    as_json: bool


def check_cv(cv: Path, options: CheckOptions, _: Claim = all_free) -> CheckEnd:
    """Check one CV, and print what is wrong."""
    from cvtex.build import loading, preflight

    loaded = loading.load(cv, trusted_styles=trusted_styles(cv, trust=options.trust_styles))
    names = chosen_variants(loaded, options.variants, all_variants=not options.variants)
    diagnostics = list(loaded.diagnostics)
    if loaded.ok:
        diagnostics += preflight.problems(loaded, names, os.environ, open_cache())
        diagnostics += _files_of_two(cv, loaded, names)
    found = in_order(diagnostics)
    if not options.as_json:
        print_diagnostics(found, loaded.sources)
    return CheckEnd(
        Exit.DOCUMENT_HAS_ERRORS if has_errors(found) else Exit.OK,
        () if found or options.as_json else (f"{cv}: no problems",),
        found,
        lacks_consent(found),
    )


def _check_many(cvs: tuple[Path, ...], options: CheckOptions, jobs: int | None, *, recursive: bool) -> int:
    from cvtex.cli.several import found, named, work_off
    from cvtex.typeset.children import cores

    if recursive and options.trust_styles:
        raise click.UsageError(NAMES_NEEDED)
    paths = found(cvs or (Path(),)) if recursive else named(cvs)
    calls = [(str(path), partial(check_cv, path, options)) for path in paths]
    ends = work_off(calls, jobs or cores(), "checking", to_errors=options.as_json)
    if options.as_json:
        _print_as_json(problem for one in ends.values() if one.result for problem in one.result.diagnostics)
    return max(one.exit_code for one in ends.values())


def _print_as_json(diagnostics: Iterable[Diagnostic]) -> None:
    from cvtex.reports.as_json import diagnostics_as_json

    print_json(diagnostics_as_json(diagnostics))


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
    from cvtex.read.observed import ObservedFiles
    from cvtex.reports.as_json import diagnostics_as_json
    from cvtex.verify.funder_rules import violations
    from cvtex.verify.inspection import inspect_pdf

    files = ObservedFiles()
    read = load_profile(name, Path(), files)
    if read.value is None:
        print_diagnostics(read.diagnostics, Sources(files.texts))
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

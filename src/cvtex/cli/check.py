"""`cvtex check`: everything short of TeX; or a finished PDF."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from cvtex.cli import exits
from cvtex.cli.arguments import chosen_variants, cv_argument, variant_option
from cvtex.cli.telling import tell
from cvtex.diagnostics import Sources, has_errors, in_order


@click.command()
@cv_argument
@variant_option
@click.option("--profile", metavar="NAME", help="Check a finished PDF, given in place of CV, against a funder's rules.")
@click.option("--json", "as_json", is_flag=True, help="Print the diagnostics as JSON.")
def check(cv: Path, variants: tuple[str, ...], profile: str | None, as_json: bool) -> None:
    """Check everything short of TeX; or, with --profile, a PDF."""
    from cvtex import pipeline
    from cvtex.as_json import diagnostics_as_json

    if profile is not None:
        _check_pdf(cv, profile, as_json=as_json)
    loaded = pipeline.load(cv)
    names = chosen_variants(loaded, variants, all_variants=not variants)
    diagnostics = list(loaded.diagnostics)
    if loaded.ok:
        diagnostics += pipeline.problems(loaded, names)
    found = in_order(diagnostics)
    if as_json:
        click.echo(diagnostics_as_json(found))
    else:
        tell(found, loaded.sources)
        if not found:
            click.echo(f"{cv}: no problems")
    sys.exit(exits.DOCUMENT_HAS_ERRORS if has_errors(found) else exits.OK)


def _check_pdf(path: Path, name: str, *, as_json: bool) -> NoReturn:
    from cvtex.as_json import diagnostics_as_json
    from cvtex.profile_library import load_profile
    from cvtex.verify.funder_rules import breaches
    from cvtex.verify.inspection import inspect_pdf
    from cvtex.verify.pdf import UnreadablePdfError

    read = load_profile(name, Path())
    if read.value is None:
        tell(read.diagnostics, Sources())
        sys.exit(exits.USAGE)
    try:
        found = in_order(breaches(inspect_pdf(path.read_bytes()), read.value, file_name=path.name))
    except OSError as problem:
        raise click.FileError(str(path), str(problem.strerror)) from problem
    except UnreadablePdfError as problem:
        raise click.BadParameter(f"{path} cannot be read as a PDF: {problem}", param_hint="CV") from problem
    if as_json:
        click.echo(diagnostics_as_json(found))
    else:
        tell(found, Sources())
        broken = sum(one.is_error for one in found)
        click.echo(f"{path}: {'keeps all rules' if not broken else f'{broken} rules broken'} of {read.value.title}")
    sys.exit(exits.LIMIT_BROKEN if has_errors(found) else exits.OK)

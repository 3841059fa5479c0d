"""`cvtex check`: everything short of TeX; or a finished PDF."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from cvtex.cli import exits
from cvtex.cli.arguments import chosen_variants, cv_argument, open_cache, variant_option
from cvtex.cli.check_pdf import check_against_profile, show_text
from cvtex.cli.telling import tell
from cvtex.cli.trust import trust_option, trusted_styles
from cvtex.diagnostics import has_errors, in_order


@click.command()
@cv_argument
@variant_option
@trust_option
@click.option("--profile", metavar="NAME", help="Check a finished PDF, given in place of CV, against a funder's rules.")
@click.option(
    "--text", "as_text", is_flag=True, help="Show what programs read in a finished PDF, given in place of CV."
)
@click.option("--json", "as_json", is_flag=True, help="Print the diagnostics, or with --text all of it, as JSON.")
def check(
    cv: Path, variants: tuple[str, ...], trust_styles: bool, profile: str | None, as_text: bool, as_json: bool
) -> None:
    """Check everything short of TeX; or, with --profile or --text, a PDF."""
    from cvtex.build import loading, preflight
    from cvtex.reports.as_json import diagnostics_as_json

    if as_text and (profile is not None or variants):
        raise click.UsageError("--text shows a PDF; it goes with neither --profile nor --variant")
    if as_text:
        show_text(cv, as_json=as_json)
    if profile is not None:
        check_against_profile(cv, profile, as_json=as_json)
    loaded = loading.load(cv, trusted_styles=trusted_styles(cv, trust=trust_styles))
    names = chosen_variants(loaded, variants, all_variants=not variants)
    diagnostics = list(loaded.diagnostics)
    if loaded.ok:
        diagnostics += preflight.problems(loaded, names, os.environ, open_cache())
    found = in_order(diagnostics)
    if as_json:
        click.echo(diagnostics_as_json(found))
    else:
        tell(found, loaded.sources)
        if not found:
            click.echo(f"{cv}: no problems")
    sys.exit(exits.DOCUMENT_HAS_ERRORS if has_errors(found) else exits.OK)

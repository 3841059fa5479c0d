"""`cvtex check`: everything short of TeX; or a finished PDF."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cvtex.cli import exits
from cvtex.cli.arguments import chosen_variants, cv_argument, variant_option
from cvtex.cli.telling import tell
from cvtex.diagnostics import has_errors, in_order


@click.command()
@cv_argument
@variant_option
@click.option("--json", "as_json", is_flag=True, help="Print the diagnostics as JSON.")
def check(cv: Path, variants: tuple[str, ...], as_json: bool) -> None:
    """Check everything short of TeX."""
    from cvtex import pipeline
    from cvtex.as_json import diagnostics_as_json

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

"""Commands that tell what there is: publications, styles, the schema."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cvtex.cli import exits
from cvtex.cli.arguments import chosen_variants, cv_argument, one_variant_option
from cvtex.cli.telling import tell

if TYPE_CHECKING:
    from cvtex.reports.entry_status import Account


@click.command()
@cv_argument
@one_variant_option
@click.option("--json", "as_json", is_flag=True, help="Print the accounts as JSON.")
def publications(cv: Path, variant: str | None, as_json: bool) -> None:
    """Account for every entry of the .bib files: printed, excluded or unreadable, and the owner in it."""
    from cvtex.build import loading, preflight
    from cvtex.display import counted
    from cvtex.reports.as_json import accounts_as_json

    loaded = loading.load(cv)
    if loaded.cv is None:
        tell(loaded.diagnostics, loaded.sources)
        sys.exit(exits.DOCUMENT_HAS_ERRORS)
    (name,) = chosen_variants(loaded, (variant,) if variant else (), all_variants=False)
    accounts = preflight.accounts(loaded, name)
    tell((diagnostic for diagnostic in loaded.diagnostics if diagnostic.is_error), loaded.sources)
    if as_json:
        click.echo(accounts_as_json(accounts))
    else:
        for account in accounts:
            click.echo(_account_line(account))
        counts = Counter(account.status for account in accounts)
        told = (f"{counts[status]} {status}" for status in ("printed", "excluded", "unreadable"))
        click.echo(f"{counted(len(accounts), 'entry', 'entries')}: {', '.join(told)}")
    sys.exit(exits.OK if loaded.ok else exits.DOCUMENT_HAS_ERRORS)


def _account_line(account: Account) -> str:
    """`publications.bib:12: weber2022beyond: printed in publications; Lapuschkin, S. is 2nd of 4 (initials)`."""
    where = f"printed in {account.section}" if account.section else f"{account.status}: {account.reason}"
    owners = [f"{one.name} is {one.role} {one.position} of {one.of} ({one.form})" for one in account.owner]
    owner = ", ".join(owners) or account.verdict
    near = f", is {' or '.join(account.near_misses)} you?" if account.near_misses else ""
    parts = [where, owner + near] if owner else [where]
    return f"{account.span.file}:{account.span.line}: {account.key}: {'; '.join(parts)}"


@click.command()
@cv_argument
def styles(cv: Path) -> None:
    """List the themes and bibliography styles that CV can use."""
    from cvtex.read.style import style_folders

    folders = style_folders(cv.parent)
    click.echo(f"themes:              {', '.join(folders.themes)}")
    click.echo(f"bibliography styles: {', '.join(folders.references)}")
    for folder in folders.paths:
        click.echo(f"from {folder}")


@click.command()
def schema() -> None:
    """Print the JSON Schema of cv.yaml, for editors."""
    from cvtex.check.json_schema import schema_text

    click.echo(schema_text(), nl=False)

"""Commands that list: publications, styles, the schema."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cvtex.cli.arguments import chosen_variants, cv_argument, one_variant_option
from cvtex.cli.output import Exit, print_diagnostics, print_json

if TYPE_CHECKING:
    from cvtex.reports.entry_status import EntryStatus


@click.command(short_help="List every .bib entry with its status.")
@cv_argument
@one_variant_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def publications(cv: Path, variant: str | None, as_json: bool) -> None:
    """List every .bib entry with its status: printed, excluded (and by which rule), or unreadable.

    Show also which of its authors is the owner of the CV, and by which form of the name.
    """
    from cvtex.build import loading
    from cvtex.diagnostics import counted
    from cvtex.reports.as_json import entry_statuses_as_json
    from cvtex.reports.entry_status import entry_statuses

    loaded = loading.load(cv)
    if loaded.cv is None:
        print_diagnostics(loaded.diagnostics, loaded.sources)
        sys.exit(Exit.DOCUMENT_HAS_ERRORS)
    (name,) = chosen_variants(loaded, (variant,) if variant else (), all_variants=False)
    statuses = entry_statuses(loaded, name)
    print_diagnostics((diagnostic for diagnostic in loaded.diagnostics if diagnostic.is_error), loaded.sources)
    if as_json:
        print_json(entry_statuses_as_json(statuses))
    else:
        for entry in statuses:
            click.echo(_entry_line(entry))
        counts = Counter(entry.status for entry in statuses)
        totals = (f"{counts[status]} {status}" for status in ("printed", "excluded", "unreadable"))
        click.echo(f"{counted(len(statuses), 'entry', 'entries')}: {', '.join(totals)}")
    sys.exit(Exit.OK if loaded.ok else Exit.DOCUMENT_HAS_ERRORS)


def _entry_line(entry: EntryStatus) -> str:
    """`publications.bib:12: weber2022beyond: printed in publications; Lapuschkin, S. is 2nd of 4 (initials)`."""
    where = f"printed in {entry.section}" if entry.section else f"{entry.status}: {entry.reason}"
    owners = [f"{one.name} is {one.role} {one.position} of {one.of} ({one.form})" for one in entry.owner]
    owner = ", ".join(owners) or entry.verdict
    near = f", is {' or '.join(entry.near_misses)} you?" if entry.near_misses else ""
    parts = [where, owner + near] if owner else [where]
    return f"{entry.span.file}:{entry.span.line}: {entry.key}: {'; '.join(parts)}"


@click.command(short_help="List the themes and bibliography styles.")
@cv_argument
def styles(cv: Path) -> None:
    """List the themes, bibliography styles and templates of web pages available to CV."""
    from cvtex.read.page_template import page_templates
    from cvtex.read.style import style_folders

    folders = style_folders(cv.parent)
    click.echo(f"themes:              {', '.join(folders.themes)}")
    click.echo(f"bibliography styles: {', '.join(folders.references)}")
    if templates := page_templates(folders):
        click.echo(f"web page templates:  {', '.join(templates)}")
    for folder in folders.paths:
        click.echo(f"from {folder}")


@click.command()
def schema() -> None:
    """Print the JSON Schema of cv.yaml, for editors."""
    from cvtex.check.json_schema import schema_text
    from cvtex.read.style import built_in_themes

    click.echo(schema_text(built_in_themes()), nl=False)

"""`cvtex profiles`: list the funders' rules with their age, or print those of one funder with their sources."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from cvtex.cli.completing import complete_profile
from cvtex.cli.output import Exit, print_diagnostics
from cvtex.diagnostics import Sources


@click.command(short_help="List the funders' rules that a variant can use.")
@click.argument("name", required=False, shell_complete=complete_profile)
@click.option(
    "--cv",
    default="cv.yaml",
    type=click.Path(path_type=Path),
    show_default=True,
    help="Include the profiles of this CV.",
)
def profiles(name: str | None, cv: Path) -> None:
    """List the funders' rules that a variant can use, with their age.

    With NAME, print each rule of that profile, where it stands and when it was compared.
    """
    from cvtex.profiles.description import profile_lines, profile_summary
    from cvtex.profiles.library import load_profile, profile_names
    from cvtex.read.observed import ObservedFiles

    files = ObservedFiles()
    sources = Sources(files.texts)
    if name is not None:
        read = load_profile(name, cv.parent, files)
        print_diagnostics(read.diagnostics, sources)
        if read.value is None:
            sys.exit(Exit.DOCUMENT_HAS_ERRORS)
        for line in profile_lines(read.value, _today()):
            click.echo(line)
        return
    for known in profile_names(cv.parent):
        read = load_profile(known, cv.parent, files)
        print_diagnostics(read.diagnostics, sources)
        if read.value:
            click.echo(f"{known:<18} {profile_summary(read.value, _today())}")


def _today() -> tuple[int, int, int]:
    now = datetime.now(UTC)
    return now.year, now.month, now.day

"""`cvtex profiles`: list the funders' rules, with their sources and their age."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from cvtex.cli.output import Exit, print_diagnostics
from cvtex.diagnostics import Sources

_folder_option = click.option(
    "--cv",
    default="cv.yaml",
    type=click.Path(path_type=Path),
    show_default=True,
    help="Include the profiles of this CV.",
)


@click.group(invoke_without_command=True, short_help="List the funders' rules that a variant can use.")
@_folder_option
@click.pass_context
def profiles(context: click.Context, cv: Path) -> None:
    """List the funders' rules that a variant can use, with their age."""
    from cvtex.profiles.description import profile_summary
    from cvtex.profiles.library import load_profile, profile_names

    context.obj = cv.parent
    if context.invoked_subcommand:
        return
    for name in profile_names(cv.parent):
        read = load_profile(name, cv.parent)
        print_diagnostics(read.diagnostics, Sources())
        if read.value:
            click.echo(f"{name:<18} {profile_summary(read.value, _today())}")


@profiles.command()
@click.argument("name")
@click.pass_obj
def show(folder: Path, name: str) -> None:
    """Print the rules of the profile NAME, with their source."""
    from cvtex.profiles.description import profile_lines
    from cvtex.profiles.library import load_profile

    read = load_profile(name, folder)
    print_diagnostics(read.diagnostics, Sources())
    if read.value is None:
        sys.exit(Exit.DOCUMENT_HAS_ERRORS)
    for line in profile_lines(read.value, _today()):
        click.echo(line)


def _today() -> tuple[int, int, int]:
    now = datetime.now(UTC)
    return now.year, now.month, now.day

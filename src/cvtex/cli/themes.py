"""`cvtex themes`: list the looks of pages that a design can name."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cvtex.cli.arguments import cv_argument
from cvtex.cli.output import Exit, print_diagnostics
from cvtex.diagnostics import Diagnostic, Sources, has_errors


@click.command(short_help="List the themes, with the one of the CV.")
@cv_argument
def themes(cv: Path) -> None:
    """List the themes that `design: {theme: NAME}` can name, in one line each.

    A star marks those that CV uses. Themes beside the CV are listed with their files.
    """
    from cvtex.build.themes import load_theme, themes_in_use
    from cvtex.model.located import built_in
    from cvtex.read.style import style_folders

    folders = style_folders(cv.parent)
    used = themes_in_use(cv)
    names = folders.themes
    width = max(map(len, names))
    problems: list[Diagnostic] = []
    for name in names:
        read = load_theme(built_in(name), folders)
        problems += read.diagnostics
        own = folders.own_files(name)
        parts = (read.value.description if read.value else "", f"({', '.join(own)})" if own else "")
        variants = used.get(name)
        whose = f"[{', '.join(variants)}]" if variants else ""
        click.echo(" ".join(filter(None, ("*" if name in used else " ", f"{name:<{width}}", *parts, whose))))
    print_diagnostics(problems, Sources(folders.files.texts))
    sys.exit(Exit.DOCUMENT_HAS_ERRORS if has_errors(problems) else Exit.OK)

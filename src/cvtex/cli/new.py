"""`cvtex new`: the beginning of a CV."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from cvtex.cli import exits
from cvtex.cli.telling import tell
from cvtex.diagnostics import Sources, has_errors


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", required=True, help="Your name: 'Given Family'.")
@click.option("--also", multiple=True, metavar="NAME", help="Another name or spelling under which you published.")
@click.option("--bib", "bibliographies", multiple=True, type=click.Path(path_type=Path), help="Your .bib file.")
def new(folder: Path, name: str, also: tuple[str, ...], bibliographies: tuple[Path, ...]) -> None:
    """Begin a CV: write FOLDER/cv.yaml, which prints every entry of the .bib files, or an empty one."""
    from cvtex.build import preflight
    from cvtex.cli.starter import starter_files

    found = preflight.types_of(bibliographies)
    if has_errors(found.diagnostics) and not found.value:
        tell(found.diagnostics, Sources())
        sys.exit(exits.DOCUMENT_HAS_ERRORS)
    paths = [_path_from(folder, path) for path in bibliographies]
    files = starter_files(name, also, paths, found.value) if bibliographies else starter_files(name, also)
    if files is None:
        raise click.BadParameter("a name has a family name: 'Given Family' or 'Family, Given'", param_hint="--name")
    present = [file for file in files if (folder / file).exists()]
    if present:
        raise click.UsageError(f"{folder / present[0]} is there already; nothing was written")
    folder.mkdir(parents=True, exist_ok=True)
    for file, text in files.items():
        (folder / file).write_text(text, encoding="utf-8")
        click.echo(folder / file)


def _path_from(folder: Path, path: Path) -> str:
    """As a file in `folder` names it; absolute where no relative path leads there (another drive on Windows)."""
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:
        return path.resolve().as_posix()

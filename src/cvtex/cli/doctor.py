"""`cvtex doctor`: which TeX is there, what it lacks, which languages nobody has reviewed, and what is kept from one
build to the next.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from cvtex.cli import exits
from cvtex.cli.arguments import cache_folder
from cvtex.display import counted

# A format has a note beside it.
_VALUES = ("faces", "glyphs", "heights", "pages", "references", "solutions", "textfonts", "texts", "works")
_ENDINGS = {"formats": ".fmt", **dict.fromkeys(_VALUES, ".kept"), "builds": ".json"}


@click.command()
@click.option(
    "--clear-cache", is_flag=True, help="Remove what is kept from one build to the next, and do nothing else."
)
def doctor(clear_cache: bool) -> None:
    """Tell which TeX is there, what it lacks, and how to get it; which languages are unreviewed; and what the cache
    holds.
    """
    if clear_cache:
        _clear(cache_folder())
        return
    from cvtex.read.style import packages_of_themes, style_folders
    from cvtex.typeset.doctor import describe_engines

    needed = packages_of_themes(style_folders(Path()))
    reports = describe_engines(needed, os.environ)
    for report in reports:
        if report.reason:
            click.echo(f"{report.name:<10} {report.reason}\n{'':<10} {report.remedy}")
            continue
        assert report.engine is not None
        click.echo(f"{report.name:<10} {report.version}\n{'':<10} {report.engine.executable}")
        if report.lacks:
            click.echo(
                f"{'':<10} lacks {', '.join(report.lacks)}: install these packages with TeX Live's tlmgr or your system's"
            )
    _list_languages()
    _tell_cache(cache_folder())
    sys.exit(exits.OK if any(not report.reason and not report.lacks for report in reports) else exits.TEX_FAILED)


def _list_languages() -> None:
    from cvtex.locales.locale import languages, locale_of

    unread = [tag for tag in languages() if not locale_of(tag).reviewed]
    click.echo(
        f"{'languages':<10} {len(languages())}; not yet reviewed by a native speaker: {', '.join(unread) or 'none'}"
    )


def _cached(folder: Path) -> dict[str, tuple[Path, ...]]:
    """Files of this program's own naming, by what they are."""
    from cvtex.cache_files import CacheFiles
    from cvtex.record_store import cached_records
    from cvtex.typeset.format_store import cached_formats

    if not folder.is_dir():
        return dict.fromkeys(_ENDINGS, ())
    kept = {what: tuple(CacheFiles(folder, what).files()) for what in _VALUES}
    return {"formats": tuple(cached_formats(folder)), **kept, "builds": tuple(cached_records(folder))}


def _tell_cache(folder: Path) -> None:
    try:
        told = "; ".join(
            f"{what}: {sum(file.suffix == _ENDINGS[what] for file in files)}, {_size(files)}"
            for what, files in _cached(folder).items()
        )
    except OSError as problem:
        told = f"cannot be read: {problem.strerror}"
    click.echo(f"{'cache':<10} {told}\n{'':<10} {folder}")


def _clear(folder: Path) -> None:
    try:
        files = [file for kind in _cached(folder).values() for file in kind]
        size = _size(files)
        for file in files:
            file.unlink(missing_ok=True)
    except OSError as problem:
        raise click.FileError(str(problem.filename or folder), str(problem.strerror)) from problem
    click.echo(f"{folder}: {counted(len(files), 'file')} removed, {size}")


def _size(files: list[Path] | tuple[Path, ...]) -> str:
    return f"{sum(file.stat().st_size for file in files) / 1e6:.1f} MB"

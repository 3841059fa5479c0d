"""`cvtex doctor`: show the TeX engines found, missing packages, unreviewed languages, and the cache."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from cvtex.cache.store import MOST_BYTES, Cache, CacheFile
from cvtex.cli.arguments import open_cache
from cvtex.cli.output import Exit, NotRemoved
from cvtex.diagnostics import counted


@click.command(short_help="Show TeX engines, missing packages, and the cache.")
@click.option("--clear-cache", is_flag=True, help="Delete the cache, and exit.")
def doctor(clear_cache: bool) -> None:
    """Show the TeX engines found, missing packages, unreviewed languages, and the cache."""
    if clear_cache:
        _clear(open_cache())
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
        checked = (
            "all files are those of its package" if report.engine.name == "embedded" else "its files are not checked"
        )
        click.echo(f"{'':<10} {checked}")
        if report.missing_files:
            click.echo(
                f"{'':<10} lacks {', '.join(report.missing_files)}: "
                "install these with tlmgr or your system's package manager"
            )
    _list_languages()
    _print_cache(open_cache())
    sys.exit(Exit.OK if any(not report.reason and not report.missing_files for report in reports) else Exit.TEX_FAILED)


def _list_languages() -> None:
    from cvtex.locales.locale import languages, locale_of

    unreviewed = [tag for tag in languages() if not locale_of(tag).reviewed]
    click.echo(
        f"{'languages':<10} {len(languages())}; not yet reviewed by a native speaker: {', '.join(unreviewed) or 'none'}"
    )


def _print_cache(cache: Cache) -> None:
    try:
        files = tuple(cache.files())
    except OSError as problem:
        click.echo(f"{'cache':<10} cannot be read: {problem.strerror}\n{'':<10} {cache.folder}")
        return
    sizes: dict[str, int] = {}
    for file in files:
        sizes[file.kind] = sizes.get(file.kind, 0) + file.size
    click.echo(f"{'cache':<10} {_size(files)} of at most {MOST_BYTES / 1e6:.0f} MB\n{'':<10} {cache.folder}")
    for kind, size in sorted(sizes.items(), key=lambda one: -one[1]):
        click.echo(f"{'':<10} {kind:<10} {size / 1e6:>6.1f} MB")


def _clear(cache: Cache) -> None:
    try:
        files = cache.clear()
    except OSError as problem:
        raise NotRemoved(problem.filename or str(cache.folder), problem) from problem
    click.echo(f"{cache.folder}: {counted(len(files), 'file')} removed, {_size(files)}")


def _size(files: tuple[CacheFile, ...]) -> str:
    return f"{sum(file.size for file in files) / 1e6:.1f} MB"

"""`cvtex build`: variants -> PDFs, with a summary, a report and what has changed since an older one."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cvtex.cli import exits
from cvtex.cli.arguments import (
    cache_folder,
    chosen_variants,
    cv_argument,
    engine_option,
    source_date_epoch,
    variant_option,
)
from cvtex.cli.telling import tell

if TYPE_CHECKING:
    from cvtex.pipeline import Built

_EXIT_CODES = {
    "ok": exits.OK,
    "document": exits.DOCUMENT_HAS_ERRORS,
    "tex": exits.TEX_FAILED,
    "limit": exits.LIMIT_BROKEN,
}
STANDARDS = ("none", "pdfa", "pdfua", "all")
# Names of items that a summary lists before it only counts.
_LISTED = 12


@click.command()
@cv_argument
@variant_option
@click.option("--all", "all_variants", is_flag=True, help="Build every variant.")
@click.option("-o", "--output", default="build", type=click.Path(path_type=Path), show_default=True, help="Folder for the PDFs.")
@engine_option
@click.option("--all-entries", is_flag=True, help="Print every entry of the .bib files, whatever the variant asks for.")
@click.option("--report", type=click.Path(path_type=Path), metavar="FILE", help="Write what was chosen and why, as JSON.")
@click.option("--diff", type=click.Path(path_type=Path), metavar="FILE", help="Tell what has changed since this older report.")
@click.option("--standard", default="all", type=click.Choice(STANDARDS), show_default=True, help="Standards that the PDF keeps: PDF/A-2a, PDF/UA-1.")
@click.option("--keep-tex", is_flag=True, help="Keep the .tex, its styles and the log beside the PDF.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
def build(
    cv: Path,
    variants: tuple[str, ...],
    all_variants: bool,
    output: Path,
    engine: str,
    all_entries: bool,
    report: Path | None,
    diff: Path | None,
    standard: str,
    keep_tex: bool,
    strict: bool,
) -> None:
    """Build PDFs: OUTPUT/<name>-<variant>.pdf; the first variant unless others are named."""
    from cvtex import pipeline

    older = _read_report(diff) if diff else None
    loaded = pipeline.load(cv)
    names = chosen_variants(loaded, variants, all_variants=all_variants)
    if len(names) > 1 and (report or diff):
        raise click.UsageError("--report and --diff are about one variant: name it with --variant")
    tell(loaded.diagnostics, loaded.sources)
    if not loaded.ok or (strict and loaded.diagnostics):
        sys.exit(exits.DOCUMENT_HAS_ERRORS)
    worst = exits.OK
    told = set(loaded.diagnostics)
    for name in names:
        built = pipeline.build(
            loaded,
            name,
            engine,  # type: ignore[arg-type]  # click checked it
            source_date_epoch(os.environ.get("SOURCE_DATE_EPOCH", "")),
            os.environ,
            everything=all_entries,
            cache=cache_folder(),
            standard=standard,  # type: ignore[arg-type]  # click checked it
        )
        tell(set(built.diagnostics) - told, loaded.sources)
        told |= set(built.diagnostics)
        target = output / f"{pipeline.file_stem(loaded, name, cv.stem)}{'.txt' if built.pack else '.pdf'}"
        if keep_tex:
            _keep_tex(built, target)
        code = _EXIT_CODES[built.status]
        if strict and built.diagnostics and code == exits.OK:
            code = exits.DOCUMENT_HAS_ERRORS
        if report:
            _write(report, _report(built, name).encode())
        if code == exits.OK:
            _finish(built, target)
            if older is not None:
                _tell_changes(older, built, name)
        elif target.exists():
            click.echo(f"cvtex: {target} is left as it was", err=True)
        worst = max(worst, code)
    sys.exit(worst)


def _report(built: Built, name: str) -> str:
    from cvtex.as_json import text_of
    from cvtex.report import report_of

    return text_of(report_of(built, name)) + "\n"


def _read_report(path: Path) -> dict[str, Any]:
    from cvtex.report import changes

    try:
        found: dict[str, Any] = json.loads(path.read_bytes())
        changes(found, found)
    except OSError as problem:
        raise click.FileError(str(path), str(problem.strerror)) from problem
    except ValueError as problem:
        raise click.BadParameter(f"{path} is no report that this version of cvtex can read", param_hint="--diff") from problem
    return found


def _tell_changes(older: dict[str, Any], built: Built, name: str) -> None:
    from cvtex.report import changes, report_of

    found = changes(older, report_of(built, name))
    click.echo(f"since then: {len(found)} changes" if found else "since then: no change")
    for change in found:
        click.echo(f"  {change.kind}: {change.name} ({change.id})")


def _keep_tex(built: Built, target: Path) -> None:
    from cvtex.output import write_beside

    if built.printed is None or built.draft is None:
        return
    sheet = built.printed.sheet
    _write(target.with_suffix(".tex"), sheet.document.tex.encode())
    _write(target.with_suffix(".log"), sheet.run.log.encode())
    try:
        write_beside(target.parent, built.draft.files)
    except OSError as problem:
        raise click.FileError(str(target.parent), str(problem.strerror)) from problem


def _write(target: Path, data: bytes) -> None:
    from cvtex.output import replace_file

    try:
        replace_file(target, data)
    except OSError as problem:
        raise click.FileError(str(target), str(problem.strerror)) from problem


def _finish(built: Built, target: Path) -> None:
    if built.pack is not None:
        _write(target, built.pack.encode())
        click.echo(f"{target}: texts for the funder's form, no PDF")
        return
    assert built.pdf is not None
    _write(target, built.pdf)
    for line in summary(built):
        click.echo(line if line.startswith("  ") else line.replace("PDF", str(target), 1))


def summary(built: Built) -> list[str]:
    """`PDF: 2 pages, 97 % and 99 % full; 3 items shortened, 41 left out`, and the names of the last ones."""
    from cvtex.proposal import left_for_room

    printed, fit = built.printed, built.fitted.fit if built.fitted else None
    assert printed is not None
    assert printed.facts is not None
    pages = printed.facts.pages
    told = [f"PDF: {pages} page{'s' * (pages != 1)}"]
    if fit:
        fills = [f"{height / fit.problem.room:.0%}" for height in fit.heights]
        told.append(f", {' and '.join(fills) if len(fills) < 3 else ', '.join(fills)} full")
    plan = printed.sheet.plan
    short = sum(item.is_short for item in plan.walk())
    gone = left_for_room(plan.left_out)
    parts = [f"{short} shortened"] * bool(short) + [f"{len(gone)} left out for room"] * bool(gone)
    told.append(f"; {', '.join(parts)}" if parts else "")
    lines = ["".join(told)]
    lines += [f"  left out: {item.name} ({item.id})" for item in gone[:_LISTED]]
    if len(gone) > _LISTED:
        lines.append(f"  and {len(gone) - _LISTED} more; --report and 'cvtex explain' tell all")
    return lines

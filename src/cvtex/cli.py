"""The command line: arguments in, text and exit codes out. The only place with click, printing and exiting."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cvtex import __version__
from cvtex.diagnostics import Diagnostic, Sources, did_you_mean, has_errors, in_order, render

if TYPE_CHECKING:
    from cvtex.accounts import Account
    from cvtex.pipeline import Loaded
    from cvtex.press import Built

OK = 0
DOCUMENT_HAS_ERRORS = 1
USAGE = 2
TEX_FAILED = 3
LIMIT_BROKEN = 4
BUG = 70
INTERRUPTED = 130

_EXIT_CODES = {"ok": OK, "document": DOCUMENT_HAS_ERRORS, "tex": TEX_FAILED, "limit": LIMIT_BROKEN}
_ENGINES = ("auto", "embedded", "pdflatex", "lualatex", "xelatex")

_cv_argument = click.argument("cv", default="cv.yaml", type=click.Path(path_type=Path))
_variant_option = click.option("-V", "--variant", "variants", multiple=True, metavar="NAME", help="A variant of the CV.")


def main() -> None:
    """The program's entry point."""
    try:
        cli.main(standalone_mode=False)
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # Whoever read the output has gone; there is nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(OK)
    except Exception as bug:  # noqa: BLE001 - the last resort: a bug is shown with its trace, under its own exit code
        sys.excepthook(type(bug), bug, bug.__traceback__)
        click.echo("cvtex: this is a bug in cvtex; please report it with the lines above", err=True)
        sys.exit(BUG)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="cvtex")
def cli() -> None:
    """Compile an academic CV (cv.yaml) and a bibliography (.bib) to a print-ready PDF, in variants."""


@cli.command()
@_cv_argument
@_variant_option
@click.option("--all", "all_variants", is_flag=True, help="Build every variant.")
@click.option("-o", "--output", default="build", type=click.Path(path_type=Path), show_default=True, help="Folder for the PDFs.")
@click.option("--engine", default="auto", type=click.Choice(_ENGINES), show_default=True, help="Which TeX sets the pages.")
@click.option("--all-entries", is_flag=True, help="Print every entry of the .bib files, whatever the variant asks for.")
@click.option("--keep-tex", is_flag=True, help="Keep the .tex, its styles and the log beside the PDF.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
def build(
    cv: Path,
    variants: tuple[str, ...],
    all_variants: bool,
    output: Path,
    engine: str,
    all_entries: bool,
    keep_tex: bool,
    strict: bool,
) -> None:
    """Build PDFs: OUTPUT/<name>-<variant>.pdf; the first variant unless others are named."""
    from cvtex import pipeline

    loaded = pipeline.load(cv)
    names = _chosen_variants(loaded, variants, all_variants=all_variants)
    _tell(loaded.diagnostics, loaded.sources)
    if not loaded.ok or (strict and loaded.diagnostics):
        sys.exit(DOCUMENT_HAS_ERRORS)
    worst = OK
    told = set(loaded.diagnostics)
    for name in names:
        built = pipeline.build(
            loaded,
            name,
            engine,  # type: ignore[arg-type]  # click checked it
            _epoch(),
            os.environ,
            everything=all_entries,
        )
        _tell(set(built.diagnostics) - told, loaded.sources)
        told |= set(built.diagnostics)
        target = output / f"{cv.stem}-{name}.pdf"
        if keep_tex:
            _keep_tex(built, target)
        code = _EXIT_CODES[built.status]
        if strict and built.diagnostics and code == OK:
            code = DOCUMENT_HAS_ERRORS
        if code == OK:
            _finish(built, target)
        elif target.exists():
            click.echo(f"cvtex: {target} is left as it was", err=True)
        worst = max(worst, code)
    sys.exit(worst)


def _chosen_variants(loaded: Loaded, variants: tuple[str, ...], *, all_variants: bool) -> tuple[str, ...]:
    if loaded.cv is None:
        return ()
    known = loaded.cv.variants
    for name in variants:
        if name not in known:
            hint = did_you_mean(name, known) or f"variants: {', '.join(known)}"
            raise click.BadParameter(f"no variant '{name}' ({hint})", param_hint="--variant")
    if all_variants:
        return tuple(known)
    return tuple(dict.fromkeys(variants)) or (next(iter(known)),)


def _epoch() -> int | None:
    """SOURCE_DATE_EPOCH by its specification: seconds since 1970 in decimal digits."""
    value = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not value:
        return None
    if not value.isdecimal():
        raise click.UsageError(f"SOURCE_DATE_EPOCH is '{value}', not a number of seconds")
    return int(value)


def _keep_tex(built: Built, target: Path) -> None:
    from cvtex.output import replace_file, write_beside

    if built.document is None:
        return
    try:
        replace_file(target.with_suffix(".tex"), built.document.tex.encode())
        replace_file(target.with_suffix(".log"), built.log.encode())
        write_beside(target.parent, built.theme or {})
    except OSError as problem:
        raise click.FileError(str(target.with_suffix(".tex")), str(problem.strerror)) from problem


def _finish(built: Built, target: Path) -> None:
    from cvtex.output import replace_file

    assert built.pdf is not None
    assert built.facts is not None
    try:
        replace_file(target, built.pdf)
    except OSError as problem:
        raise click.FileError(str(target), str(problem.strerror)) from problem
    pages = built.facts.pages
    fill = f", the last one {built.last_page_fill:.0%} full" if pages > 1 else ""
    click.echo(f"{target}: {pages} page{'s' * (pages != 1)}{fill}")
    for_room = [item for item in built.left_out if item.reason.startswith("no room")]
    if for_room:
        click.echo(f"left out, {for_room[0].reason}:")
    for item in for_room:
        click.echo(f"  {item.name} ({item.id})")


@cli.command()
@_cv_argument
@_variant_option
@click.option("--json", "as_json", is_flag=True, help="Print the diagnostics as JSON.")
def check(cv: Path, variants: tuple[str, ...], as_json: bool) -> None:
    """Check everything short of TeX."""
    from cvtex import pipeline
    from cvtex.as_json import diagnostics_as_json

    loaded = pipeline.load(cv)
    names = _chosen_variants(loaded, variants, all_variants=not variants)
    diagnostics = list(loaded.diagnostics)
    if loaded.ok:
        diagnostics += pipeline.problems(loaded, names)
    found = in_order(diagnostics)
    if as_json:
        click.echo(diagnostics_as_json(found))
    else:
        _tell(found, loaded.sources)
        if not found:
            click.echo(f"{cv}: no problems")
    sys.exit(DOCUMENT_HAS_ERRORS if has_errors(found) else OK)


@cli.command()
@_cv_argument
@click.option("-V", "--variant", "variant", metavar="NAME", help="The variant; the first one if none is named.")
@click.option("--json", "as_json", is_flag=True, help="Print the accounts as JSON.")
def publications(cv: Path, variant: str | None, as_json: bool) -> None:
    """Account for every entry of the .bib files: printed, excluded or unreadable, and the owner in it."""
    from cvtex import pipeline
    from cvtex.as_json import accounts_as_json

    loaded = pipeline.load(cv)
    if loaded.cv is None:
        _tell(loaded.diagnostics, loaded.sources)
        sys.exit(DOCUMENT_HAS_ERRORS)
    (name,) = _chosen_variants(loaded, (variant,) if variant else (), all_variants=False)
    accounts = pipeline.accounts(loaded, name)
    _tell((diagnostic for diagnostic in loaded.diagnostics if diagnostic.is_error), loaded.sources)
    if as_json:
        click.echo(accounts_as_json(accounts))
    else:
        for account in accounts:
            click.echo(_account_line(account))
        counts = Counter(account.status for account in accounts)
        told = (f"{counts[status]} {status}" for status in ("printed", "excluded", "unreadable"))
        click.echo(f"{len(accounts)} entries: {', '.join(told)}")
    sys.exit(OK if loaded.ok else DOCUMENT_HAS_ERRORS)


def _account_line(account: Account) -> str:
    """`publications.bib:12: weber2022beyond: printed in publications; Lapuschkin, S. is 2nd of 4 (initials)`."""
    where = f"printed in {account.section}" if account.section else f"{account.status}: {account.reason}"
    owners = [f"{one.name} is {one.role} {one.position} of {one.of} ({one.form})" for one in account.owner]
    owner = ", ".join(owners) or account.verdict
    near = f", did you mean {', '.join(account.near_misses)}?" if account.near_misses else ""
    parts = [where, owner + near] if owner else [where]
    return f"{account.span.file}:{account.span.line}: {account.key}: {'; '.join(parts)}"


@cli.command()
@_cv_argument
def styles(cv: Path) -> None:
    """List the themes and bibliography styles that CV can use."""
    from cvtex.read.style import style_folders

    folders = style_folders(cv.parent)
    click.echo(f"themes:              {', '.join(folders.themes)}")
    click.echo(f"bibliography styles: {', '.join(folders.references)}")
    for folder in folders.paths:
        click.echo(f"from {folder}")


@cli.command()
def schema() -> None:
    """Print the JSON Schema of cv.yaml, for editors."""
    from cvtex.check.json_schema import schema_text

    click.echo(schema_text(), nl=False)


@cli.command()
def doctor() -> None:
    """Tell which TeX is there, what it lacks, and how to get it."""
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
            click.echo(f"{'':<10} lacks {', '.join(report.lacks)}: install these packages with TeX Live's tlmgr or your system's")
    sys.exit(OK if any(not report.reason and not report.lacks for report in reports) else TEX_FAILED)


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", required=True, help="Your name: 'Given Family'.")
@click.option("--also", multiple=True, metavar="NAME", help="Another name or spelling under which you published.")
@click.option("--bib", "bibliographies", multiple=True, type=click.Path(path_type=Path), help="Your .bib file.")
def new(folder: Path, name: str, also: tuple[str, ...], bibliographies: tuple[Path, ...]) -> None:
    """Begin a CV: write FOLDER/cv.yaml, which prints every entry of the .bib files, or an empty one."""
    from cvtex import pipeline
    from cvtex.starter import starter_files

    found = pipeline.types_of(bibliographies)
    if has_errors(found.diagnostics) and not found.value:
        _tell(found.diagnostics, Sources())
        sys.exit(DOCUMENT_HAS_ERRORS)
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


def _tell(diagnostics: Iterable[Diagnostic], sources: Sources) -> None:
    for diagnostic in in_order(diagnostics):
        click.echo(render(diagnostic, sources), err=True)



"""`cvtex metrics`: citations of the CV's works, and the h-index as of a day."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from cvtex.cli.arguments import cv_argument
from cvtex.cli.output import Exit, print_diagnostics
from cvtex.diagnostics import counted, has_errors, printable

if TYPE_CHECKING:
    from cvtex.build.loading import Loaded
    from cvtex.sync.metrics import Cited

_SECONDS: Final = 120


@click.command(short_help="Count citations of your works, as of a day.")
@cv_argument
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Take numbers from this file: JSON of OpenAlex or Crossref, a table of Scopus, or lines of DOI,number,day.",
)
@click.option("--online", type=click.Choice(["openalex"]), help="Ask this service.")
@click.option("--offline", is_flag=True, help="With --online: use answers that were kept, however old.")
def metrics(cv: Path, source: Path | None, online: str | None, offline: bool) -> None:
    """Print how often each work of the CV is cited, and the h-index, with source and day.

    Nothing is written: a CV prints these numbers only if its `metrics` say so. Variants whose profile forbids them are
    named.
    """
    from cvtex.build import loading
    from cvtex.sync.metrics import metrics_of

    if (source is None) == (online is None):
        raise click.UsageError("name either --from FILE or --online openalex")
    loaded = loading.load(cv)
    if has_errors(loaded.diagnostics) or loaded.cv is None:
        print_diagnostics(loaded.diagnostics, loaded.sources)
        sys.exit(Exit.DOCUMENT_HAS_ERRORS)
    cited = _of_file(source) if source else _of_openalex(loaded, cv, offline=offline)
    found = metrics_of(loaded.bibliography.entries, cited)
    for one in found.works:
        click.echo(printable(f"{one.cited.count if one.cited else '?':>6}  {one.key}: {one.title}"))
    name = source.name if source else "OpenAlex"
    days = f", {found.days[0]}" if found.days else ""
    known = f"{len(found.counts)} of {counted(len(found.works), 'work')} known"
    click.echo(printable(f"{counted(found.total, 'citation')}, h-index {found.h_index} ({name}{days}; {known})"))
    if not found.days:
        return
    numbers = f"citations: {found.total}, h_index: {found.h_index}, source: {_as_yaml(name)}, date: {found.days[0]}"
    click.echo("\nTo print them, copy this into a section of the kind publications:")
    click.echo(printable(f"  metrics: {{{numbers}}}"))
    for line in _refusals(loaded):
        click.echo(printable(line))


def _of_file(path: Path) -> tuple[Cited, ...]:
    from cvtex.cli.importing import MAX_BYTES
    from cvtex.files.reading import read_regular
    from cvtex.importers.imported import SourceFile
    from cvtex.sync.metrics import citations_in

    try:
        if path.stat().st_size > MAX_BYTES:
            raise click.FileError(str(path), f"the file is larger than {MAX_BYTES // 1_000_000} MB")
        day = datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
        cited = citations_in(SourceFile(path.name, read_regular(path)), day)
    except OSError as problem:
        raise click.FileError(str(path), str(problem.strerror)) from problem
    if not cited:
        raise click.FileError(str(path), "no DOI with a number of citations is in it")
    return cited


def _of_openalex(loaded: Loaded, cv: Path, *, offline: bool) -> tuple[Cited, ...]:
    from cvtex.cli.sync import bases, email, open_client, secret_of, sought_of
    from cvtex.online.services import citations

    client = open_client(email(loaded, cv), offline=offline, seconds=_SECONDS)
    answered = citations(client, sought_of(loaded).dois, bases(), secret_of("openalex"))
    if answered.problem:
        click.echo(printable(f"cvtex: OpenAlex: {answered.problem}"), err=True)
        if not answered.cited:
            sys.exit(Exit.NO_ANSWER)
    return answered.cited


def _as_yaml(text: str) -> str:
    return text if text.replace(" ", "").isalnum() else json.dumps(text, ensure_ascii=False)


def _refusals(loaded: Loaded) -> Iterator[str]:
    """Variants that will not print a number, since their profile forbids it."""
    from cvtex.build.loading import profile_of
    from cvtex.model.profile import forbidden_metrics
    from cvtex.model.sections import METRIC_NAMES

    assert loaded.cv is not None
    for name in loaded.cv.variants:
        profile = profile_of(loaded, name).value
        numbers = " and the ".join(
            text for metric, text in METRIC_NAMES.items() if metric in forbidden_metrics(profile)
        )
        if profile and numbers:
            yield f"The variant '{name}' will not print the {numbers}, forbidden by '{profile.title}'."

"""`cvtex sync`: ask services for what is new; propose it, and take what is chosen into the .bib."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from cvtex.cli.arguments import cv_argument, open_cache
from cvtex.cli.output import Exit, NotWritten, print_diagnostics
from cvtex.diagnostics import Sources, counted, has_errors, printable

if TYPE_CHECKING:
    from cvtex.build.loading import Loaded
    from cvtex.model.bibliography import Entry
    from cvtex.online.client import Client
    from cvtex.online.services import Answers
    from cvtex.sync.finding import Sought

_BIB: Final = "sync.bib"
_REPORT: Final = "sync.md"
# A mirror or a proxy of the services: each is asked at this address and its name.
_BASES: Final = "CVTEX_ONLINE"
_PROXIES: Final = ("https_proxy", "all_proxy", "no_proxy")
_TOKENS: Final = {"ads": "ADS_API_TOKEN", "openalex": "OPENALEX_API_KEY"}


@click.command(short_help="Ask services what your bibliography lacks.")
@cv_argument
@click.option("--orcid", "services", flag_value="orcid", multiple=True, help="Ask ORCID.")
@click.option("--crossref", "services", flag_value="crossref", multiple=True, help="Ask Crossref.")
@click.option(
    "--openalex", "services", flag_value="openalex", multiple=True, help="Ask OpenAlex; its key is in OPENALEX_API_KEY."
)
@click.option("--dblp", "services", flag_value="dblp", multiple=True, help="Ask DBLP.")
@click.option("--inspire", "services", flag_value="inspire", multiple=True, help="Ask INSPIRE.")
@click.option("--ads", "services", flag_value="ads", multiple=True, help="Ask ADS; its token is in ADS_API_TOKEN.")
@click.option("--apply", "keys", multiple=True, metavar="KEY", help="Take this entry of sync.bib into your .bib file.")
@click.option("--mailto", default="", metavar="ADDRESS", help="Where services may write; default: the CV's e-mail.")
@click.option("--offline", is_flag=True, help="Ask nobody: use answers that were kept, however old.")
@click.option(
    "--time-limit", default=120, show_default=True, type=click.IntRange(min=1), metavar="SECONDS", help="Ask no longer."
)
@click.option(
    "--into", default=".", show_default=True, type=click.Path(path_type=Path), metavar="FOLDER", help="Write here."
)
def sync(
    cv: Path,
    services: tuple[str, ...],
    keys: tuple[str, ...],
    mailto: str,
    offline: bool,
    time_limit: int,
    into: Path,
) -> None:
    """Ask services for your works, and write what differs from your .bib files to sync.bib and sync.md.

    Nothing else is written, until you choose entries with --apply. Without the name of a service: those that the CV's
    contact has an identifier for, and Crossref.
    """
    from cvtex.build import loading

    loaded = loading.load(cv)
    if has_errors(loaded.diagnostics) or loaded.cv is None:
        print_diagnostics(loaded.diagnostics, loaded.sources)
        sys.exit(Exit.DOCUMENT_HAS_ERRORS)
    data = _bibliographies(loaded)
    if keys:
        _apply(keys, into / _BIB, data)
        sys.exit(Exit.OK)
    for name in (_BIB, _REPORT):
        _refuse_to_replace(into / name)
    client = open_client(mailto or email(loaded, cv), offline=offline, seconds=time_limit)
    sought = sought_of(loaded)
    answers = ask(client, services, sought)
    asked = _asked(answers)
    for line in asked:
        click.echo(printable(line))
    if all(one.problem for one in answers.services) and not answers.findings:
        # An earlier proposal is worth more than none.
        sys.exit(Exit.NO_ANSWER)
    _propose(loaded, data, sought, answers, asked, into)


def open_client(mailto: str, *, offline: bool, seconds: float) -> Client:
    from cvtex.online.answer_cache import AnswerCache
    from cvtex.online.client import Client

    folder = open_cache().folder
    cache = AnswerCache(folder and folder / "online")
    return Client(cache, mailto=mailto, offline=offline, seconds=seconds, proxy_of=proxy_of)


def proxy_of(host: str) -> str:
    """The proxy that HTTPS_PROXY or ALL_PROXY names, unless NO_PROXY names the host or a domain above it."""
    named = {name: os.environ.get(name, "") or os.environ.get(name.upper(), "") for name in _PROXIES}
    direct = [one.strip().lower().removeprefix("*").removeprefix(".") for one in named["no_proxy"].split(",")]
    if "*" in named["no_proxy"].split(",") or any(one and f".{host.lower()}".endswith(f".{one}") for one in direct):
        return ""
    return named["https_proxy"] or named["all_proxy"]


def bases() -> dict[str, str]:
    """Other addresses of services, if the environment has one."""
    from cvtex.online.services import SERVICES

    base = os.environ.get(_BASES, "").rstrip("/")
    return {name: f"{base}/{name}" for name in SERVICES} if base else {}


def ask(client: Client, services: Iterable[str], sought: Sought) -> Answers:
    from cvtex.online.services import ask_all

    usual = (*(name for name in ("orcid", "dblp") if getattr(sought, name)), "crossref")
    return ask_all(client, tuple(services) or usual, sought, bases(), {name: secret_of(name) for name in _TOKENS})


def secret_of(service: str) -> str:
    return os.environ.get(_TOKENS[service], "").strip()


def sought_of(loaded: Loaded) -> Sought:
    from cvtex.sync import sought

    assert loaded.cv is not None
    return sought.sought_of(loaded.cv.owner, loaded.all_entries.entries)


def email(loaded: Loaded, cv: Path) -> str:
    """The first e-mail that is not private."""
    from cvtex.read.files import overlay_path

    assert loaded.cv is not None
    contact, private = loaded.cv.owner.contact, overlay_path(cv).as_posix()
    emails = [str(one.email) for one in contact.email if one.span.file != private] if contact else []
    return emails[0] if emails else ""


def _bibliographies(loaded: Loaded) -> Mapping[str, bytes]:
    from cvtex.read.sources import read_bibliography_sources

    assert loaded.cv is not None
    return read_bibliography_sources(loaded.folder, loaded.cv.bibliography).value


def _asked(answers: Answers) -> list[str]:
    """A line for each service."""
    from cvtex.online.services import SERVICES

    lines = []
    for one in answers.services:
        days = f", asked {one.days[-1]}" if one.days else ""
        problem = f"; {one.problem}" if one.problem else ""
        lines.append(f"{SERVICES[one.name].title}: {counted(one.count, 'work')}{days}{problem}")
    return lines


def _propose(
    loaded: Loaded, data: Mapping[str, bytes], sought: Sought, answers: Answers, asked: Sequence[str], into: Path
) -> None:
    from cvtex.read.bib import read_bibliography_files
    from cvtex.sync.proposal import propose
    from cvtex.sync.report import proposal_bib, proposal_report, summary
    from cvtex.sync.sought import unknown_works

    assert loaded.cv is not None
    written = read_bibliography_files(data.items()).value.entries
    own = loaded.all_entries.entries
    proposal = propose(written, own, answers.findings, loaded.cv.owner)
    is_searched = any(one.name == "crossref" and not one.problem for one in answers.services)
    unknown = unknown_works(own, proposal.known, sought, is_searched=is_searched)
    for line in summary(proposal, unknown):
        click.echo(line)
    day = datetime.now(UTC).date().isoformat()
    _write(into / _BIB, proposal_bib(proposal.proposed, day).encode())
    _write(into / _REPORT, proposal_report(proposal, unknown, asked, day).encode())
    click.echo(into / _BIB)
    click.echo(into / _REPORT)


def _refuse_to_replace(path: Path) -> None:
    """A file of that name that is no earlier proposal is somebody's own."""
    from cvtex.files.reading import read_regular
    from cvtex.sync.report import is_proposal

    try:
        is_other = path.exists() and not is_proposal(read_regular(path))
    except OSError as problem:
        raise click.FileError(str(path), str(problem.strerror)) from problem
    if is_other:
        raise click.UsageError(f"'{path}' is not by cvtex sync: move it, or name another folder with --into")


def _apply(keys: Sequence[str], source: Path, data: Mapping[str, bytes]) -> None:
    """All or nothing: files are written when every entry has its place."""
    from cvtex.diagnostics import did_you_mean
    from cvtex.files.reading import read_regular
    from cvtex.read.bib import read_bibliography_files
    from cvtex.sync.bib_edit import applied, read_proposal

    try:
        proposed = read_proposal(source.name, read_regular(source))
    except OSError as problem:
        raise click.FileError(str(source), f"{problem.strerror}; run cvtex sync first") from problem
    present = read_bibliography_files(data.items()).value.by_key()
    files = dict(data)
    if not files:
        raise click.UsageError("the CV names no .bib file")
    changed: list[tuple[str, Entry]] = []
    for key in dict.fromkeys(one.strip() for some in keys for one in some.split(",")):
        if key not in proposed:
            hint = did_you_mean(key, proposed)
            raise click.BadParameter(f"{source} has no '{key}'{f' ({hint})' if hint else ''}", param_hint="--apply")
        there = present.get(key)
        name = there.span.file if there else next(iter(files))
        result = applied(name, files[name], proposed[key], there)
        if result.value is None:
            print_diagnostics(result.diagnostics, Sources())
            sys.exit(Exit.DOCUMENT_HAS_ERRORS)
        files[name] = result.value
        changed.append((name, proposed[key]))
    for name, content in files.items():
        if content != data[name]:
            _write(Path(name), content)
    for name, entry in changed:
        click.echo(printable(f"{name}: {entry.key} {'changed' if entry.key in present else 'added'}"))


def _write(path: Path, data: bytes) -> None:
    from cvtex.files.replacement import replace_file

    try:
        replace_file(path, data)
    except OSError as problem:
        raise NotWritten(path, problem) from problem

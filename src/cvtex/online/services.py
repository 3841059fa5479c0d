"""The list of services, and how all of them are asked: one that is down is named, and the others go on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from cvtex.importers.imported import ImportedWork, Said, SourceFile
from cvtex.importers.references.confirming import LookedUp
from cvtex.online import ads, crossref, dblp, inspire, openalex, orcid
from cvtex.online.asking import Asking
from cvtex.online.client import Client, ServiceError
from cvtex.sync.finding import Finding, Sought
from cvtex.sync.metrics import Cited
from cvtex.text.web_address import read_doi
from cvtex.value import Value, replace

_Asked = Callable[[Asking, Sought], Iterator[Finding]]


class Service(Value):
    """`pause`: between two questions, in seconds; `anonymous_pause` if they do not say whom to write to.

    `needs`: the owner's identifier without which it is not asked. `of_owner` lists the owner's works; `by_doi` says
    what it knows of DOIs, `by_search` what may be a work. `key_name`: the parameter for its key, if it is no header.
    `key_hint`: for those who have asked too much without a key.
    """

    title: str
    base: str
    pause: float
    needs: str = ""
    of_owner: _Asked | None = None
    by_doi: _Asked | None = None
    by_search: _Asked | None = None
    anonymous_pause: float | None = None
    key_name: str = ""
    key_hint: str = ""


SERVICES: Final[Mapping[str, Service]] = {
    "orcid": Service("ORCID", orcid.BASE, 0.2, "orcid", orcid.of_owner),
    "dblp": Service("DBLP", dblp.BASE, 1.5, "dblp", dblp.of_owner),
    "inspire": Service("INSPIRE", inspire.BASE, 0.5, "orcid", inspire.of_owner),
    "ads": Service("ADS", ads.BASE, 0.5, "orcid", ads.of_owner),
    "openalex": Service(
        "OpenAlex",
        openalex.BASE,
        0.2,
        "orcid",
        openalex.of_owner,
        openalex.by_doi,
        key_name="api_key",
        key_hint="a key in OPENALEX_API_KEY is free, and raises its limits",
    ),
    "crossref": Service(
        "Crossref",
        crossref.BASE,
        0.4,
        "orcid",
        crossref.of_owner,
        crossref.by_doi,
        crossref.by_search,
        anonymous_pause=1.1,
    ),
}
"""In the order in which they are asked: those that list works come before those that know DOIs."""
# Of which the titles are asked for, one by one.
_MOST_JOURNALS: Final = 60
_MOST_FINDINGS: Final = 20_000
_LIMITED: Final = re.compile(r"\b(?:401|403|409|429)\b")
_SHARE: Final = 0.5
"""Of the time that is left, which one list of works or of DOIs may take."""


class Answered(Value):
    """`problem`: why a service gave nothing or not all. `days`: of its answers."""

    name: str
    count: int = 0
    days: tuple[str, ...] = ()
    problem: str = ""


class Answers(Value):
    findings: tuple[Finding, ...]
    services: tuple[Answered, ...]


def ask_all(
    client: Client,
    names: Iterable[str],
    sought: Sought,
    bases: Mapping[str, str] | None = None,
    secrets: Mapping[str, str] | None = None,
) -> Answers:
    """`bases`: other addresses of services. `secrets`: their tokens."""
    bases, secrets = bases or {}, secrets or {}
    wanted = [name for name in SERVICES if name in set(names)]
    asking = {name: _asking(client, name, bases, secrets.get(name, "")) for name in wanted}
    found: list[Finding] = []
    answered: dict[str, Answered] = {name: Answered(name) for name in wanted}

    def take(name: str, ask: _Asked, *, is_last: bool = False) -> None:
        # A service that takes its time leaves some to the others.
        with client.within(1 if is_last else _SHARE):
            answered[name] = _take(ask, asking[name], sought, found, answered[name])

    for name in wanted:
        service = SERVICES[name]
        if service.of_owner is None:
            continue
        if getattr(sought, service.needs):
            take(name, service.of_owner, is_last=wanted == [name] and not service.by_doi)
        elif service.by_doi is None:
            answered[name] = replace(answered[name], problem=f"the CV's contact has no {service.needs}")
    sought = replace(sought, dois=tuple(dict.fromkeys((*sought.dois, *_dois(found)))))
    lookups = [
        (name, ask)
        for name in wanted
        for ask, some in ((SERVICES[name].by_doi, sought.dois), (SERVICES[name].by_search, sought.searches))
        if ask and some
    ]
    for place, (name, ask) in enumerate(lookups, 1):
        if not answered[name].problem:
            take(name, ask, is_last=place == len(lookups))
    client.cache.tidy()
    return Answers(tuple(found), tuple(answered.values()))


def _asking(client: Client, name: str, bases: Mapping[str, str], secret: str = "") -> Asking:
    service, base = SERVICES[name], bases.get(name, SERVICES[name].base)
    pause = service.pause if client.has_contact else service.anonymous_pause or service.pause
    # A server on this machine, the only one without TLS, needs no pauses.
    return Asking(client, name, base, pause if base.startswith("https:") else 0, secret, service.key_name)


def _take(ask: _Asked, asking: Asking, sought: Sought, found: list[Finding], answered: Answered) -> Answered:
    count, problem = answered.count, ""
    try:
        for finding in ask(asking, sought):
            if len(found) >= _MOST_FINDINGS:
                problem = "there are too many works; the others are left out"
                break
            found.append(finding)
            # Hits of a search are mostly other works.
            count += not finding.is_hit
    except ServiceError as problem_:
        problem = _problem(problem_, asking)
    return Answered(asking.name, count, tuple(sorted(asking.days)), problem)


def _problem(problem: ServiceError, asking: Asking) -> str:
    hint = SERVICES[asking.name].key_hint
    return f"{problem} ({hint})" if hint and not asking.secret and _LIMITED.search(str(problem)) else str(problem)


def _dois(findings: Iterable[Finding]) -> Iterator[str]:
    """DOIs that services name, also of publications of preprints."""
    for finding in findings:
        for one in (_text(finding.work.fields.get("doi", "")), *finding.appeared_as):
            if read := read_doi(one).doi:
                yield read.casefold()


class Citations(Value):
    cited: tuple[Cited, ...]
    problem: str = ""


def citations(
    client: Client, dois: Iterable[str], bases: Mapping[str, str] | None = None, secret: str = ""
) -> Citations:
    """What OpenAlex counts."""
    found: list[Cited] = []
    asking = _asking(client, "openalex", bases or {}, secret)
    try:
        found.extend(openalex.citations(asking, dois))
    except ServiceError as problem:
        return Citations(tuple(found), _problem(problem, asking))
    return Citations(tuple(found))


def works_of_references(
    client: Client, dois: tuple[str, ...], references: tuple[str, ...], bases: Mapping[str, str] | None = None
) -> tuple[LookedUp, str]:
    """What Crossref knows of works by DOI, and what it finds by whole references; also why it did not answer all."""
    asking = _asking(client, "crossref", bases or {})
    sought = Sought(dois=dois, searches=references)
    found: list[ImportedWork] = []
    try:
        for ask in (crossref.by_doi, crossref.by_search):
            found.extend(finding.work for finding in ask(asking, sought))
    except ServiceError as problem:
        return LookedUp(found, is_complete=False), f"Crossref: {problem}; not all references were looked up"
    return LookedUp(found), ""


class Fetched(Value):
    """`problem`: why the works may lack authors; or why there is no record."""

    source: SourceFile | None
    problem: str = ""


def orcid_record(client: Client, orcid_id: str, bases: Mapping[str, str] | None = None) -> Fetched:
    """A public record of ORCID; Crossref tells what it lacks: authors of works, and titles of journals."""
    asking = {name: _asking(client, name, bases or {}) for name in ("orcid", "crossref")}
    problems: list[str] = []

    def names_of(dois: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        try:
            for finding in crossref.by_doi(asking["crossref"], Sought(dois=dois)):
                doi, people = (_text(finding.work.fields.get(name, "")) for name in ("doi", "author"))
                found[doi.casefold()] = tuple(people.split(" and ")) if people else ()
        except ServiceError as problem:
            problems.append(f"Crossref: {problem}; some works lack their authors")
        return found

    def titles_of(issns: tuple[str, ...]) -> Mapping[str, str]:
        found: dict[str, str] = {}
        try:
            for issn in issns[:_MOST_JOURNALS]:
                found[issn] = crossref.title_of_journal(asking["crossref"], issn)
        except ServiceError as problem:
            problems.append(f"Crossref: {problem}; some journals lack their titles")
        return {issn: title for issn, title in found.items() if title}

    try:
        return Fetched(orcid.record(asking["orcid"], orcid_id, names_of, titles_of), "; ".join(problems))
    except ServiceError as problem:
        return Fetched(None, f"ORCID: {problem}")


def _text(text: Said | str) -> str:
    return text if isinstance(text, str) else text.text

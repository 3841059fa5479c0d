"""OpenAlex: works by ORCID iD and by DOI, with what it knows to be retracted. https://docs.openalex.org"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from cvtex.importers.tree import each, said
from cvtex.importers.works.openalex import openalex_work
from cvtex.model.node import Mapping, Node
from cvtex.online.asking import Asking, Told, is_true, orcid_in
from cvtex.sync.finding import Finding, Notice, Sought
from cvtex.sync.metrics import Cited, citations_of

BASE: Final = "https://api.openalex.org"
_ROWS: Final = 100
_BATCH: Final = 40


def of_owner(asking: Asking, sought: Sought) -> Iterator[Finding]:
    query = {"filter": f"authorships.author.orcid:{sought.orcid}"}
    for told in asking.pages("works", query, ("per_page", _ROWS), "meta", "next_cursor"):
        items = each(told.node, "results")
        yield from _findings(items, told.day, of_owner=True)
        if not items:
            return


def by_doi(asking: Asking, sought: Sought) -> Iterator[Finding]:
    for told in _of_dois(asking, sought.dois):
        yield from _findings(each(told.node, "results"), told.day)


def citations(asking: Asking, dois: Iterable[str]) -> Iterator[Cited]:
    for told in _of_dois(asking, dois):
        yield from citations_of(told.node, told.day)


def _of_dois(asking: Asking, dois: Iterable[str]) -> Iterator[Told]:
    def ask(some: Sequence[str]) -> Told | None:
        # There may be several works with one DOI.
        return asking.json("works", {"filter": f"doi:{'|'.join(some)}", "per_page": str(_ROWS)})

    # These signs have a meaning in a filter.
    plain = (doi for doi in dois if not set(doi) & set(",|"))
    return asking.in_batches(plain, _BATCH, ask)


def _findings(items: tuple[Node, ...], day: str, *, of_owner: bool = False) -> Iterator[Finding]:
    for node in items:
        work = openalex_work(node, []) if isinstance(node, Mapping) else None
        if work is None:
            continue
        people = {
            place: orcid
            for place, one in enumerate(each(node, "authorships"))
            if (orcid := orcid_in(said(one, "author", "orcid")))
        }
        notices = (Notice("retraction"),) if is_true(node, "is_retracted") else ()
        yield Finding(work, "openalex", day, of_owner=of_owner, people_ids=people, notices=notices)

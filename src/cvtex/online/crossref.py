"""Crossref's REST API: works by DOI and by ORCID iD, with retractions, corrections and publications of preprints.

https://api.crossref.org/swagger-ui/index.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cvtex.importers.crossref import crossref_work
from cvtex.importers.csl_json import date_of
from cvtex.importers.tree import each, part, said
from cvtex.model.node import Mapping, Node
from cvtex.online.asking import Asking, in_batches, orcid_in, quoted
from cvtex.sync.finding import Finding, Notice, Sought
from cvtex.value import replace

BASE: Final = "https://api.crossref.org"
_ROWS: Final = 100
_BATCH: Final = 20
_HITS: Final = 3


def of_owner(asking: Asking, sought: Sought) -> Iterator[Finding]:
    query = {"filter": f"orcid:{sought.orcid}", "rows": str(_ROWS)}
    for told in asking.pages("works", query, "message", "next-cursor"):
        items = each(told.node, "message", "items")
        yield from _findings(items, told.day, of_owner=True)
        if len(items) < _ROWS:
            return


def by_doi(asking: Asking, sought: Sought) -> Iterator[Finding]:
    # A comma separates filters.
    for batch in in_batches((doi for doi in sought.dois if "," not in doi), _BATCH):
        query = {"filter": ",".join(f"doi:{doi}" for doi in batch), "rows": str(_BATCH)}
        if told := asking.json("works", query):
            yield from _findings(each(told.node, "message", "items"), told.day)
    for doi in sought.dois:
        if "," in doi and (told := asking.json(f"works/{quoted(doi)}")):
            yield from _findings(each(told.node, "message"), told.day)


def by_search(asking: Asking, sought: Sought) -> Iterator[Finding]:
    for text in sought.searches:
        if told := asking.json("works", {"query.bibliographic": text, "rows": str(_HITS)}):
            for finding in _findings(each(told.node, "message", "items"), told.day):
                yield replace(finding, is_hit=True)


def _findings(items: tuple[Node, ...], day: str, *, of_owner: bool = False) -> Iterator[Finding]:
    for node in items:
        work = crossref_work(node, []) if isinstance(node, Mapping) else None
        if work is None:
            continue
        people = {
            place: orcid for place, one in enumerate(each(node, "author")) if (orcid := orcid_in(said(one, "ORCID")))
        }
        yield Finding(
            work,
            "crossref",
            day,
            of_owner=of_owner,
            people_ids=people,
            notices=tuple(_notice(one) for one in each(node, "updated-by")),
            corrects={
                doi.text.casefold(): _notice(one, of=node)
                for one in each(node, "update-to")
                if (doi := said(one, "DOI"))
            },
            appeared_as=tuple(
                doi.text
                for one in each(node, "relation", "is-preprint-of")
                if (doi := said(one, "id")) and doi.text.startswith("10.")
            ),
        )


def _notice(update: Node, of: Node | None = None) -> Notice:
    kind, doi, day = said(update, "type"), said(of or update, "DOI"), date_of(part(update, "updated"))
    return Notice(kind.text if kind else "update", doi.text if doi else "", day.text if day else "")

"""Crossref's REST API: works by DOI and by ORCID iD, with retractions, corrections and publications of preprints.

https://api.crossref.org/swagger-ui/index.html
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from cvtex.importers.tree import each, part, said
from cvtex.importers.works.crossref import crossref_work
from cvtex.importers.works.csl_json import date_of
from cvtex.model.node import Mapping, Node
from cvtex.online.asking import Asking, Told, number_in, orcid_in, quoted
from cvtex.sync.finding import Finding, Notice, Sought
from cvtex.value import replace

BASE: Final = "https://api.crossref.org"
_ROWS: Final = 100
_BATCH: Final = 20
_HITS: Final = 3


def of_owner(asking: Asking, sought: Sought) -> Iterator[Finding]:
    query, seen = {"filter": f"orcid:{sought.orcid}"}, 0
    for told in asking.pages("works", query, ("rows", _ROWS), "message", "next-cursor"):
        items = each(told.node, "message", "items")
        yield from _findings(items, told.day, of_owner=True)
        seen += len(items)
        # There is always another cursor.
        if not items or seen >= number_in(told.node, "message", "total-results") > 0:
            return


def by_doi(asking: Asking, sought: Sought) -> Iterator[Finding]:
    def ask(dois: Sequence[str]) -> Told | None:
        return asking.json("works", {"filter": ",".join(f"doi:{doi}" for doi in dois), "rows": str(_BATCH)})

    # A comma separates filters.
    for told in asking.in_batches((doi for doi in sought.dois if "," not in doi), _BATCH, ask):
        yield from _findings(each(told.node, "message", "items"), told.day)
    for doi in sought.dois:
        if "," in doi and (one := asking.json(f"works/{quoted(doi)}")):
            yield from _findings(each(one.node, "message"), one.day)


def by_search(asking: Asking, sought: Sought) -> Iterator[Finding]:
    def ask(searches: Sequence[str]) -> Told | None:
        return asking.json("works", {"query.bibliographic": searches[0], "rows": str(_HITS)})

    for told in asking.in_batches(sought.searches, 1, ask):
        for finding in _findings(each(told.node, "message", "items"), told.day):
            yield replace(finding, is_hit=True)


def title_of_journal(asking: Asking, issn: str) -> str:
    """The title of the journal with an ISSN; "" if there is none."""
    told = asking.json(f"journals/{issn}")
    title = said(told.node, "message", "title") if told else None
    return title.text if title else ""


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

"""NASA's Astrophysics Data System: works by ORCID iD; needs a token. https://ui.adsabs.harvard.edu/help/api/"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cvtex.importers.imported import ImportedWork, Said
from cvtex.importers.tree import each, said
from cvtex.importers.works.names import full_name, names
from cvtex.importers.works.rich_titles import rich_title
from cvtex.model.node import Node
from cvtex.online.asking import MAX_PAGES, Asking, number_in, orcid_in
from cvtex.online.client import ServiceError
from cvtex.sync.finding import Finding, Sought

BASE: Final = "https://api.adsabs.harvard.edu/v1"
_ROWS: Final = 100
_FIELDS: Final = "bibcode,doctype,title,author,orcid_pub,pub,volume,issue,page,pubdate,year,doi,identifier"
_TYPES: Final = {
    "article": "article", "eprint": "unpublished", "inproceedings": "inproceedings", "proceedings": "proceedings",
    "book": "book", "inbook": "incollection", "phdthesis": "thesis", "mastersthesis": "thesis",
    "techreport": "report", "software": "software", "catalog": "dataset", "dataset": "dataset",
}  # fmt: skip
_IN_BOOK: Final = frozenset({"incollection", "inproceedings"})


def of_owner(asking: Asking, sought: Sought) -> Iterator[Finding]:
    if not asking.secret and not asking.client.offline:
        raise ServiceError("it needs a token: get one at ui.adsabs.harvard.edu, and set ADS_API_TOKEN")
    for page in range(MAX_PAGES):
        start = page * _ROWS
        query = {"q": f"orcid:{sought.orcid}", "fl": _FIELDS, "rows": str(_ROWS), "start": str(start)}
        told = asking.json("search/query", query)
        if told is None:
            return
        for node in each(told.node, "response", "docs"):
            if work := _work(node):
                people = {
                    place: orcid for place, one in enumerate(each(node, "orcid_pub")) if (orcid := orcid_in(said(one)))
                }
                yield Finding(work, "ads", told.day, of_owner=True, people_ids=people)
        if start + _ROWS >= number_in(told.node, "response", "numFound"):
            return


def _work(node: Node) -> ImportedWork | None:
    title = _first(node, "title")
    if title is None:
        return None
    kind, venue, day = said(node, "doctype"), said(node, "pub"), said(node, "pubdate")
    type_ = _TYPES.get(kind.text if kind else "", "misc")
    arxiv = next(
        (one for name in each(node, "identifier") if (one := said(name)) and one.text.startswith("arXiv:")), None
    )
    fields: dict[str, Said | str | None] = {
        "author": names(full_name(one) for name in each(node, "author") if (one := said(name))),
        "title": rich_title(title),
        "booktitle" if type_ in _IN_BOOK else "journal": rich_title(venue) if venue else None,
        "volume": said(node, "volume"),
        "number": said(node, "issue"),
        "pages": _first(node, "page"),
        # `2020-03-00`: the day is not known.
        "date": Said(day.text.removesuffix("-00").removesuffix("-00"), day.span) if day else said(node, "year"),
        "doi": _first(node, "doi"),
        "eprint": Said(arxiv.text.removeprefix("arXiv:"), arxiv.span) if arxiv else None,
        "eprinttype": "arxiv" if arxiv else None,
    }
    known = {name: value for name, value in fields.items() if value}
    return ImportedWork(type_, known, node.span, tex=frozenset({"title", "booktitle", "journal"}))


def _first(node: Node, name: str) -> Said | None:
    return next((text for one in each(node, name) if (text := said(one))), None)

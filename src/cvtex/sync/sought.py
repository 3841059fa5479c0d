"""The owner and the entries of .bib files -> what services are asked for, and why they know nothing of an entry."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from cvtex.check.work import identity_of, work_of
from cvtex.model.bibliography import UNPUBLISHED, Entry
from cvtex.model.people import Owner
from cvtex.sync.finding import Sought
from cvtex.text.tex import tex_to_plain
from cvtex.text.web_address import read_doi
from cvtex.value import Value

# Works that have a DOI, as a rule.
_SEARCHED: Final = frozenset({"article", "inproceedings", "incollection", "inbook", "book", "misc", "unpublished"})
_LONGEST_SEARCH: Final = 300
_IN_PREPARATION: Final = "in preparation"


class Unknown(Value):
    """An entry that no service has, or that none was asked for. `why` is a sentence."""

    key: str
    title: str
    why: str


def sought_of(owner: Owner, entries: Iterable[Entry]) -> Sought:
    """`entries`: in the styles' dialect."""
    contact = owner.contact
    works = [entry for entry in entries if entry.status != _IN_PREPARATION]
    return Sought(
        str(contact.orcid) if contact and contact.orcid else "",
        str(contact.dblp) if contact and contact.dblp else "",
        tuple(dict.fromkeys(doi for entry in works if (doi := _doi(entry)))),
        tuple(dict.fromkeys(text for entry in works if (text := _search(entry)))),
    )


def unknown_works(
    entries: Iterable[Entry], known: frozenset[str], sought: Sought, *, is_searched: bool
) -> tuple[Unknown, ...]:
    """`known`: the keys of entries that a service has. `is_searched`: a service was asked for `sought.searches`."""
    return tuple(
        Unknown(entry.key, " ".join(tex_to_plain(entry.tex("title")).split()), _why(entry, sought, is_searched))
        for entry in entries
        if entry.is_work and not entry.shared_key and entry.key not in known
    )


def _why(entry: Entry, sought: Sought, is_searched: bool) -> str:
    if entry.status == _IN_PREPARATION:
        return "it is in preparation, so nobody was asked for it"
    if doi := _doi(entry):
        return f"no service that answered knows the DOI {doi}"
    if _search(entry) not in sought.searches:
        return "it has no DOI, and works of its kind are not searched"
    if not is_searched:
        return "it has no DOI, and Crossref, which is searched by title, was not asked or did not answer"
    return "it has no DOI, and a search by title, authors and year found nothing"


def _doi(entry: Entry) -> str:
    return read_doi(entry.tex("doi")).doi.casefold() if entry.tex("doi") else ""


def _search(entry: Entry) -> str:
    """Title, author and year of a work that may have a DOI which the entry lacks; "" of others.

    A preprint with a DOI may have appeared under another one.
    """
    if not entry.is_work or entry.type not in _SEARCHED or not entry.tex("author") or not entry.tex("title"):
        return ""
    is_waiting = entry.status in UNPUBLISHED or work_of(entry, 0, identity_of(entry)).form == "preprint"
    if entry.tex("doi") and not is_waiting:
        return ""
    words = " ".join(tex_to_plain(entry.tex(name)) for name in ("title", "author", "year")).split()
    return " ".join(words)[:_LONGEST_SEARCH]

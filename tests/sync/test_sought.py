"""What is asked for an entry: its DOI, a search by its words, or nothing."""

from __future__ import annotations

import pytest

from cvtex.cite.dialect import normalise
from cvtex.diagnostics import Span
from cvtex.model.people import Owner, PersonName
from cvtex.read.bib import read_bibliography
from cvtex.sync.sought import sought_of

OWNER = Owner(span=Span("x"), name=PersonName("Ada", "Example"))
SEARCH = "Looms Example, Ada 2020"


@pytest.mark.parametrize(
    ("type_", "fields", "dois", "searches"),
    [
        ("article", "journal = {J}, doi = {https://doi.org/10.1000/A}", ("10.1000/a",), ()),
        ("article", "journal = {J}", (), (SEARCH,)),
        ("misc", "eprint = {2001.00001}, archiveprefix = {arXiv}", (), (SEARCH,)),
        # It may have appeared under another DOI.
        ("misc", "doi = {10.48550/arXiv.2001.00001}", ("10.48550/arxiv.2001.00001",), (SEARCH,)),
        ("article", "journal = {J}, doi = {10.1000/a}, pubstate = {inpress}", ("10.1000/a",), (SEARCH,)),
        ("unpublished", "note = {submitted}", (), (SEARCH,)),
        ("unpublished", "note = {in preparation}", (), ()),
        ("article", "journal = {J}, pubstate = {inpreparation}, doi = {10.1000/a}", (), ()),
        ("phdthesis", "school = {S}", (), ()),
        ("software", "", (), ()),
    ],
)
def test_what_is_asked(type_: str, fields: str, dois: tuple[str, ...], searches: tuple[str, ...]) -> None:
    bib = f"@{type_}{{a, author = {{Example, Ada}}, title = {{Looms}}, year = {{2020}}, {fields}}}"
    sought = sought_of(OWNER, normalise(read_bibliography("works.bib", bib.encode()).value).value.entries)
    assert (sought.dois, sought.searches) == (dois, searches)


def test_a_search_without_authors_finds_anything_and_is_not_made() -> None:
    bib = "@article{a, title = {Looms}, year = {2020}}"
    entries = normalise(read_bibliography("works.bib", bib.encode()).value).value.entries
    assert sought_of(OWNER, entries).searches == ()

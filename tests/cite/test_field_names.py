"""Misspelt names of fields, and names that are a program's or the author's own."""

from __future__ import annotations

import pytest

from cvtex.cite.field_names import FieldNames


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("tilte", "title"), ("titel", "title"), ("auhtor", "author"), ("authors", "author"), ("autor", "author"),
        ("uathor", "author"), ("jounal", "journal"), ("journal_title", "journaltitle"), ("book-title", "booktitle"),
        ("yaer", "year"), ("ulr", "url"), ("dio", "doi"), ("page", "pages"), ("adress", "address"),
        ("organzation", "organization"), ("instituton", "institution"), ("howpublshed", "howpublished"),
    ],
)  # fmt: skip
def test_misspelt(written: str, meant: str) -> None:
    assert FieldNames().misspelt([written, "crossref"]) == {written: meant}


def test_a_field_that_the_entry_has_is_not_meant() -> None:
    assert FieldNames().misspelt(["titel", "title"]) == {}


OTHERS = """
abstract acmid affiliation annote annotation articleno bdsk-file-1 bdsk-url-1 bookauthor citations code collaboration
comment copyright date-added date-modified day editora editortype eid eissn entrysubtype eventdate eventtitle file
fjournal group groups handle highlights id ids impact index interhash intrahash iso-source-abbreviation issuetitle key
keyword keywords-plus kind langid language lccn localfile maintitle mendeley-tags mode mrnumber name notes numpages oa
options origdate owner pagetotal part pii place pmid poster preprint primaryclass priority ranking rating readstatus
related role selected shorttitle slides sortkey source state summary tags text time timestamp titleaddon topic unique-id
urldate url2 venue video volumes website _note _venue
"""


@pytest.mark.parametrize("name", OTHERS.split())
def test_names_that_are_right(name: str) -> None:
    assert FieldNames().misspelt([name]) in ({}, {"keyword": "keywords"})

"""What the built-in styles print of an entry: documents/references/*.txt, and laws for any entry.

`pytest tests/cite/test_reference_styles.py --update` writes what is printed anew, to be read before it is committed.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from references_document import Block, entry_of, folder, marked, print_anew, read_blocks, reference, style_of

from cvtex.bibliography import Entry, Field
from cvtex.cite.dialect import TYPES
from cvtex.cite.people import Person
from cvtex.cite.references import cite
from cvtex.diagnostics import Span
from cvtex.model.people import PersonName
from cvtex.richtext import links, plain

STYLES = ("classic", "apa")
FILES = sorted(folder().glob("*.txt"))
BLOCKS = [(path, block) for path in FILES for block in read_blocks(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("block", [pytest.param(block, id=f"{path.stem}-{block.key}") for path, block in BLOCKS])
def test_a_reference_is_printed(block: Block, request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("--update"):
        assert str(print_anew(block)) == str(block)


def test_the_documents_are_written_as_they_are_read(request: pytest.FixtureRequest) -> None:
    for path in FILES:
        blocks = read_blocks(path.read_text(encoding="utf-8"))
        if request.config.getoption("--update"):
            path.write_text("\n".join(str(print_anew(block)) for block in blocks), encoding="utf-8", newline="\n")
        else:
            assert "\n".join(map(str, blocks)) == path.read_text(encoding="utf-8")


def test_there_are_enough_of_them() -> None:
    assert len(BLOCKS) >= 60
    assert {entry_of(block.bib).type for _, block in BLOCKS} >= TYPES


# ---- any combination of fields ----

TEXTS = {
    "title": "A Title",
    "subtitle": "A Subtitle",
    "journal": "A Journal",
    "booktitle": "A Book",
    "booksubtitle": "Of Chapters",
    "volume": "7",
    "number": "3",
    "pages": "1--9",
    "year": "2020",
    "series": "A Series",
    "edition": "2",
    "publisher": "A Publisher",
    "organization": "A Body",
    "institution": "An Institute",
    "school": "A School",
    "address": "A Town",
    "howpublished": "By hand",
    "holder": "A Holder",
    "type": "A Kind",
    "version": "1.2",
    "pubstate": "in press",
    "status": "submitted",
    "award": "An Award",
    "note": "A note",
    "addendum": "An addendum",
    "doi": "10.1000/1",
    "url": "https://example.org/a",
    "code": "https://example.org/b",
    "eprint": "2001.00001",
    "archiveprefix": "arXiv",
    "primaryclass": "cs.LG",
    "author": "Ada Example and Bea Other",
    "editor": "Ed Itor and Flo Itor",
    "translator": "Tra Nslator",
}
# The same fields, ending in marks of their own.
MARKED = {name: f"{text}{mark}" for (name, text), mark in zip(TEXTS.items(), ".?!." * 9, strict=False) if text[0].isupper()}
PLACE = Span("test.bib")


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    names = draw(st.sets(st.sampled_from(sorted(TEXTS))))
    fields = {name: Field(draw(st.sampled_from([TEXTS[name], MARKED.get(name, TEXTS[name])])), PLACE) for name in names}
    return Entry("key", draw(st.sampled_from(sorted(TYPES))), fields, PLACE)


STRAY = re.compile(r", ,|,,|\( *\)|\[ *\]|\.\.|[?!]\.| [.,:;)\]]|[(\[] |“”|^[ .,:;]|[ ,:;]$|  |: \.|\.,(?! )|,\.")


@settings(max_examples=300)
@given(entries(), st.sampled_from(STYLES))
def test_no_combination_of_fields_leaves_a_stray_mark(entry: Entry, style: str) -> None:
    printed = plain(reference(entry, style).text)
    assert STRAY.findall(printed) == [], printed


@given(entries(), st.sampled_from(STYLES))
def test_every_entry_is_printed_without_complaint_and_with_its_title_and_people(entry: Entry, style: str) -> None:
    cited = cite([entry], style_of(style), (PersonName("Ada", "Example"),))
    printed = plain(cited.value["key"].text)
    assert [d.message for d in cited.diagnostics] == ([] if "author" in entry.fields else ["'key' does not name Example"])
    for name in ("title", "year", "award", "note"):
        assert entry.tex(name).rstrip(".") in printed
    if "author" in entry.fields:
        assert cited.value["key"].owner == (style_of(style).name(Person(("Ada",), "Example")),)
        assert f"**{cited.value['key'].owner[0]}**" in marked(cited.value["key"].text)


@given(entries(), st.sampled_from(STYLES))
def test_each_link_is_printed_once_and_leads_to_the_entrys_addresses(entry: Entry, style: str) -> None:
    targets = [link.url for link in links(reference(entry, style).text)]
    assert len(targets) == len(set(targets))
    known = {entry.tex("url"), entry.tex("code"), "https://doi.org/10.1000/1", "https://arxiv.org/abs/2001.00001"}
    assert set(targets) <= known
    assert entry.tex("code") == "" or entry.tex("code") in targets
    assert not (entry.tex("url") or entry.tex("doi")) or set(targets) & {entry.tex("url"), "https://doi.org/10.1000/1"}


def test_a_link_at_the_end_has_no_period_after_it() -> None:
    for field in ("url", "doi", "code"):
        entry = Entry("key", "misc", {name: Field(TEXTS[name], PLACE) for name in ("title", field)}, PLACE)
        assert marked(reference(entry, "apa").text).endswith(">")


def test_an_owner_whom_the_style_does_not_print_is_told() -> None:
    entry = entry_of("@article{a, author = {Bea Other}, editor = {Ada Example}, title = {T}, journal = {J}}")
    cited = cite([entry], style_of("classic"), (PersonName("Ada", "Example"),))
    assert [d.message for d in cited.diagnostics] == [
        "'a' has the CV's owner as editor, whom the bibliography style does not print"
    ]
    assert cited.value["a"].owner == ()

"""References in the built-in styles: documents/references/*.txt, and laws for any entry.

`pytest tests/cite/test_reference_styles.py --update` rewrites the documents; review the diff before committing it.
"""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any, get_args

import pytest
from examples import times
from hypothesis import given
from hypothesis import strategies as st
from references_document import Block, entry_of, folder, marked, print_anew, read_blocks, reference, style_of

from cvtex.cite.dialect import TYPES
from cvtex.cite.links import LINK_FIELDS
from cvtex.cite.publication_status import status_key
from cvtex.cite.references import cite
from cvtex.cite.style import ReferenceStyle, form_of
from cvtex.cite.templates import title
from cvtex.diagnostics import Span
from cvtex.locales.locale import LinkField, languages, locale_of
from cvtex.model.bibliography import Entry, Field, PublicationStatus
from cvtex.model.people import Owner, PersonName
from cvtex.read.style import StyleFolders, built_in_styles
from cvtex.text.richtext import links, plain
from cvtex.text.tex import read_tex

STYLES = StyleFolders((built_in_styles(),)).references
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
    lines = [(entry_of(block.bib).type, line) for _, block in BLOCKS for line in block.printed]
    assert len(lines) >= 500
    for style in STYLES:
        assert {kind for kind, line in lines if line.style == style} >= TYPES
        assert {line.language for _, line in lines if line.style == style} == {"en", "de", "fr", "es", "it"}


# ---- any combination of fields ----

TEXTS = {
    "title": ("A Title", "A Title.", "A Title?", "A Title!", "A “Title”"),
    "subtitle": ("A Subtitle", "A Subtitle."),
    "journal": ("A Journal", "A Journal.", "A Journal!"),
    "booktitle": ("A Book", "A Book.", "A Book?"),
    "booksubtitle": ("Of Chapters",),
    "volume": ("71", "abs/2001.00001", "Supplement"),
    "number": ("32", "TR-32", "32 (Suppl.)"),
    "pages": ("810--819", "81", "e119504", "S1-S9", "S1-12--S1-20"),
    "pagetotal": ("312", "xii, 312", "312 leaves"),
    "issue": ("33", "Spring"),
    "eid": ("119504",),
    "chapter": ("53",),
    "month": ("6", "5", "Spring"),
    "year": ("2020", "in press", "2020."),
    "series": ("A Series", "A Series.", "A Series?"),
    "edition": ("22", "Revised", "Revised ed."),
    "publisher": ("A Publisher", "A Publisher Inc."),
    "organization": ("A Body", "A Body."),
    "institution": ("An Institute",),
    "school": ("A School", "A School."),
    "address": ("A Town", "A Town, U.S.", "A Town and A City and others"),
    "howpublished": ("By hand", "By hand.", r"\url{https://example.org/a}", r"\url{https://example.org/how}"),
    "holder": ("A Holder", "A Holder Inc."),
    "type": ("A Kind", "PhD thesis", "Kind."),
    "version": ("1.2", "1.2."),
    "pubstate": ("in press", "Submitted.", "On ice"),
    "status": ("submitted", "granted"),
    "award": ("An Award", "An Award!"),
    "note": ("A note", "A note.", r"See \url{https://example.org/a}"),
    "addendum": ("An addendum", "An addendum."),
    "titleaddon": ("A supplement", "A supplement."),
    "eventtitle": ("A Meeting",),
    "venue": ("A Hall",),
    "bookauthor": ("Boo Kauthor",),
    "urldate": ("2020-05-03", "2020-05", "yesterday"),
    "entrysubtype": ("newspaper",),
    "isbn": ("978-3-16-148410-0",),
    "oa": ("gold", "no"),
    "keywords": ("x, open access", "x"),
    "pmid": ("31234567",),
    "pmcid": ("PMC654321",),
    "doi": ("10.1000/1",),
    "url": ("https://example.org/a", "https://publisher.org/10.1000/1", "https://doi.org/10.1000/1"),
    "code": ("https://example.org/b", "https://example.org/a"),
    "data": ("10.5281/zenodo.2", "https://example.org/d"),
    "slides": ("https://example.org/s",),
    "preprint": ("https://arxiv.org/abs/2001.00001", "https://example.org/p"),
    "eprint": ("2001.00001", "10.1000/1", "X-1"),
    "archiveprefix": ("arXiv", "biorxiv", "HAL"),
    "primaryclass": ("cs.LG",),
    "author": (
        "Ada Example and Bea Other",
        "Ada Example",
        "Ada Example and Smith, Jr., J.",
        "{The Group} and Ada Example and others",
    ),
    "editor": ("Ed Itor and Flo Itor", "Ed Itor", "Ed Itor and others"),
    "translator": ("Tra Nslator", "Tra Nslator and others"),
}
PLACE = Span("test.bib")
ADA = Owner(span=PLACE, name=PersonName("Ada", "Example"))


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    # About half of all fields: a random set of names would nearly always be small.
    chosen = draw(st.integers(0, 2 ** len(TEXTS) - 1))
    names = [name for i, name in enumerate(TEXTS) if chosen >> i & 1]
    fields = {name: Field(draw(st.sampled_from(TEXTS[name])), PLACE) for name in names}
    return Entry("key", draw(st.sampled_from([*sorted(TYPES), "weird"])), fields, PLACE)


# Signs that no style prints side by side, at the start or at the end; a space before a sign; empty brackets.
STRAY = re.compile(
    r"[,;:] *[,;:]|(?<=[^.])\.[,:;](?=$)|\( *\)|\[ *\]|\.\.|[?!]\.| [.,:;)\]]|[(\[] |“”|„“|«»|[(\[][.,;:]|[,;:][)\]]"
    r"|^[ .,:;]|[ ,:;]$|  |: \.|,\.|,”[.;)]|,”$|[.?!]”\.(?= )"
)
# In `classic` and in other languages, punctuation follows the quotation, while the title's own mark stays inside.
OUTSIDE = re.compile(r"[.?!]”\.")


def stray(printed: str, style: str, language: str = "en") -> list[str]:
    return STRAY.findall(OUTSIDE.sub("”.", printed) if style == "classic" or language != "en" else printed)


@pytest.mark.slow
@times(2)
@given(entries(), st.sampled_from(STYLES), st.sampled_from(languages()))
def test_no_combination_of_fields_leaves_a_stray_mark(entry: Entry, style: str, language: str) -> None:
    printed = plain(reference(entry, style, language).text)
    assert stray(printed, style, language) == [], printed


@pytest.mark.parametrize(
    "text",
    [
        "A, , B",
        "A (). B",
        "A.. B",
        "A? . B",
        "A .",
        "A et al.. B",
        "“A?”. B",
        ", A",
        "A;",
        "A [] B",
        "“A,”",
        "A (, B)",
    ],
)
def test_a_stray_mark_would_be_seen(text: str) -> None:
    assert stray(text, "ieee")


ALWAYS = (
    "title", "subtitle", "titleaddon", "award", "note", "addendum", "howpublished", "version", "pmid", "pmcid",
    "chapter", "holder",
)  # fmt: skip
IN_PART = ("booktitle", "booksubtitle", "series", "edition", "volume", "number", "pages", "publisher")
OF_FORM = {
    "article": ("journal", "volume", "number", "pages"),
    **dict.fromkeys(("inproceedings", "incollection"), IN_PART),
    **dict.fromkeys(("book", "inbook", "proceedings", "periodical", "manual", "booklet"), (*IN_PART[2:], "isbn")),
    **dict.fromkeys(("phdthesis", "mastersthesis"), ("type", "school", "number")),
    "techreport": ("type", "institution", "number"),
    **dict.fromkeys(
        ("misc", "online", "software", "dataset", "patent", "unpublished"),
        ("type", "number", "publisher", "organization"),
    ),
}
# Marks alternate with those around the title.
SAME_QUOTES = str.maketrans("“”", "‘’")
# Nature prints no issue beside a volume.
LEFT_OUT = {("nature", "article"): {"number"}}


@times(10)
@given(entries(), st.sampled_from(STYLES))
def test_nothing_is_lost(entry: Entry, style: str) -> None:
    cited = reference(entry, style)
    printed = plain(cited.text)
    form = form_of(SimpleNamespace(type=entry.type, texts={name: (field.tex,) for name, field in entry.fields.items()}))
    names = set(ALWAYS) | set(OF_FORM.get(form, ())) - LEFT_OUT.get((style, form), set())
    names -= {"subtitle"} - (entry.fields.keys() & {"title"} and {"subtitle"})
    names -= {"booksubtitle"} - (entry.fields.keys() & {"booktitle"} and {"booksubtitle"})
    for name in sorted(names & entry.fields.keys()):
        text = plain(read_tex(entry.tex(name), PLACE).value).rstrip(".”")
        if name == "type" and text == "PhD thesis":
            text = style_of(style).kind_word("PhD thesis")
        if name == "pages":
            text = re.split("[–-]", text)[0]
        assert text.translate(SAME_QUOTES) in printed.translate(SAME_QUOTES), (name, text, printed)
    year = entry.tex("year").rstrip(".")
    assert year.lower() in printed.lower()
    for role, family in (("author", "example"), ("editor", "itor"), ("translator", "nslator")):
        times = entry.tex(role).lower().count(f" {family}")
        assert len(re.findall(rf"\b{family}\b(?!\.org)", printed.lower())) == times, (role, printed)


@given(entries(), st.sampled_from(STYLES))
def test_every_entry_is_printed_without_complaint_and_with_its_owner(entry: Entry, style: str) -> None:
    cited = cite([entry], style_of(style), ADA)
    told = [d.message for d in cited.diagnostics if "title" in entry.fields or "has no title" not in d.message]
    names = [message for message in told if "does not name" in message]
    assert told == names
    if "author" in entry.fields:
        assert names == []
        (owner,) = cited.value["key"].owner
        assert "EXAMPLE" in owner.upper()
        assert f"**{owner}**" in marked(cited.value["key"].text)


ADDRESSES = {"10.1000/1": "https://doi.org/10.1000/1", "10.5281/zenodo.2": "https://doi.org/10.5281/zenodo.2"}


@times(5)
@given(entries(), st.sampled_from(STYLES))
def test_each_address_is_printed_once(entry: Entry, style: str) -> None:
    targets = [link.url for link in links(reference(entry, style).text)]
    told = [link.url for name in ("note", "howpublished") for link in links(read_tex(entry.tex(name), PLACE).value)]
    for target in targets:
        assert targets.count(target) == max(1, told.count(target))
    assert set(told) <= set(targets)
    for name in ("doi", "code", "data", "slides"):
        if name in entry.fields:
            assert ADDRESSES.get(entry.tex(name), entry.tex(name)) in targets
    url = entry.tex("url")
    assert not url or url in targets or "10.1000/1" in url


def test_a_url_that_repeats_the_doi_is_left_out() -> None:
    for url in (
        "https://dx.doi.org/10.1000/ab",
        "http://www.doi.org/10.1000/AB",
        "https://publisher.org/doi/10.1000/AB/pdf",
    ):
        entry = entry_of(f"@misc{{a, title = {{T}}, doi = {{10.1000/AB}}, url = {{{url}}}}}")
        assert [link.url for link in links(reference(entry, "apa").text)] == ["https://doi.org/10.1000/AB"]


def test_a_link_at_the_end_has_no_period_after_it() -> None:
    for field in ("url", "doi", "code"):
        entry = Entry("key", "misc", {name: Field(TEXTS[name][0], PLACE) for name in ("title", field)}, PLACE)
        for style in STYLES:
            assert marked(reference(entry, style).text).endswith(">")


def test_an_owner_whom_the_style_does_not_print_is_reported() -> None:
    class Titles(ReferenceStyle):
        def get_misc_template(self, entry: Any) -> Any:  # noqa: ARG002 - the base class's signature
            return title

    entry = entry_of("@article{a, author = {Bea Other}, editor = {Ada Example}, title = {T}, journal = {J}}")
    cited = cite([entry], Titles(locale_of("en")), ADA)
    assert [d.message for d in cited.diagnostics] == [
        "'a' lists the CV's owner as editor, but the bibliography style does not print that name"
    ]
    assert plain(cited.value["a"].text) == "T"
    assert cited.value["a"].owner == ()


def test_every_status_and_every_kind_of_link_has_words() -> None:
    assert set(get_args(LinkField)) == set(LINK_FIELDS) - {"url"}
    assert [status_key(status) for status in get_args(PublicationStatus)] == list(get_args(PublicationStatus))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("In press", "in press"),
        ("inpress", "in press"),
        ("To appear.", "forthcoming"),
        ("2020", None),
        ("published", None),
    ],
)
def test_status_words(text: str, key: str | None) -> None:
    assert status_key(text) == key

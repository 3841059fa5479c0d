"""What a web page says to search engines, Zotero and the filter."""

from __future__ import annotations

import json
from urllib.parse import parse_qs

import html5lib
import pytest

from cvtex.diagnostics import Span
from cvtex.emit.blocks import Block, Contact, Heading, Headline, Name, Numbered
from cvtex.emit.html.writer import HtmlWriter
from cvtex.emit.writer import Look, Manuscript, Metadata
from cvtex.model.design import BASE
from cvtex.model.ids import Id
from cvtex.model.plan import Plan, PlannedItem, PlannedSection, Publication, Weight
from cvtex.model.sections import PublicationsSection
from cvtex.model.work import Creator, Work
from cvtex.text.richtext import Link
from cvtex.value import replace

SPAN = Span("cv.yaml", 1, 1)
ADA = Creator("Ada", "Example", is_owner=True)
BEA = Creator("Bea", "Berg", "van den")
ARTICLE = Work(
    "one", "article", "Frogs & H₂O", (ADA, BEA), date=(2020, 3), container="Journal of Frogs", volume="4",
    number="2", pages="10–12", doi="10.1000/a_b", url="https://example.org/one",
)  # fmt: skip


def page_of(*works: Work) -> str:
    items = tuple(
        PlannedItem(Id(work.key), Publication(work.key), Weight(False, 1), SPAN, work.title) for work in works
    )
    section = PlannedSection(Id("works"), PublicationsSection(span=SPAN, groups=()), None, items)
    blocks = (
        Block(1, Name((), ("Ada Example",), ()), SPAN),
        Block(2, Headline(("Counts frogs",)), SPAN),
        Block(
            3, Contact(((Link("mailto:a@x.org", ("a@x.org",)),), (Link("https://x.org", ("x.org",)),)), ("", "")), SPAN
        ),
        Block(4, Heading("section", ("Publications",)), SPAN, "works"),
        *(Block(5 + n, Numbered((f"{n + 1}.",), (work.title,)), SPAN, work.key) for n, work in enumerate(works)),
    )
    look = Look("cvtex-look", 10.5, "a4", "en-GB", design=BASE)
    plan = Plan("full", "en-GB", False, (section,))
    return (
        HtmlWriter()
        .write(Manuscript(blocks, Metadata("Ada – CV", "Ada Example"), look, plan, works=works))
        .data.decode()
    )


def elements(page: str, name: str) -> list[dict[str, str]]:
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return [{**element.attrib, "text": "".join(element.itertext())} for element in tree.iter(name)]


def test_person_and_works_as_json_ld() -> None:
    [script] = [one for one in elements(page_of(ARTICLE), "script") if one.get("type") == "application/ld+json"]
    assert json.loads(script["text"]) == {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "name": "Ada – CV",
        "inLanguage": "en-GB",
        "mainEntity": {
            "@type": "Person",
            "@id": "#me",
            "name": "Ada Example",
            "description": "Counts frogs",
            "email": "a@x.org",
            "sameAs": ["https://x.org"],
        },
        "hasPart": [
            {
                "@type": "ScholarlyArticle",
                "name": "Frogs & H₂O",
                "author": [
                    {
                        "@type": "Person",
                        "name": "Ada Example",
                        "@id": "#me",
                        "givenName": "Ada",
                        "familyName": "Example",
                    },
                    {
                        "@type": "Person",
                        "name": "Bea van den Berg",
                        "givenName": "Bea",
                        "familyName": "van den Berg",
                    },
                ],
                "datePublished": "2020-03",
                "isPartOf": {"@type": "Periodical", "name": "Journal of Frogs"},
                "pagination": "10–12",
                "identifier": {"@type": "PropertyValue", "propertyID": "DOI", "value": "10.1000/a_b"},
                "sameAs": "https://doi.org/10.1000/a_b",
                "url": "https://example.org/one",
            }
        ],
    }


def test_what_the_head_of_the_page_says() -> None:
    said = [(one.get("name") or one["property"], one["content"]) for one in elements(page_of(), "meta")[2:]]
    assert said == [
        ("author", "Ada Example"),
        ("description", "Counts frogs"),
        ("color-scheme", "light dark"),
        ("og:type", "profile"),
        ("og:title", "Ada – CV"),
        ("og:description", "Counts frogs"),
        ("og:locale", "en_GB"),
    ]


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!-- <script>", "]]>\u2028\0\ud800"])
def test_no_text_ends_the_data(text: str) -> None:
    page = page_of(replace(ARTICLE, title=text, url=f"javascript:{text}"))
    data, *others = [one for one in elements(page, "script") if "use strict" not in one["text"]]
    work = json.loads(data["text"])["hasPart"][0]
    assert (work["name"], others) == (text.replace("\u2028", " ").rstrip("\0\ud800"), [])
    assert "url" not in work


ARTICLE_FACTS = {
    "ctx_ver": "Z39.88-2004", "rft_val_fmt": "info:ofi/fmt:kev:mtx:journal", "rft.genre": "article",
    "rft.atitle": "Frogs & H₂O", "rft.jtitle": "Journal of Frogs", "rft.date": "2020-03", "rft.volume": "4",
    "rft.issue": "2", "rft.pages": "10-12", "rft.aulast": "Example", "rft.aufirst": "Ada",
    "rft.au": "Ada Example; Bea van den Berg", "rft_id": "info:doi/10.1000/a_b",
}  # fmt: skip
BOOK = Work(
    "b", "inbook", "A Chapter", (BEA,), container="A Book", publisher="House", year="1999", url="https://x.org/b"
)
BOOK_FACTS = {
    "ctx_ver": "Z39.88-2004", "rft_val_fmt": "info:ofi/fmt:kev:mtx:book", "rft.genre": "bookitem",
    "rft.atitle": "A Chapter", "rft.btitle": "A Book", "rft.date": "1999", "rft.pub": "House",
    "rft.aulast": "van den Berg", "rft.aufirst": "Bea", "rft.au": "Bea van den Berg", "rft_id": "https://x.org/b",
}  # fmt: skip
THESIS = Work("t", "phdthesis", "A Thesis", (ADA,), date=(2018,), institution="A University")
THESIS_FACTS = {
    "ctx_ver": "Z39.88-2004", "rft_val_fmt": "info:ofi/fmt:kev:mtx:dissertation", "rft.title": "A Thesis",
    "rft.date": "2018", "rft.inst": "A University", "rft.aulast": "Example", "rft.aufirst": "Ada",
    "rft.au": "Ada Example",
}  # fmt: skip
CODE = Work("c", "software", "Code", (ADA,), date=(2021,))
CODE_FACTS = {
    "ctx_ver": "Z39.88-2004", "rft_val_fmt": "info:ofi/fmt:kev:mtx:dc", "rft.title": "Code", "rft.date": "2021",
    "rft.creator": "Ada Example",
}  # fmt: skip


@pytest.mark.parametrize(
    ("work", "facts"),
    [(ARTICLE, ARTICLE_FACTS), (BOOK, BOOK_FACTS), (THESIS, THESIS_FACTS), (CODE, CODE_FACTS)],
    ids=lambda value: value.type if isinstance(value, Work) else "",
)
def test_a_work_as_coins(work: Work, facts: dict[str, str]) -> None:
    [coins] = [one for one in elements(page_of(work), "span") if one.get("class") == "Z3988"]
    found = parse_qs(coins["title"], strict_parsing=True)
    assert {name: "; ".join(values) for name, values in found.items()} == facts
    assert coins["text"] == ""


def test_a_filter_only_for_many_works() -> None:
    few, many = (page_of(*(replace(ARTICLE, key=f"w{n}") for n in range(number))) for number in (9, 10))
    assert ["use strict" in page for page in (few, many)] == [False, True]
    [script] = [one for one in elements(many, "script") if "use strict" in one["text"]]
    assert {name: script[f"data-{name}"] for name in ("search", "year", "kind", "all")} == {
        "search": "Search",
        "year": "Year",
        "kind": "Kind",
        "all": "All",
    }
    years = [one["data-year"] for one in elements(many, "li") if "data-year" in one]
    assert years == ["2020"] * 10

"""A PDF against the expectation of its build; each requirement fails once."""

from __future__ import annotations

from typing import Any

import pytest

from cvtex.diagnostics import Span
from cvtex.pdf.facts import Font, Link, PdfFacts
from cvtex.value import replace
from cvtex.verify.finished import BlockMark, FinishedPdf, TaggedBlocks
from cvtex.verify.rules import Expectation, Phrase, exceeded_limit, failed_expectations, letters_of, words_of

PLACE = Span("publications.bib", 3, 1)

EXPECTED = Expectation(
    max_pages=2,
    size=(595.276, 841.89),
    title="Ada Example – Curriculum vitae",
    author="Ada Example",
    language="en-GB",
    links=frozenset({"https://x.org/a", "mailto:a@x.org"}),
    outline=("Experience", "Publications"),
    structure=("H1", "P"),
    is_tagged=False,
    needs_print_boxes=True,
    phrases=tuple(
        Phrase(block, text, PLACE, words_of(text))
        for block, text in ((0, "Über die Größe:"), (0, "100 %"), (1, "Example A"))
    ),
)

FACTS = PdfFacts(
    title=EXPECTED.title,
    author=EXPECTED.author,
    language=EXPECTED.language,
    shows_title=True,
    fonts=(Font("Heros", is_embedded=True, has_unicode=True),),
    links=tuple(Link(1, None, address) for address in ("https://x.org/a", "mailto:a@x.org", "https://x.org/a")),
)

GOOD = FinishedPdf(
    facts=FACTS,
    sizes=((595.28, 841.89), (595.27, 841.95)),
    boxes=(frozenset({"CropBox", "TrimBox"}),) * 2,
    outline=EXPECTED.outline,
    marks=(BlockMark("begin", 1, 1), BlockMark("end", 1, 1), BlockMark("begin", 2, 1), BlockMark("end", 2, 2)),
    # As TeX writes it: no spaces, words divided at line ends, accents apart.
    texts=("U\u0308berdieGro\u0308ß-e:100%", "Exam-pleA"),
)


def test_a_pdf_that_meets_its_expectation() -> None:
    assert failed_expectations(GOOD, EXPECTED) == ()


@pytest.mark.parametrize(
    ("limit", "messages"), [(None, []), (2, []), (1, ["the PDF has 2 pages, the limit is 1"])], ids=str
)
def test_a_limit_is_no_promise(limit: int | None, messages: list[str]) -> None:
    expected = replace(EXPECTED, max_pages=limit)
    assert failed_expectations(GOOD, expected) == ()
    assert [one.message for one in exceeded_limit(GOOD, expected)] == messages


BROKEN: list[tuple[dict[str, Any], list[str]]] = [
    (
        {"sizes": ((612.0, 792.0), (612.0, 792.0))},
        ["2 pages of the wrong size: page 1 is 612.0 x 792.0 bp, not 595.276 x 841.89 bp"],
    ),
    ({"sizes": ((595.4, 841.89),)}, ["1 page of the wrong size: page 1 is 595.4 x 841.9 bp, not 595.276 x 841.89 bp"]),
    (
        {"facts": replace(FACTS, fonts=(Font("Helvetica", is_embedded=False, has_unicode=True),))},
        ["the font Helvetica is not embedded"],
    ),
    (
        {"facts": replace(FACTS, fonts=(Font("Symbols", is_embedded=True, has_unicode=False),))},
        ["text in the font Symbols cannot be copied: it has no ToUnicode map"],
    ),
    ({"boxes": (*GOOD.boxes, frozenset({"CropBox"}))}, ["page 3 has no trim box or no crop box"]),
    ({"facts": replace(FACTS, title="")}, ["the PDF's title is '', not 'Ada Example – Curriculum vitae'"]),
    ({"facts": replace(FACTS, author="Ada")}, ["the PDF's author is 'Ada', not 'Ada Example'"]),
    ({"facts": replace(FACTS, language="en")}, ["the PDF's language is 'en', not 'en-GB'"]),
    ({"pictures": 1}, ["the PDF shows 1 picture, not 0"]),
    ({"facts": replace(FACTS, links=FACTS.links[:1])}, ["the PDF has no link to mailto:a@x.org"]),
    (
        {"facts": replace(FACTS, links=(*FACTS.links, Link(1, None, "https://evil.org")))},
        ["the PDF has an unexpected link to https://evil.org"],
    ),
    ({"outline": ("Experience",)}, ["the PDF's outline lacks 'Publications'"]),
    ({"outline": GOOD.outline[::-1]}, ["the PDF's outline is in the wrong order"]),
    ({"marks": GOOD.marks[:2]}, ["1 block missing or repeated on the pages: the first is number 2"]),
    ({"marks": ()}, ["2 blocks missing or repeated on the pages: the first is number 1"]),
    ({"marks": GOOD.marks * 2}, ["2 blocks missing or repeated on the pages: the first is number 1"]),
    (
        {"marks": GOOD.marks[2:] + GOOD.marks[:2]},
        ["the blocks are on the pages in the wrong order"],
    ),
    ({"texts": GOOD.texts[:1]}, ["the text 'Example A' is missing from the PDF"]),
    ({"texts": ("100%ÜberdieGröße:", "ExampleA")}, ["the text '100 %' is missing from the PDF"]),
    (
        {"texts": GOOD.texts[::-1]},
        [f"the text '{text}' is missing from the PDF" for text in ("Über die Größe:", "100 %", "Example A")],
    ),
]


@pytest.mark.parametrize(("change", "messages"), BROKEN)
def test_a_failure(change: dict[str, Any], messages: list[str]) -> None:
    found = failed_expectations(replace(GOOD, **change), EXPECTED)
    assert [diagnostic.message for diagnostic in found] == messages
    assert all(diagnostic.is_error for diagnostic in found)
    assert all((diagnostic.span == PLACE) == ("is missing from" in diagnostic.message) for diagnostic in found)


def test_a_missing_link_and_a_missing_title_have_their_places() -> None:
    one, two = Span("cv.yaml", 3, 5), Span("cv.yaml", 9, 1)
    expected = replace(EXPECTED, link_places={"mailto:a@x.org": one}, outline_places=(PLACE, two))
    broken = replace(GOOD, facts=replace(FACTS, links=FACTS.links[:1]), outline=("Experience",))
    assert [(found.message, found.span) for found in failed_expectations(broken, expected)] == [
        ("the PDF has no link to mailto:a@x.org", one),
        ("the PDF's outline lacks 'Publications'", two),
    ]


@pytest.mark.parametrize(
    ("drawn", "beside", "is_right"),
    [
        ((1, 2, 3, 4), (), True),
        ((1, 2, 3, 4), (2, 3), True),
        # The column beside the others is drawn before them, after them, or where a page ends within one of them.
        ((2, 3, 1, 4), (2, 3), True),
        ((1, 4, 2, 3), (2, 3), True),
        ((1, 2, 3, 1, 4), (2, 3), True),
        ((1, 3, 2, 4), (2, 3), False),
        ((4, 1, 2, 3), (2, 3), False),
        ((1, 2, 1, 3, 4), (), False),
    ],
)
def test_blocks_are_drawn_in_order_in_each_column(
    drawn: tuple[int, ...], beside: tuple[int, ...], is_right: bool
) -> None:
    tagged = TaggedBlocks(("H1", "P", "P", "P"), (1, 1, 1, 1), ("", "", "", ""), (), (), drawn=drawn)
    expected = replace(EXPECTED, is_tagged=True, phrases=(), structure=("H1", "P", "P", "P"), beside=frozenset(beside))
    found = failed_expectations(replace(TAGGED, texts=tagged.texts, tagged=tagged), expected)
    messages = [] if is_right else ["the blocks are on the pages in the wrong order"]
    assert [one.message for one in found] == messages


HEADED = ("H1", "H2", "P", "LI", "H2", "H3", "P", "H2", "P")
TITLES = tuple(Phrase(block, f"Text {block + 1}", PLACE, f"Text {block + 1}") for block in range(len(HEADED)))


@pytest.mark.parametrize(
    ("pages", "lone"),
    [
        ((1, 1, 1, 1, 1, 1, 1, 1, 1), ""),
        # A page may end before a heading, even if nothing is below the one above it, and after a paragraph.
        ((1, 1, 1, 1, 2, 2, 2, 2, 2), ""),
        ((1, 1, 1, 1, 1, 1, 1, 2, 2), ""),
        ((1, 2, 2, 2, 2, 2, 2, 2, 2), ""),
        # Block 3 is a note below heading 2, block 7 one below heading 6, and block 9 a paragraph.
        ((1, 1, 2, 2, 2, 2, 2, 2, 2), "page 1 ends with the heading 'Text 2', without an item below it"),
        ((1, 1, 1, 2, 2, 2, 2, 2, 2), "page 1 ends with the heading 'Text 2', without an item below it"),
        ((1, 1, 1, 1, 2, 3, 3, 3, 3), "page 2 ends with the heading 'Text 5', without an item below it"),
        ((1, 1, 1, 1, 1, 1, 2, 2, 2), "page 1 ends with the heading 'Text 6', without an item below it"),
        ((1, 1, 1, 1, 1, 1, 1, 1, 2), "page 1 ends with the heading 'Text 8', without an item below it"),
    ],
)
def test_no_heading_stands_alone_at_the_foot_of_a_page(pages: tuple[int, ...], lone: str) -> None:
    texts = tuple(phrase.text for phrase in TITLES)
    heads = frozenset({2, 3, 5, 6, 7, 8})
    expected = replace(EXPECTED, is_tagged=True, structure=HEADED, phrases=TITLES, heads=heads)
    found = failed_expectations(
        replace(TAGGED, texts=texts, tagged=TaggedBlocks(HEADED, pages, texts, (), ())), expected
    )
    assert [(one.message, one.span) for one in found] == ([(lone, PLACE)] if lone else [])


ENTRY = tuple(
    Phrase(0, text, PLACE, words_of(text), part)
    for part, text in ((0, "Professor"), (1, "2019"), (2, "Professor of Toads since 2019"))
)


@pytest.mark.parametrize(
    ("shown", "missing"),
    [
        ("Professor 2019 Professor of Toads since 2019", []),
        ("2019 Professor Professor of Toads since 2019", []),
        ("2019 Professor of Toads since 2019 Professor", []),
        ("Professor of Toads since 2019 2019 Professor", []),
        # A part is not found in another one.
        ("Professor of Toads since 2019", ["Professor", "2019"]),
        ("Professor Professor of Toads since 2019", ["2019"]),
        ("2019 Professor of Toads since 2019", ["Professor"]),
        ("2019 Professor Professor of 2019 Toads since", ["Professor of Toads since 2019"]),
    ],
)
def test_the_parts_of_a_block_are_found_in_any_order(shown: str, missing: list[str]) -> None:
    tagged = TaggedBlocks(("P",), (1,), (shown,), (), ())
    expected = replace(EXPECTED, is_tagged=True, phrases=ENTRY, structure=("P",))
    found = failed_expectations(replace(TAGGED, texts=(shown,), tagged=tagged), expected)
    assert [one.message for one in found if one.is_error] == [
        f"the text '{text}' is missing from the PDF" for text in missing
    ]


TEXTS = ("Über die Größe: 100 %", "Exam\u00adple A")
TAGGED = replace(
    GOOD, marks=(), texts=TEXTS, tagged=TaggedBlocks(("H1", "P"), (1, 1), TEXTS, ((1, 0), (2, 0)), ((1, 0), (2, 0)))
)


@pytest.mark.parametrize(
    ("tagged", "messages"),
    [
        (TAGGED.tagged, []),
        (None, ["the PDF is not tagged"]),
        (TaggedBlocks(("H1",), (1,), TEXTS, ((1, 0),), ((1, 0),)), ["the structure tree has 1 block, not 2"]),
        (
            TaggedBlocks(("P", "H1"), (1, 1), TEXTS, ((1, 0),), ((1, 0),)),
            ["blocks in the structure tree have the wrong roles"],
        ),
        (
            TaggedBlocks(("H1", "P"), (1, 1), TEXTS, ((1, 0), (1, 0)), ((1, 0), (1, 1))),
            ["the structure tree does not contain the content of the pages once"],
        ),
        (
            TaggedBlocks(("H1", "P"), (1, 1), TEXTS, ((1, 1), (1, 0)), ((1, 0), (1, 1)), drawn=(2, 1)),
            ["the blocks are on the pages in the wrong order"],
        ),
    ],
)
def test_the_structure_of_a_tagged_pdf(tagged: TaggedBlocks | None, messages: list[str]) -> None:
    found = failed_expectations(replace(TAGGED, tagged=tagged), replace(EXPECTED, is_tagged=True))
    assert [diagnostic.message for diagnostic in found] == messages


@pytest.mark.parametrize(
    ("texts", "severities"),
    [
        (TEXTS, []),
        (("Über die Größe:\u00a0100\n%", "Example A"), []),
        (("U\u0308ber die Größe: and 100 %", "A small Example A."), []),
        (("Überdie Größe: 100 %", "Example A"), ["warning"]),
        (("Über die Größe: 100%", "Example A"), ["warning"]),
        (("Über die Größe: 100 %", "Exam-\nple A"), ["warning"]),
        (("Über die Größe: 10 0 %", "Exmple A"), ["error", "warning"]),
    ],
)
def test_a_tagged_pdf_says_all_word_by_word(texts: tuple[str, ...], severities: list[str]) -> None:
    found = failed_expectations(replace(TAGGED, texts=texts), replace(EXPECTED, is_tagged=True))
    assert [one.severity for one in found] == severities


def test_all_failures_are_reported() -> None:
    nothing = FinishedPdf(PdfFacts("", "", "", False, (), ()), (), (), (), (), ())
    assert len(failed_expectations(nothing, EXPECTED)) == 10


@pytest.mark.parametrize(
    ("text", "letters", "words"),
    [
        ("Über-\nsicht", "Ubersicht", "Über- sicht"),
        ("Über\u00ad\nsicht", "Ubersicht", "Übersicht"),
        ("a-\u200b\nb/\u200b c", "abc", "a-b/c"),
        ("ﬁne  ‘quotes’", "finequotes", "fine ‘quotes’"),
        ("x² – 3_4 …", "x234", "x2 – 3_4 ..."),
        ("Marinc\u030c", "Marinc", "Marin\u010d"),
        ("", "", ""),
    ],
)
def test_letters_and_words(text: str, letters: str, words: str) -> None:
    assert (letters, words) == (letters_of(text), words_of(text))


@pytest.mark.parametrize(
    ("pictures", "figures", "messages"),
    [
        (1, ("A portrait",), []),
        (0, ("A portrait",), ["the PDF shows 0 pictures, not 1"]),
        (1, (), ["pictures in the structure tree have the wrong alternative texts"]),
        (1, ("",), ["pictures in the structure tree have the wrong alternative texts"]),
    ],
)
def test_each_picture_has_its_alternative_text(pictures: int, figures: tuple[str, ...], messages: list[str]) -> None:
    expected = replace(EXPECTED, is_tagged=True, figures=("A portrait",))
    tagged = TaggedBlocks(EXPECTED.structure, (1, 1), TEXTS, (), (), figures)
    facts = replace(TAGGED, tagged=tagged, pictures=pictures)
    assert [one.message for one in failed_expectations(facts, expected)] == messages

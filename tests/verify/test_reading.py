"""The printed reading of a PDF, and each finding: reported for a document with the fault, not without it."""

from __future__ import annotations

from typing import Any

import pytest
from written_pdf import element, line, marked, stream_object, written_pdf

from cvtex.value import replace
from cvtex.verify.read_text import read_text, without_line_ends
from cvtex.verify.reading import reading_lines, tree_text
from cvtex.verify.reading_rules import findings

LINK = "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://example.org/) >> >>"

# A heading, a paragraph over two pages with a link and a German word, a list, a picture with Alt, a footer.
STREAMS = [
    "\n".join(
        [
            marked(0, "Ada Example", 760, role="H1"),
            marked(1, "She writes at ", 740),
            marked(2, "example.org", 740, left=160, role="Link"),
            marked(3, ", and goes", 740, left=240),
            "/Artifact BMC " + line("foot", 30) + " EMC",
        ]
    ),
    "\n".join(
        [
            marked(0, "on. ", 760),
            marked(1, "Fleiss", 760, left=100, role="Span"),
            marked(2, "o", 740, role="Lbl"),
            marked(3, "an item that is divi\\255", 740, left=90, role="LBody"),
            marked(4, "ded in two", 720, left=90, role="LBody"),
            "/Figure << /MCID 5 >> BDC 0 0 9 9 re f EMC",
        ]
    ),
]
OBJECTS = {
    30: element("Document", "[31 0 R 32 0 R 35 0 R 39 0 R]"),
    31: element("H1", "0"),
    32: element("P", "[1 33 0 R 3 << /Type /MCR /MCID 0 /Pg 11 0 R >> 34 0 R]"),
    33: element("Link", "[2 << /Type /OBJR /Obj 50 0 R >>]"),
    34: element("Span", "1", "/Lang (de) /ActualText (Flei\\337)", page=11),
    35: element("L", "[36 0 R]"),
    36: element("LI", "[37 0 R 38 0 R]"),
    37: element("Lbl", "2", page=11),
    38: element("Point", "[3 4]", page=11),
    39: element("Figure", "5", "/Alt (A square)", page=11),
    50: LINK,
}
TREE = "/K [30 0 R] /RoleMap << /Point /LBody >>"


def document(**changes: Any) -> bytes:
    objects = {**OBJECTS, **changes.pop("objects", {})}
    wanted = {"streams": STREAMS, "tree": TREE, "page": "/Annots [50 0 R]", **changes}
    return written_pdf(objects=objects, **wanted)


def printed(data: bytes) -> str:
    return "\n".join(reading_lines(read_text(data)))


def messages(data: bytes) -> list[str]:
    return [f"{one.severity}: {one.message}" for one in findings(read_text(data))]


PRINTED = """\
-- page 1
Ada Example
She writes at example.org , and goes
foot
-- page 2
on. Fleiss
o an item that is divi\\u00ad
ded in two
-- structure
Document
  H1: Ada Example
  P
    : She writes at
    Link <https://example.org/>: example.org
    : , and goes on.
    Span [language de] [read as "Fleiß"]: Fleiss
  L
    LI
      Lbl: o
      LBody (Point): an item that is divided in two
  Figure [alternative "A square"]"""

SPOKEN = """\
Ada Example
She writes at example.org , and goes on. Fleiß
o an item that is divided in two
A square"""


def test_a_document_as_a_program_reads_it() -> None:
    assert printed(document()).splitlines() == PRINTED.splitlines()
    assert messages(document()) == []


def test_the_text_of_the_tree() -> None:
    tree = read_text(document()).tree
    assert tree is not None
    assert tree_text(tree).splitlines() == SPOKEN.splitlines()


def test_a_document_that_is_not_tagged() -> None:
    data = written_pdf([line("Some text")])
    assert printed(data).splitlines() == [
        "-- page 1",
        "Some text",
        "-- structure",
        "not tagged: there is no structure tree",
    ]
    assert messages(data) == ["warning: not tagged: a screen reader has to guess what is a heading, a list or a link"]


def test_a_hyphen_at_the_end_of_a_line_is_the_one_that_was_written() -> None:
    """PDFium removes both, but a hyphen and a soft hyphen differ in meaning."""
    data = written_pdf([line("Fine-", 700) + line("tuning, divi\\255", 680) + line("ded words", 660)])
    assert read_text(data).pages == ("Fine-\ntuning, divi\u00ad\nded words",)


def test_what_steers_a_terminal_is_shown_by_its_number() -> None:
    data = document(objects={39: element("Figure", "5", "/Alt <FEFF001B005B00330031006D>", page=11)})
    assert 'Figure [alternative "\\u001b[31m"]' in printed(data)


LINE_ENDS = [
    # text, result without spaces in the file, with them
    ("one\ntwo", "one two", "one two"),
    ("one \ntwo", "one two", "one two"),
    ("di\u00ad\nvided", "di\u00advided", "di\u00advided"),
    ("Fine-\ntuning", "Fine-tuning", "Fine-tuning"),
    ("a -\nb", "a - b", "a -b"),
    ("example.org/\na", "example.org/ a", "example.org/a"),
    ("2019–\n2021", "2019– 2021", "2019–2021"),
    ("Street 1,\nBerlin", "Street 1, Berlin", "Street 1, Berlin"),
    ("漢字\n漢字", "漢字漢字", "漢字漢字"),
]


@pytest.mark.parametrize(("text", "plain", "spaced"), LINE_ENDS)
def test_the_end_of_a_line_is_a_space_but_within_a_word(text: str, plain: str, spaced: str) -> None:
    assert [without_line_ends(text, is_spaced=False), without_line_ends(text, is_spaced=True)] == [
        plain,
        spaced,
    ]


@pytest.mark.parametrize(
    ("end", "wanted"),
    [(" ", "one two three, see example.org/ada"), ("", "one two three, see example.org/ ada")],
)
def test_a_file_that_writes_its_spaces_is_taken_at_its_word(end: str, wanted: str) -> None:
    lines = [f"one{end}", f"two{end}", "three, see example.org/", "ada"]
    shown = "".join(line(text, 700 - 20 * place) for place, text in enumerate(lines))
    data = written_pdf([f"/P << /MCID 0 >> BDC {shown} EMC"], tree="/K 30 0 R", objects={30: element("P", "0")})
    tree = read_text(data).tree
    assert tree is not None
    assert tree_text(tree) == wanted


FORM = "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >>"


def test_text_in_forms_belongs_to_the_content_where_they_are_drawn() -> None:
    objects = {30: element("P", "0"), 90: stream_object(line("drawn by a form"), FORM)}
    data = written_pdf(["/P << /MCID 0 >> BDC /X Do EMC"], tree="/K 30 0 R", objects=objects)
    assert printed(data).splitlines()[-1] == "P: drawn by a form"
    assert messages(data) == []


def test_forms_may_have_marked_content_of_their_own() -> None:
    reference = "<< /Type /MCR /MCID 7 /Stm 90 0 R /Pg 10 0 R >>"
    objects = {30: element("P", reference), 90: stream_object(marked(7, "its own"), FORM)}
    data = written_pdf(["/X Do"], tree="/K 30 0 R", objects=objects)
    assert printed(data).splitlines()[-1] == "P: its own"
    assert messages(data) == []


def test_words_for_what_is_only_drawn() -> None:
    stream = (
        marked(0, "see")
        + "/Span << /MCID 1 /ActualText (the arrow) >> BDC 200 700 9 9 re f EMC"
        + marked(2, "here", 680)
    )
    data = written_pdf([stream], tree="/K 30 0 R", objects={30: element("P", "[0 1 2]")})
    assert printed(data).splitlines()[-1].split() == ["P:", "see", "the", "arrow", "here"]


RUN_TOGETHER = "Thisisatextwhosewordsarenotapartandthatnobodycanreadthereforeoraloud"

FINDINGS = [
    (
        {"catalog": "/ViewerPreferences << /DisplayDocTitle true >>"},
        "warning: the document does not state its language: screen readers read it aloud in their own",
    ),
    ({"title": ""}, "warning: the document has no title"),
    ({"catalog": "/Lang (en)"}, "warning: viewers show the file's name instead of the title"),
    (
        {"font": "<< /Type /Font /Subtype /Type0 /BaseFont /Odd /Encoding /Identity-H /DescendantFonts [91 0 R] >>"},
        "warning: 47 of 47 characters in the font Odd have no Unicode: programs have to guess their text",
    ),
    (
        {"streams": [*STREAMS, "/Artifact BMC " + line(RUN_TOGETHER) + " EMC"]},
        "warning: page 3: words run together: 'Thisisatextwhosewordsarenotapartandthat…'",
    ),
    (
        {"streams": [*STREAMS, "/Artifact BMC " + line("\\200\\200\\201") + " EMC"]},
        "warning: 3 characters without meaning to other programs (U+E000, U+FFFD): first on page 3",
    ),
    ({"objects": {31: element("H2", "0")}}, "warning: the first heading is H2: 'Ada Example'"),
    (
        {"objects": {36: element("H3", "[37 0 R 38 0 R]")}},
        "warning: a heading H3 follows H1: 'o an item that is divided in two'",
    ),
    ({"objects": {39: element("Figure", "5", page=11)}}, "warning: 1 figure without alternative text"),
    (
        {"objects": {33: element("Link", "2")}},
        "warning: a link is not in the structure tree: page 1, https://example.org/ (and 1 more)",
    ),
    (
        {
            "objects": {
                33: element("Link", "<< /Type /OBJR /Obj 50 0 R >>"),
                32: element("P", "[1 2 33 0 R 3 << /Type /MCR /MCID 0 /Pg 11 0 R >> 34 0 R]"),
            }
        },
        "warning: a link has no text: https://example.org/",
    ),
    (
        {"streams": [*STREAMS, line("left alone")]},
        "warning: text is neither in an element nor an artifact: screen readers skip it: page 3, 'left alone'",
    ),
    (
        {"streams": [*STREAMS, marked(0, "left alone")]},
        "warning: text is marked, but missing from the structure tree: page 3, 'left alone'",
    ),
    (
        {"streams": [*STREAMS, "0 0 9 9 re f"]},
        "warning: 1 drawing neither in an element nor an artifact: first on page 3",
    ),
]
CID_FONT = (
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Odd /DW 500"
    " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
)


@pytest.mark.parametrize(("faults", "message"), FINDINGS, ids=[message[:60] for _, message in FINDINGS])
def test_a_fault_is_reported(faults: dict[str, Any], message: str) -> None:
    objects = {**faults.get("objects", {}), 91: CID_FONT}
    assert message in messages(document(**{**faults, "objects": objects}))
    assert message not in messages(document())


def test_pages_without_text() -> None:
    assert "warning: no page has any text: programs that read the file get nothing" in messages(
        written_pdf(["0 0 9 9 re f"])
    )


LONG = [
    "https://example.org/" + "abcdefghij" * 6,
    "abc-123.4567" * 8,
    "漢字かな交じり文" * 12,
    "Rindfleischetikettierungsueberwachungsaufgabe",
]


@pytest.mark.parametrize("text", LONG)
def test_what_is_long_and_no_words_run_together(text: str) -> None:
    assert findings(replace(read_text(document()), pages=(text,))) == ()


def test_a_link_may_be_described_by_its_annotation_alone() -> None:
    icon = {
        33: element("Link", "<< /Type /OBJR /Obj 50 0 R >>"),
        32: element("P", "[1 2 33 0 R 3 << /Type /MCR /MCID 0 /Pg 11 0 R >> 34 0 R]"),
        50: LINK.replace("/Rect", "/Contents (the home page) /Rect"),
    }
    assert messages(document(objects=icon)) == []

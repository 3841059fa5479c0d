"""Word documents: what a reader of the file gets, and the XML that makes Word show it."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import gradient, saved
from word import EVERY_FORM, HOSTILE, LOOK, W, manuscript, text, written

from cvtex.emit.blocks import (
    BlockContent,
    Contact,
    Entry,
    Heading,
    Name,
    Numbered,
    Paragraph,
    Point,
    Role,
    Titled,
)
from cvtex.emit.docx.writer import DocxWriter
from cvtex.model.design import BASE, Design, Fonts, merged
from cvtex.model.layout import Layout, Margins
from cvtex.model.located import built_in
from cvtex.model.picture import Picture
from cvtex.model.running import PAGE, PAGES, RunningLine, RunningLines
from cvtex.text.richtext import InLanguage, LineBreak, Link, Math, NoBreak, RichText, Styled
from cvtex.value import replace
from cvtex.verify.docx import read_docx
from cvtex.verify.text import broken_promises, missing_texts


def lines(*contents: BlockContent) -> list[str]:
    return read_docx(written(*contents)).text.split("\n")


def body(data: bytes) -> Any:
    return docx.Document(BytesIO(data)).element.body


def style_names(data: bytes) -> list[str]:
    return [str(one.style.name) for one in docx.Document(BytesIO(data)).paragraphs if one.style is not None]


def test_a_reader_gets_the_words_of_every_block_in_order() -> None:
    assert read_docx(written(*EVERY_FORM)).text.split("\n") == [
        "Prof. Ada Example (née Before)",
        "Professor of Examples",
        "Berlin\u00a0 · \u00a0ada@example.org",
        "Updated May 2026",
        "Data",
        "Nationality",
        "British",
        "Born",
        "1815",
        "",
        "Work",
        "University Berlin",
        "Professor 2019\u00a0–\u00a0present",
        "Research: Frogs",
        "Green frogs",
        "Prizes",
        "1. Prize\u20021st place 2020",
        "2. Project 2019–2022",
        "University",
        "On frogs.",
        "A point below",
        "Other 2018",
        "University",
        "Languages: Python",
        "Papers1",
        "Articles",
        "2. Example\u00a0A (2020). Frogs",
        "1. Other B and Example A (2019). Toads",
        "1 In full",
        "Referees",
        "Prof. A",
        "Univ",
        "Prof. B",
        "Univ",
        "",
        "Prof. C",
        "",
    ]


def test_promises_are_kept_and_broken_ones_are_found() -> None:
    source = manuscript(*EVERY_FORM)
    promises = DocxWriter().promises(source)
    texts, names = ([(one.text, one.span) for one in found] for found in (promises.texts, promises.own_names))
    read = read_docx(DocxWriter().write(source).data)
    assert promises.links == {"mailto:ada@example.org", "https://example.org/%C3%BC?a=1&b=2"}
    assert [name for name, _ in names] == ["Example A", "Example A"]
    assert [*broken_promises(read, texts, promises.links, names)] == []

    changed = replace(
        read,
        text=read.text.replace("Frogs", "Newts").replace("1815", "1816"),
        links=frozenset({"https://else.org"}),
        bold=(*(read.bold or ())[:-4], "Prof. A"),
    )
    assert [one.message for one in broken_promises(changed, texts, promises.links, names)] == [
        "'1815' is missing from the output",
        "'Frogs' is missing from the output",
        "'Example A (2020). Frogs' is missing from the output",
        "the link to https://example.org/%C3%BC?a=1&b=2 is missing from the output",
        "the link to mailto:ada@example.org is missing from the output",
        "the output links to https://else.org, which was not written",
        "'Example A' is missing from the output, in bold",
    ]


def test_what_word_would_repair_is_found() -> None:
    data = written(*EVERY_FORM)

    def changed(name: str, old: str, new: str) -> tuple[str, ...]:
        out = BytesIO()
        with ZipFile(BytesIO(data)) as file, ZipFile(out, "w") as other:
            for one in file.namelist():
                text = file.read(one)
                other.writestr(one, text.replace(old.encode(), new.encode()) if one == name else text)
        return read_docx(out.getvalue()).problems

    assert read_docx(data).problems == ()
    assert changed("word/styles.xml", '"Contact"', '"Contacts"') == ("there is no style 'Contact' in the document",)
    assert changed("word/_rels/document.xml.rels", '"link1"', '"other"') == (
        "there is no link 'link1' in the document",
    )
    assert changed("word/numbering.xml", 'numId="3"', 'numId="99"') == ("there is no list '3' in the document",)
    (problem,) = changed("word/document.xml", "</w:r>", "</w:p>")
    assert problem.startswith("this is not a Word document: mismatched tag: line ")
    assert read_docx(b"").problems == ("this is not a Word document: File is not a zip file",)


def test_styles_are_those_of_word() -> None:
    assert style_names(written(*EVERY_FORM)) == [
        "Title",
        "Subtitle",
        "Contact",
        "Note",
        "Heading 1",
        "Gap",
        "Heading 1",
        "Heading 2",
        "Role",
        "List Bullet",
        "List Bullet 2",
        "Heading 1",
        "List Number",
        "List Number",
        "List Continue",
        "List Continue",
        "List Bullet",
        "List",
        "List Continue",
        "List",
        "Heading 1",
        "Heading 2",
        "List Number",
        "List Number",
        "footnote text",
        "Heading 1",
        "Gap",
        "Gap",
    ]


@pytest.mark.parametrize(
    ("labels", "lists"),
    [
        # One list that counts; and one for each number that does not follow the last.
        (["1.", "2.", "3."], 1),
        (["3.", "2.", "1."], 3),
        (["1.", "2.", "1.", "2."], 2),
        (["J2", "J1", "C1", "C2"], 3),
        (["1.", "A1", "2.", "A2"], 2),
        # Labels that are no numbers are text.
        (["2021", "n.d.", "100%1.", "0.", "٣.", f"{'J' * 31}1"], 0),
    ],
)
def test_numbers_are_lists_of_word_in_every_mode(labels: list[str], lists: int) -> None:
    data = written(*(Numbered(text(label), text("work")) for label in labels))
    assert read_docx(data).text.split("\n") == [f"{label} work" for label in labels]
    found = {number.get(f"{W}val") for number in body(data).iter(f"{W}numId")}
    assert len(found) == lists


def test_own_years_stand_once_and_works_below_them_are_aligned() -> None:
    works = Numbered(text("2021"), text("one")), Numbered((), text("two"), is_aligned=True), Numbered((), text("three"))
    assert lines(*works) == ["2021 one", " two", "three"]
    assert style_names(written(*works)) == ["Labelled Item", "Labelled Item", "List"]


def test_texts_cannot_break_the_file() -> None:
    data = written(Paragraph(text(HOSTILE)), Heading("section", text(HOSTILE)))
    wanted = "ab <script>alert('&')</script> ]]> <![CDATA[ dcba %1 &amp; {x}"
    assert read_docx(data).text.split("\n") == [wanted, wanted]
    assert [one.text for one in docx.Document(BytesIO(data)).paragraphs] == [wanted, wanted]
    promises = DocxWriter().promises(manuscript(Paragraph(text(HOSTILE))))
    assert [one.text for one in promises.texts] == [wanted]


@pytest.mark.slow
@given(st.lists(st.text(min_size=1), min_size=40, max_size=40))
@settings(max_examples=8, deadline=None)
def test_any_text_comes_back(strings: list[str]) -> None:
    contents = [Entry(text(one), (Styled("emphasis", text(one)),), (NoBreak(text(one)),)) for one in strings]
    source = manuscript(*contents)
    promised = [(one.text, one.span) for one in DocxWriter().promises(source).texts]
    data = DocxWriter().write(source).data
    assert [*missing_texts(read_docx(data).text, promised)] == []
    assert len(docx.Document(BytesIO(data)).paragraphs) == len(strings)


def test_languages_and_directions_of_runs() -> None:
    words: RichText = (
        "On ",
        InLanguage("he", text("שלום 12")),
        ", ",
        InLanguage("ja", text("日本語")),
        " und ",
        InLanguage("de", text("Frösche")),
        LineBreak(),
        Math("x^2", "x²"),
    )
    data = written(Paragraph(words))
    runs = [
        (
            "".join(piece.text for piece in run.iter(f"{W}t")),
            run.find(f"{W}rPr/{W}rtl") is not None,
            {
                key.removeprefix(W): value
                for lang in run.findall(f"{W}rPr/{W}lang")
                for key, value in lang.attrib.items()
            },
        )
        for run in body(data).iter(f"{W}r")
    ]
    assert runs == [
        ("On ", False, {}),
        ("שלום 12", True, {"val": "he", "bidi": "he"}),
        (", ", False, {}),
        ("日本語", False, {"val": "ja", "eastAsia": "ja"}),
        (" und ", False, {}),
        ("Frösche", False, {"val": "de"}),
        ("", False, {}),
        ("x", False, {}),
        ("2", False, {}),
    ]
    assert 'w:lang w:val="en-GB"' in part(data, "word/styles.xml")


@pytest.mark.parametrize(
    ("tex", "shown", "wanted"),
    [
        ("x^2", "x²", [("x", "i"), ("2", "vertAlign"), (".", "")]),
        (r"u_b = C\tau_b^{m+1}", "u_b = Cτ_bᵐ⁺¹",
         [("u", "i"), ("b", "i vertAlign"), (" = ", ""), ("C", "i"), ("τ", "i"),
          ("b", "i vertAlign"), ("m", "i vertAlign"), ("+1", "vertAlign"), (".", "")]),
        (r"H_0 = 70^{\circ}", "H₀ = 70°", [("H", "i"), ("0", "vertAlign"), (" = 70°", ""), (".", "")]),
        # What lines of text cannot show is in one line, as in the text of the PDF.
        (r"\frac{a}{b}", "a/b", [("a/b.", "")]),
    ],
)  # fmt: skip
def test_formulas_are_letters_with_scripts(tex: str, shown: str, wanted: list[tuple[str, str]]) -> None:
    source = manuscript(Paragraph((Math(tex, shown), ".")))
    found = [
        (
            "".join(piece.text for piece in run.iter(f"{W}t")).replace("\u00a0", " "),
            " ".join(one.tag.removeprefix(W) for one in run.find(f"{W}rPr") if not one.tag.endswith("Cs"))
            if run.find(f"{W}rPr") is not None else "",
        )
        for run in body(DocxWriter().write(source).data).iter(f"{W}r")
    ]  # fmt: skip
    assert found == wanted
    assert [one.text for one in DocxWriter().promises(source).texts] == ["".join(text for text, _ in wanted)]


def test_dates_may_stand_first() -> None:
    design = merged(BASE, Design(dates="left"))
    source = manuscript(*EVERY_FORM, look=replace(LOOK, design=design))
    promises = DocxWriter().promises(source)
    read = read_docx(DocxWriter().write(source).data)
    texts = [(one.text, one.span) for one in promises.texts]
    assert [*missing_texts(read.text, texts)] == []
    found = read.text.split("\n")
    assert found[11:16] == ["University Berlin", "2019 – present Professor", "Research: Frogs", "Green frogs", "Prizes"]
    assert found[16:18] == ["1. Prize\u20021st place 2020", "2. Project 2019–2022"]
    assert found[21:23] == ["2018 Other", "University"]


def test_what_belongs_together_stays_on_a_page() -> None:
    data = written(
        Role(text("Professor"), text("2020")),
        Role(text("Lecturer"), text("2010")),
        Point((), text("one")),
        Titled(text("Project"), text("2001"), text("details"), text("text")),
        Point((), text("two")),
        Entry(text("Prize"), (), text("2000")),
    )
    joined = [
        "".join(piece.text for piece in paragraph.iter(f"{W}t"))
        for paragraph in body(data).iter(f"{W}p")
        if paragraph.find(f"{W}pPr/{W}keepNext") is not None
    ]
    assert joined == ["Lecturer2010", "Project2001", "details", "text"]


def test_dates_have_room() -> None:
    """Dates go to a line of their own where the text before them may leave no room, and are not broken."""
    head = "A prize with a name that takes most of a line, but not all of it"
    found = lines(
        Entry(text("Prize"), (), text("18 May 2024")),
        Entry(text(head), text("for a rather long book about ponds"), text("18 May 2024")),
    )
    assert found == [
        "Prize 18\u00a0May\u00a02024",
        f"{head}\u2002for a rather long book about ponds  18\u00a0May\u00a02024",
    ]


def test_contact_details_are_not_broken() -> None:
    details = (
        "Institute of Long Names, University of Somewhere, 12345 Elsewhere",
        "someone@example.org",
        "www.example.org/of/me",
    )
    short = (text("+49 30 1"), text("a@example.org"))
    for lines, wanted in (
        (short, ["+49 30 1\u00a0 · \u00a0a@example.org"]),
        (tuple(map(text, details)), [details[0] + "\u00a0 · \u00a0" + details[1], details[2]]),
    ):
        assert read_docx(written(Contact(lines, ("",) * len(lines)))).text.split("\n") == wanted


def test_texts_from_right_to_left() -> None:
    """Sentences that begin so run so, with their signs; dates after a Hebrew name do not."""
    data = written(
        Point((), text("ראש מעבדת FrogNet 2.0 (מאז 2012).")),
        Role((Styled("emphasis", text("מרצה")),), text("2014 – 2019")),
        Paragraph(text("On frogs: שלום.")),
        Numbered((), (NoBreak(text("כהן מ")), " (2020). ", Styled("emphasis", text("תרביץ")), " 12")),
    )
    found = [
        (
            paragraph.find(f"{W}pPr/{W}bidi") is not None,
            [
                ("".join(piece.text for piece in run.iter(f"{W}t")), run.find(f"{W}rPr/{W}rtl") is not None)
                for run in paragraph.iter(f"{W}r")
            ],
        )
        for paragraph in body(data).iter(f"{W}p")
    ]
    assert found == [
        (True, [("ראש מעבדת ", True), ("FrogNet 2.0", False), (" (מאז 2012).", True)]),
        (False, [("מרצה", True), ("", False), ("\u200e", False), ("2014\u00a0–\u00a02019", False)]),
        (False, [("On frogs: ", False), ("שלום", True), (".", False)]),
        (
            False,
            [
                ("כהן\u00a0מ", True),
                ("\u200e", False),
                (" (2020). ", False),
                ("תרביץ", True),
                ("\u200e", False),
                (" 12", False),
            ],
        ),
    ]
    assert read_docx(data).text.endswith("\nכהן\u00a0מ (2020). תרביץ 12")
    slanted = {
        element.get(f"{W}val", "1")
        for run in body(data).iter(f"{W}r")
        if run.find(f"{W}rPr/{W}rtl") is not None
        for element in run.iter(f"{W}i", f"{W}iCs")
    }
    assert slanted == {"0"}


def test_east_asian_texts_have_a_font_of_their_language() -> None:
    def fonts(element: Any) -> list[str]:
        return [one.get(f"{W}eastAsia") for one in element.iter(f"{W}rFonts") if one.get(f"{W}eastAsia")]

    def styles(language: str) -> list[str]:
        data = written(Name((), text("王小明"), ()), look=replace(LOOK, language=language))
        return fonts(docx.Document(BytesIO(data)).styles.element)[:2]

    assert styles("zh-CN") == ["SimSun", "Microsoft YaHei"]
    assert styles("zh-TW") == ["PMingLiU", "Microsoft JhengHei"]
    assert styles("ja") == ["Yu Mincho", "Yu Gothic"]
    assert styles("en") == []
    inside = written(Paragraph(("On ", InLanguage("ko", text("개구리")))))
    assert fonts(body(inside)) == ["Batang"]


def part(data: bytes, name: str) -> str:
    with ZipFile(BytesIO(data)) as file:
        return file.read(name).decode()


def test_pages_are_those_of_the_design() -> None:
    asked = Layout(Margins(72, 72, 72, 72), family="arial")
    design = merged(BASE, Design(fonts=Fonts(text=built_in("EB Garamond"), headings=built_in("My Own Sans"))))
    for look, size, left, fonts in (
        (replace(LOOK, design=design), (595, 842), 62, ("Garamond", "My Own Sans")),
        (replace(LOOK, paper="letter", layout=asked), (612, 792), 72, ("Arial", "Arial")),
    ):
        data = written(Name((), text("Ada"), ()), look=look)
        document = docx.Document(BytesIO(data))
        section = document.sections[0]
        assert section.page_width is not None
        assert section.page_height is not None
        assert section.left_margin is not None
        assert (round(section.page_width.pt), round(section.page_height.pt)) == size
        assert round(section.left_margin.pt) == left
        assert document.styles["Title"].font.name == fonts[1]
        assert f'w:ascii="{fonts[0]}"' in part(data, "word/styles.xml")


def test_links_can_be_read_on_the_band_of_a_header() -> None:
    contact = Contact(((Link("https://example.org", text("example.org")),),), ("",))
    below = Paragraph((Link("https://example.org", text("here")),))
    for has_band, styles in ((True, ["BandHyperlink", "Hyperlink"]), (False, ["Hyperlink", "Hyperlink"])):
        data = written(contact, below, look=replace(LOOK, design=merged(BASE, Design(header_band=has_band))))
        assert [style.get(f"{W}val") for style in body(data).iter(f"{W}rStyle")] == styles
    styles_of = docx.Document(BytesIO(data)).styles
    assert [str(styles_of[name].font.color.rgb) for name in ("Hyperlink", "Band Hyperlink")] == ["1C3866", "FFFFFF"]


def test_running_lines_have_fields() -> None:
    head = RunningLine(text("CV"), (), ("page ", PAGE))
    foot = RunningLine(text("Ada"), (), (PAGE, " / ", PAGES))
    data = written(Paragraph(text("x")), running=RunningLines(head, foot))
    section = docx.Document(BytesIO(data)).sections[0]
    assert section.different_first_page_header_footer
    shown = [
        [*(piece.get(f"{W}instr") or piece.text for piece in place.part.element.iter(f"{W}t", f"{W}fldSimple"))]
        for place in (section.first_page_header, section.header, section.first_page_footer, section.footer)
    ]
    of_foot = ["Ada", "PAGE", "1", " / ", "NUMPAGES", "1"]
    assert shown == [[], ["CV", "page ", "PAGE", "1"], of_foot, of_foot]


def test_metadata_are_those_of_the_cv() -> None:
    found = docx.Document(BytesIO(written(Paragraph(text("x"))))).core_properties
    assert (found.title, found.author, found.keywords) == ("Ada Example – CV", "Ada Example", "frogs, toads")
    assert (found.language, found.comments) == ("en-GB", "")
    assert found.created is not None
    assert f"{found.created:%Y-%m-%d}" == "2001-09-09"


def test_the_photograph_has_its_description() -> None:
    photo = Picture("png", 70, 90, 3, data=saved(gradient(), "PNG"))
    data = written(*EVERY_FORM, look=replace(LOOK, photo=photo))
    assert re.findall(r'descr="([^"]*)"', part(data, "word/document.xml")) == ["Ada in front of a wall"]
    with ZipFile(BytesIO(data)) as file:
        assert file.read("word/media/image1.png") == photo.data


def test_links_are_as_the_rules_want_them() -> None:
    source = manuscript(Paragraph((Link("https://example.org/a", text("here")), ".")))
    for links, wanted in (
        ("allowed", ("here.", {"https://example.org/a"})),
        ("visible", ("here (example.org/a).", {"https://example.org/a"})),
        ("printed", ("here (example.org/a).", set())),
        ("none", ("here.", set())),
    ):
        found = read_docx(DocxWriter().write(replace(source, links=links)).data)
        assert (found.text, set(found.links or ())) == wanted


def test_the_same_input_gives_the_same_bytes() -> None:
    assert written(*EVERY_FORM) == written(*EVERY_FORM)
    with ZipFile(BytesIO(written(*EVERY_FORM))) as file:
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_thousands_of_items_have_numbers_of_their_own() -> None:
    count = 2005
    data = written(*(Numbered(text(f"{number}."), text("work")) for number in range(count, 0, -1)))
    found = read_docx(data).text.split("\n")
    assert (found[0], found[-1], len(found)) == ("2005. work", "1. work", count)
    # Word cannot hold more lists: the other labels are text.
    styles = [style.get(f"{W}val") for style in body(data).iter(f"{W}pStyle")]
    assert styles == ["ListNumber"] * 2000 + ["LabelledItem"] * 5

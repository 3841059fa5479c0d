"""Word documents -> CVs. The documents are made here, of the parts that a word processor writes."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

import pytest
from pictures import gradient, saved

from cvtex.check.cv import check_cv
from cvtex.diagnostics import Checked
from cvtex.importers.imported import SourceFile
from cvtex.importers.importing import ImportedFiles, import_files
from cvtex.read.yaml import read_yaml

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
STYLES = (
    f"<w:styles {NAMESPACES}>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Liste"><w:name w:val="List Bullet"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    "</w:styles>"
)
PNG = saved(gradient(), "PNG")


def runs(text: str, properties: str = "") -> str:
    """Tabs and line ends are elements of their own."""
    inner = escape(text).replace("\t", "</w:t><w:tab/><w:t>").replace("\n", "</w:t><w:br/><w:t>")
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{inner}</w:t></w:r>"


def paragraph(content: str, style: str = "", properties: str = "") -> str:
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    content = content if content.startswith("<") else runs(content)
    return f"<w:p><w:pPr>{style}{properties}</w:pPr>{content}</w:p>"


def heading(text: str) -> str:
    return paragraph(text, "berschrift1")


def point(text: str, depth: int = 0) -> str:
    return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="2"/></w:numPr>')


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{one}</w:tr>' for one in cells)}</w:tbl>"


def document(*body: str, relations: str = "", **parts: str | bytes) -> bytes:
    """`parts`: names without `word/`, with `_` for the dot."""
    named = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{''.join(body)}</w:body></w:document>",
        "word/styles.xml": STYLES,
        "word/_rels/document.xml.rels": f"<Relationships>{relations}</Relationships>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in (named | {f"word/{name.replace('_', '.')}": data for name, data in parts.items()}).items():
            package.writestr(name, data)
    return file.getvalue()


def imported(data: bytes) -> Checked[ImportedFiles | None]:
    return import_files([SourceFile("cv.docx", data)])


def cv_of(*body: str, **parts: str) -> str:
    """The CV, which the program accepts; every word is placed."""
    read = imported(document(*body, **parts))
    assert read.value is not None, read.diagnostics
    assert [one.said.text for one in read.value.coverage.missing] == []
    text = read.value.files["cv.yaml"].decode()
    node = read_yaml("cv.yaml", text.encode()).value
    assert node
    assert [one for one in check_cv(node).diagnostics if one.is_error] == []
    return text.partition("sections:\n")[2] if "Lovelace" not in "".join(body) else text


def test_the_head_is_the_owner() -> None:
    cv = cv_of(
        paragraph("Dr. Ada Lovelace", "Titel"),
        paragraph("ada@engines.example | +44 20 0000 0000"),
        heading("Education"),
        paragraph("PhD in Physics, University of London\t2019"),
    )
    assert "title: Dr.\n  name: Ada Lovelace\n" in cv
    assert 'email: ada@engines.example\n    phone: "+44 20 0000 0000"' in cv


def test_a_tab_parts_the_dates_and_styles_are_known_in_all_languages_of_word() -> None:
    assert cv_of(
        heading("Berufserfahrung"),
        paragraph(runs("Professorin", "<w:b/>") + runs("\t2019 – heute")),
        paragraph("Universität Wien"),
        point("Leitung des Labors"),
        point("Aufbau der Werkstatt", 1),
        heading("Sprachen"),
        paragraph("Deutsch: Muttersprache"),
    ) == (
        "  # cv.docx, line 1\n"
        "  berufserfahrung:\n"
        "    kind: positions\n"
        "    title: Berufserfahrung\n"
        "    items:\n"
        "      - employer: Universität Wien\n"
        "        roles:\n"
        "          - title: Professorin\n"
        "            dates: 2019 – heute\n"
        "            points:\n"
        "              - text: Leitung des Labors\n"
        "                points:\n"
        "                  - Aufbau der Werkstatt\n"
        "\n"
        "  # cv.docx, line 6\n"
        "  sprachen:\n"
        "    kind: languages\n"
        "    title: Sprachen\n"
        "    items:\n"
        "      - language: Deutsch\n"
        "        level: Muttersprache\n"
    )  # fmt: skip


def test_a_table_has_dates_in_a_column() -> None:
    cv = cv_of(
        heading("Awards"),
        table(("2019", "Medal for Engines"), ("2015", "Prize of the Society")),
    )
    assert "      - title: Medal for Engines\n        date: 2019\n" in cv
    assert "      - title: Prize of the Society\n        date: 2015\n" in cv


def test_bold_lines_that_are_known_as_titles_show_what_headings_look_like() -> None:
    cv = cv_of(
        paragraph(runs("SKILLS", "<w:b/>")),
        paragraph("Computing: Python, Rust"),
        paragraph(runs("AVALANCHES", "<w:b/>")),
        paragraph("Seen from afar."),
        paragraph(runs("LANGUAGES", "<w:b/>")),
        paragraph("English: native"),
    )
    assert [line for line in cv.splitlines() if "    title:" in line and line.index("t") == 4] == [
        "    title: SKILLS", "    title: AVALANCHES", "    title: LANGUAGES"
    ]  # fmt: skip


def test_links_are_kept_and_not_followed() -> None:
    cv = cv_of(
        heading("Projects"),
        paragraph('<w:hyperlink r:id="a"><w:r><w:t>The Engine</w:t></w:r></w:hyperlink>'),
        paragraph(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            '<w:r><w:instrText> HYPERLINK "https://mill.example" </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>The Mill</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        ),
        relations='<Relationship Id="a" Target="https://engine.example" TargetMode="External"/>',
    )
    assert "name: The Engine\n        url: https://engine.example\n" in cv
    assert "name: The Mill\n        url: https://mill.example\n" in cv


def test_footnotes_text_boxes_and_heads_of_pages_are_read() -> None:
    box = f"<w:txbxContent>{paragraph('ada@engines.example')}</w:txbxContent>"
    note = paragraph("Of brass.")
    cv = cv_of(
        paragraph(f"<w:r><w:pict>{box}</w:pict></w:r>"),
        heading("Profile"),
        paragraph("<w:r><w:t>I build engines.</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r>"),
        footnotes_xml=f"<w:footnotes {NAMESPACES}><w:footnote w:id='2'>{note}</w:footnote></w:footnotes>",
        header1_xml=f"<w:hdr {NAMESPACES}>{paragraph('Ada Lovelace')}</w:hdr>",
    )
    assert "text: I build engines.^[Of brass.]" in cv


def test_what_was_deleted_or_is_hidden_is_not_read() -> None:
    cv = cv_of(
        heading("Profile"),
        paragraph(
            "<w:r><w:t>I build engines.</w:t></w:r>"
            "<w:del><w:r><w:delText>I burn mills.</w:delText></w:r></w:del>"
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Secret.</w:t></w:r>"
        ),
    )
    assert "mills" not in cv
    assert "Secret" not in cv


def test_the_photograph_is_taken_along() -> None:
    picture = (
        '<w:r><w:drawing><wp:inline><wp:extent cx="1080000" cy="1440000"/><a:blip r:embed="p"/></wp:inline>'
        "</w:drawing></w:r>"
    )
    data = document(
        paragraph("Ada Lovelace", "Titel"),
        paragraph(picture),
        relations='<Relationship Id="p" Target="media/image1.png"/>',
        **{"media/image1_png": PNG},
    )
    read = imported(data).value
    assert read
    assert read.files["photo.png"] == PNG
    assert "photo: photo.png" in read.files["cv.yaml"].decode()


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04 and nothing more", "this Word document is cut off or broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "this is a .doc, or a document with a password"),
        (document(numbering_xml="")[:-40], "this Word document is cut off or broken"),
        (document("<w:p>" * 300 + "</w:p>" * 300), "the part word/document.xml is too deep or too large for a CV"),
        (document(styles_xml=b" " * 31_000_000), "the part word/styles.xml has more than 30 MB, too much for a CV"),
        (
            document(footnotes_xml=b"<x/>" + b" " * 16_000_000, endnotes_xml=b"<x/>" + b" " * 16_000_000),
            "the document has more than 30 MB of XML, too much for a CV",
        ),
        (document(paragraph("word " * 500_000)), "more than 2,000,000 letters are too many for a CV"),
        (document("<w:p/>" * 5_001), "more than 5,000 paragraphs are too many for a CV"),
        (document(footnotes_xml=f"{BOMB}<x>&b;</x>"), "the part word/footnotes.xml declares a document type, as no"),
        (document(footnotes_xml="<x>"), "the part word/footnotes.xml is no XML: no element found, line 1"),
    ],
    ids=["no-zip", "old", "cut-off", "deep", "large", "large-parts", "letters", "paragraphs", "entities", "no-xml"],
)
def test_a_hostile_document_is_told(data: bytes, message: str) -> None:
    read = imported(data)
    assert read.value is None
    (diagnostic,) = read.diagnostics
    assert diagnostic.message.startswith(message)


def test_a_bold_title_before_hundreds_of_dates() -> None:
    dates = "2001 " * 600
    cv = cv_of(heading("Experience"), paragraph(runs("Engineer ", "<w:b/>") + runs(dates)))
    assert cv.count("2001") >= 600


# Attributes of Word that are numbers.
NUMBERED = (
    '<w:pPr><w:outlineLvl w:val="N"/><w:numPr><w:ilvl w:val="N"/><w:numId w:val="N"/></w:numPr><w:ind w:left="N"/>'
    '<w:tabs><w:tab w:val="left" w:pos="N"/></w:tabs></w:pPr>'
    '<w:r><w:rPr><w:sz w:val="N"/><w:b w:val="N"/></w:rPr><w:t>I build engines.</w:t></w:r>'
    '<w:r><w:drawing><wp:inline><wp:extent cx="N" cy="N"/><a:blip r:embed="p"/></wp:inline></w:drawing></w:r>'
)


@pytest.mark.parametrize("number", ["", "²", "9" * 5000, "-1", "1.5", "٣", "x"], ids=lambda one: ascii(one[:4]))
def test_a_number_that_is_none_does_no_harm(number: str) -> None:
    numbered = NUMBERED.replace("N", number)
    styles = STYLES.replace('w:val="heading 1"/>', f'w:val="heading 1"/>{numbered}').replace(
        'numId w:val="1"', f'numId w:val="{number}"'
    )
    cv = cv_of(
        heading("Profile"),
        f"<w:p>{numbered}</w:p>",
        styles_xml=styles,
        relations='<Relationship Id="p" Target="media/image1.png"/>',
    )
    assert "I build engines." in cv


def test_a_document_of_another_program_is_told() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("content.xml", "<x/>")
    (diagnostic,) = imported(file.getvalue()).diagnostics
    assert (diagnostic.message, diagnostic.hint) == ("this is no Word document", "save it as .docx")

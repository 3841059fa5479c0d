"""Both parsers, ours and pypdf for foreign files, find the same facts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from written_pdf import element, marked, written_pdf

from cvtex.pdf.facts import (
    ContentReference,
    Font,
    Link,
    ObjectReference,
    PdfObjects,
    StructureElement,
    StructureTree,
    read_facts,
    read_link,
    read_structure_tree,
)
from cvtex.pdf.file import PdfFile
from cvtex.pdf.foreign import ForeignFile

PARSERS = pytest.mark.parametrize("parser", [PdfFile, ForeignFile])
Parser = Callable[[bytes], PdfObjects]
BOX = (10, 20.5, 30, 40)

LINKS = [
    (
        "<</Type/Annot/Subtype/Link/Rect[30 20.5 10 40]/A<</S/URI/URI(https://example.org/a_\\(b\\))>>>>",
        "https://example.org/a_(b)",
        BOX,
    ),
    ("<</Rect 101 0 R/A 102 0 R>>", "https://example.org", BOX),
    ("<</Subtype/Link/Contents(/Rect[0 0 0 0])/Rect [ 10 20.5 30 40 ] >>", "", BOX),
    ("<</Subtype/Link/Rect[1 2 3]>>", "", None),
    ("<</Subtype/Link/Rect[1 2 3 /x]>>", "", None),
]


@PARSERS
@pytest.mark.parametrize(("annotation", "address", "box"), LINKS)
def test_a_link_says_where_it_is_and_leads(
    parser: Parser, annotation: str, address: str, box: tuple[float, ...] | None
) -> None:
    objects = {100: annotation, 101: "[10 20.5 30 40]", 102: "<</S/URI/URI(https://example.org)>>"}
    (link,) = read_facts(parser(written_pdf([""], page="/Annots [100 0 R]", objects=objects))).links
    assert (link.page, link.number, link.address, link.box) == (1, 100, address, box)


@pytest.mark.parametrize("annotation", [{"Subtype": b"Link"}, {}, [1], None, 5])
def test_what_is_not_a_link(annotation: object) -> None:
    assert read_link(PdfFile(written_pdf([""])), 1, annotation) is None  # type: ignore[arg-type]


@PARSERS
def test_what_a_tagged_file_says_of_itself(parser: Parser) -> None:
    objects = {
        30: element("Document", "[31 0 R 32 0 R 33 0 R]"),
        31: element("H1", "0", "/Lang (de) /ActualText <FEFF00DC>"),
        32: element("Point", "[<</Type/MCR/MCID 1/Pg 10 0 R/Stm 90 0 R>> <</Type/OBJR/Obj 50 0 R>>]", page=None),
        33: element("Figure", "[]", "/Alt () /E (all of it)"),
        50: "<</Subtype/Link/Contents(here)/Rect[0 0 9 9]/Dest(x)>>",
    }
    data = written_pdf(
        [marked(0, "Words")], tree="/K 30 0 R /RoleMap <</Point/LBody>>", page="/Annots [50 0 R]", objects=objects
    )
    facts = read_facts(parser(data))
    assert (facts.title, facts.language, facts.shows_title) == ("A letter", "en", True)
    assert facts.fonts == (Font("Helvetica", is_embedded=False, has_unicode=True),)
    assert facts.links == (Link(1, 50, "", "here", (0, 0, 9, 9)),)
    assert read_structure_tree(parser(data)) == StructureTree(
        (
            StructureElement(
                "Document",
                kids=(
                    StructureElement("H1", language="de", actual="Ü", kids=(ContentReference(1, 0),)),
                    StructureElement("LBody", "Point", kids=(ContentReference(1, 1, 90), ObjectReference(50))),
                    StructureElement("Figure", alternative="", expansion="all of it"),
                ),
            ),
        )
    )


FONTS = [
    # the entries of a font                                                 its fact
    (
        "/Subtype/Type1/BaseFont/ABCDEF+Heros/FontDescriptor <</FontFile3 6 0 R>>",
        Font("Heros", is_embedded=True, has_unicode=False),
    ),
    ("/Subtype/Type3/ToUnicode 6 0 R", Font("Type3", is_embedded=True, has_unicode=True)),
    (
        "/Subtype/Type0/BaseFont/Odd/DescendantFonts[<</FontDescriptor <</FontFile2 6 0 R>>>>]",
        Font("Odd", is_embedded=True, has_unicode=False),
    ),
    ("/Subtype/TrueType/BaseFont/Bare/FontDescriptor 99 0 R", Font("Bare", is_embedded=False, has_unicode=False)),
    ("/BaseFont 7", Font("", is_embedded=False, has_unicode=False)),
]


@PARSERS
@pytest.mark.parametrize(("entries", "font"), FONTS)
def test_a_font_says_its_name_and_whether_it_is_whole(parser: Parser, entries: str, font: Font) -> None:
    assert read_facts(parser(written_pdf([""], font=f"<</Type/Font{entries}>>"))).fonts == (font,)


@PARSERS
def test_fonts_of_forms_count(parser: Parser) -> None:
    resources = "<</Font <</G <</BaseFont/Inner>>>>/XObject <</X 90 0 R>>>>"
    form = f"<</Subtype/Form/Resources {resources}/Length 0>>\nstream\n\nendstream"
    assert [font.name for font in read_facts(parser(written_pdf([""], objects={90: form}))).fonts] == [
        "Helvetica",
        "Inner",
    ]

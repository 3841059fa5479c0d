"""Rules of WordprocessingML whose breach makes Word repair a file or refuse it: orders of elements, and references."""

from __future__ import annotations

from io import BytesIO
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

import pytest
from pictures import gradient, saved
from word import EVERY_FORM, HOSTILE, LOOK, W, manuscript, text

from cvtex.emit.blocks import Contact, FootnoteText, Header, Heading, Headline, Name, Numbered, Paragraph, Point, Row
from cvtex.emit.docx.writer import DocxWriter
from cvtex.emit.writer import Look
from cvtex.model.design import BASE, Design, merged
from cvtex.model.picture import Picture
from cvtex.model.running import PAGE, PAGES, RunningLine, RunningLines
from cvtex.text.richtext import InLanguage, Link, Math, Styled
from cvtex.value import replace

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# ECMA-376, part 1, annex A: what stands in these elements, in this order.
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
    " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd"
    " snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
    " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid"
    " vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd vertAlign rtl cs em lang",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing"
    " tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "p": "pPr r hyperlink fldSimple",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "num": "abstractNumId lvlOverride",
    "numbering": "abstractNum num",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked"
    " pPr rPr tblPr",
    "pBdr": "top left bottom right between bar",
    "styles": "docDefaults latentStyles style",
    "settings": "zoom autoHyphenation characterSpacingControl compat themeFontLang",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid",
}  # fmt: skip
# Runs, links and fields stand in any order, as do the rows of a table and references to headers and footers.
MIXED = {"p": {"r", "hyperlink", "fldSimple"}, "sectPr": {"headerReference", "footerReference"}}
OTHER_FORMS = (
    Header(
        Name(text("د."), text("ليلى حداد"), ()),
        Headline(()),
        Contact((text("一"), (Link("https://example.org/%22<>&", text("<here>")),)), ("", "")),
        text('A "picture" <b>'),
    ),
    Heading("part", text("Part")),
    Heading("section", text(HOSTILE)),
    Paragraph((Math("x_1^2", "x₁²"), InLanguage("ja", text("日本語")), Styled("code", text(HOSTILE)))),
    Point(text("שלום"), text("עולם 12"), 7, is_below_number=True),
    Numbered(text("1."), text("one")),
    Row(text(HOSTILE), ()),
    FootnoteText(text("1"), text("last")),
)
DESIGNS = (
    Design(),
    Design(dates="left", headings="band", header="center", header_band=True, links="underline", bullets="none"),
    Design(headings="caps", small_caps=True, name_accent=True, justify=False, items="airy", bullets="square"),
)


@pytest.mark.parametrize("design", DESIGNS)
def test_elements_stand_in_their_order_and_refer_to_what_is_there(design: Design) -> None:
    photo = Picture("png", 70, 90, 3, data=saved(gradient(), "PNG"))
    look: Look = replace(LOOK, design=merged(BASE, design), photo=photo)
    running = RunningLines(
        RunningLine(text("CV"), (), (PAGE,)), RunningLine((), (Link("https://a.org", (PAGES,)),), ())
    )
    data = DocxWriter().write(manuscript(*EVERY_FORM, *OTHER_FORMS, look=look, running=running)).data
    with ZipFile(BytesIO(data)) as file:
        parts = {name: fromstring(file.read(name)) for name in file.namelist() if name.endswith((".xml", ".rels"))}
    styles = {one.get(f"{W}styleId") for one in parts["word/styles.xml"]}
    lists = {one.get(f"{W}numId") for one in parts["word/numbering.xml"].findall(f"{W}num")}
    for name, root in parts.items():
        targets = {one.get("Id") for one in parts.get(f"word/_rels/{name.removeprefix('word/')}.rels", ())}
        for element in root.iter():
            assert in_order(element) == [], (name, element.tag)
            kind, value = element.tag.removeprefix(W), element.get(f"{W}val")
            if kind in {"pStyle", "rStyle", "basedOn", "next"}:
                assert value in styles
            if kind == "numId":
                assert value in lists
            for key in (f"{R}id", f"{R}embed"):
                assert element.get(key) is None or element.get(key) in targets


def in_order(element: Element) -> list[str]:
    """The children of an element that stand in a wrong place; unknown ones are such."""
    name = element.tag.removeprefix(W)
    if name not in ORDERS:
        return []
    order = {kind: place for place, kind in enumerate(ORDERS[name].split())}
    order |= dict.fromkeys(MIXED.get(name, ()), 1)
    kinds = [child.tag.removeprefix(W) for child in element]
    wrong = [kind for kind in kinds if kind not in order]
    places = [order[kind] for kind in kinds if kind in order]
    return wrong or [kind for kind, left, right in zip(kinds[1:], places, places[1:], strict=False) if left > right]

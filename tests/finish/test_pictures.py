"""A page with pictures -> figures and artifacts."""

from __future__ import annotations

import pytest

from cvtex.finish.pages import tag_pages
from cvtex.finish.read_page import read_page
from cvtex.finish.tree import StructureNode
from cvtex.model.element import Element
from cvtex.pdf.content import Drawing, read_events
from cvtex.pdf.values import UnsoundPdfError

FIGURE = Element("Figure", "Portrait of Ada Example", language="en")
HEADER = Element("Div", "", parts=(FIGURE,))
IMAGE = b"q 85 0 0 113 400 650 cm /Im1 Do Q"


def tagged(stream: bytes, *elements: Element) -> tuple[bytes, StructureNode]:
    (page,), tree = tag_pages((stream,), (read_page(stream, {}),), elements)
    return page.data, tree.document()


def test_a_picture_in_its_part_is_a_figure_with_its_place() -> None:
    data, document = tagged(b"/CVX <</I 1>> DP /CVP MP " + IMAGE + b" /CVQ MP /CVE <</I 1>> DP", HEADER)
    assert data.split() == b"q 85 0 0 113 400 650 cm /Figure <</MCID 0>> BDC /Im1 Do EMC Q".split()
    (header,) = (kid for kid in document.kids if isinstance(kid, StructureNode))
    (figure,) = (kid for kid in header.kids if isinstance(kid, StructureNode))
    assert (header.role, figure.role, figure.language) == ("Div", "Figure", "en")
    assert (figure.alternative, figure.box) == ("Portrait of Ada Example", (400, 650, 485, 763))


def test_a_picture_anywhere_else_is_an_artifact() -> None:
    data, _ = tagged(b"/CVX <</I 1>> DP " + IMAGE + b" /CVE <</I 1>> DP", Element("P", "Text"))
    assert b"/Artifact BMC /Im1 Do EMC" in data
    assert b"MCID" not in data


def test_more_parts_than_the_document_has_are_an_error() -> None:
    stream = b"/CVX <</I 1>> DP /CVP MP /CVQ MP /CVP MP " + IMAGE + b" /CVQ MP /CVE <</I 1>> DP"
    with pytest.raises(UnsoundPdfError):
        tagged(stream, HEADER)


@pytest.mark.parametrize(
    ("matrices", "box"),
    [
        (b"10 0 0 20 30 40 cm", (30, 40, 40, 60)),
        (b"1 0 0 1 5 6 cm 10 0 0 20 0 0 cm", (5, 6, 15, 26)),
        (b"10 0 0 -20 30 40 cm", (30, 20, 40, 40)),
        (b"0 10 -20 0 30 40 cm", (10, 40, 30, 50)),
    ],
)
def test_the_place_of_a_picture(matrices: bytes, box: tuple[float, ...]) -> None:
    (drawing,) = read_events(b"q " + matrices + b" /X Do Q", {})
    assert isinstance(drawing, Drawing)
    assert drawing.box == box


@pytest.mark.parametrize("stream", [b"1 cm", b"Do", b"BT /F1 Tm ET", b"BDC", b"q " * 200, b"/F1 1 2 TL TD"])
def test_malformed_operators_are_reported(stream: bytes) -> None:
    """A local theme may write anything."""
    with pytest.raises(UnsoundPdfError):
        read_events(stream, {})

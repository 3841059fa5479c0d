"""A link's annotation as TeX wrote it -> where it is and leads, and what is added to it."""

from __future__ import annotations

import pytest
from written_pdf import written_pdf

from cvtex.finish.link_annotations import LinkAnnotation, read_annotation
from cvtex.pdf.file import PdfFile
from cvtex.pdf.values import Reference, UnsoundPdfError

PLACE = Reference(100)


def read(annotation: str, **objects: str) -> LinkAnnotation:
    numbered = {int(name[1:]): text for name, text in objects.items()}
    return read_annotation(PdfFile(written_pdf([""], objects={100: annotation, **numbered})), PLACE, PLACE)


@pytest.mark.parametrize(
    ("annotation", "address"),
    [
        (
            "<</Type/Annot/Rect[30 20.5 10 40]/A<</S/URI/URI(https://example.org/a_\\(b\\))>>>>",
            "https://example.org/a_(b)",
        ),
        ("<</Rect 101 0 R/A 102 0 R>>", "https://example.org"),
        (
            "<</Contents(/Rect[0 0 0 0]/A<</URI(no)>>)/A<</URI(https://example.org/Rect[1 2 3 4])>>/Rect [ 10 20.5 30 40 ] >>",
            "https://example.org/Rect[1 2 3 4]",
        ),
        ("<</Rect[10 20.5 30 40]/Dest(here)>>", ""),
    ],
)
def test_where_it_is_and_leads(annotation: str, address: str) -> None:
    found = read(annotation, _101="[10 20.5 30 40]", _102="<</S/URI/URI(https://example.org)>>")
    assert (found.box, found.address) == ((10, 20.5, 30, 40), address)


def test_what_is_added_stands_in_the_place_of_what_was_there() -> None:
    found = read("<</Rect[1 2 3 4]/Contents(old)/H/I>>").with_entries({"Contents": b"new (one)", "StructParent": 7})
    assert found.entries == {"Rect": [1, 2, 3, 4], "Contents": b"new (one)", "H": "I", "StructParent": 7}


@pytest.mark.parametrize("annotation", ["<</Rect[1 2 3]>>", "<<>>", "[1]", "<</Rect[1 2 3 /x]>>"])
def test_what_is_none(annotation: str) -> None:
    with pytest.raises(UnsoundPdfError):
        read(annotation)

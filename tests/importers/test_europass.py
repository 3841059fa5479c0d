"""The PDF of Europass's editor has the XML attached of which it was made."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest

from cvtex.importers.imported import SourceFile
from cvtex.importers.importing import import_files

SOURCE = Path(__file__).parents[1] / "documents" / "imports" / "europass" / "posts" / "source.xml"


def pdf_with(name: str, data: bytes) -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    writer.add_attachment(name, data)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def test_the_xml_in_a_pdf_is_read() -> None:
    imported = import_files([SourceFile("cv.pdf", pdf_with("attachment.xml", SOURCE.read_bytes()))]).value
    alone = import_files([SourceFile("cv.xml", SOURCE.read_bytes())]).value
    assert imported is not None
    assert alone is not None
    lines = imported.files["cv.yaml"].decode().splitlines()
    assert "          - title: Head" in lines
    assert [one for one in lines if "#" not in one] == [
        one for one in alone.files["cv.yaml"].decode().splitlines() if "#" not in one
    ]


@pytest.mark.parametrize(
    ("name", "data"),
    [("invoice.xml", b"<Invoice><Total>3</Total></Invoice>"), ("notes.txt", b"<Candidate>")],
    ids=["other-xml", "text"],
)
def test_other_attachments_are_left_alone(name: str, data: bytes) -> None:
    found = import_files([SourceFile("cv.pdf", pdf_with(name, data))])
    assert found.value is None
    assert [one.message for one in found.diagnostics] == ["this PDF has no text"]

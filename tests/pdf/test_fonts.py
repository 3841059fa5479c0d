"""A font of a page -> widths and Unicode text."""

from __future__ import annotations

import pytest
from written_pdf import line, written_pdf

from cvtex.pdf.file import PdfFile
from cvtex.pdf.fonts import StreamFont, StreamFonts, fonts_of
from cvtex.pdf.values import UnsoundPdfError


def read(font: str) -> StreamFont:
    file = PdfFile(written_pdf([line("Ada")], font=font))
    (page,) = file.pages()
    return StreamFonts(file).named(fonts_of(file, page))["F"]


def test_every_code_has_a_width_and_a_text() -> None:
    font = read("<< /Type /Font /Subtype /Type1 /FirstChar 65 /Widths [600 650.5] /ToUnicode 6 0 R >>")
    assert [font.width(code) for code in (b"A", b"AB", b"C", b"\xff")] == [600, 1250.5, 0, 0]
    assert [font.text(code) for code in (b"\xad", b"\x80\x81", b"A")] == ["\u00ad", "\ue000\ufffd", ""]


def test_a_font_with_codes_of_two_bytes_is_not_pdftexs() -> None:
    with pytest.raises(UnsoundPdfError, match="more than one byte"):
        read("<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [] >>")

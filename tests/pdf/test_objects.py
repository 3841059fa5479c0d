"""PDF objects: source <-> values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdf_objects import OBJECTS

from cvtex.pdf.parsing import parse
from cvtex.pdf.values import Name, Object, Reference, Stream, UnsoundPdfError, compressed_stream, from_text, to_text
from cvtex.pdf.writing import serialize


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (b"true", True),
        (b" null ", None),
        (b"42", 42),
        (b"-.5", -0.5),
        (b"595.276", 595.276),
        (b"12 0 R", Reference(12)),
        (b"[12 0 R 12 0 12]", [Reference(12), 12, 0, 12]),
        (b"/Type/Page", Name("Type")),
        (b"/A#20B", Name("A B")),
        (b"(a (b) \\(c\\) \\101\\\nd)", b"a (b) (c) Ad"),
        (b"<48 65 6>", b"He`"),
        (b"%x\n\0<4865>", b"He"),
        (b"<</K[1 2]/P 3 0 R % a remark\n/N null>>", {"K": [1, 2], "P": Reference(3)}),
        (b"<< /Inner << /Deep [[ ]] >> >>", {"Inner": {"Deep": [[]]}}),
    ],
)
def test_what_is_written_is_read(text: bytes, value: Object) -> None:
    assert parse(text)[0] == value


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[1 2",
        b"<<1 2>>",
        b"<</A 1",
        b"[1>>",
        b"(open",
        b"]",
        b"nul",
        b"[" * 60,
        b"<</A>>",
        b"<4x>",
        b"%" * 500,
        b"9" * 5000,
    ],
)
def test_what_is_no_object(text: bytes) -> None:
    with pytest.raises(UnsoundPdfError):
        parse(text)


@given(OBJECTS)
def test_every_object_is_read_as_it_was(value: Object) -> None:
    text = serialize(value)
    assert parse(text) == (value, len(text))


@given(st.text())
def test_every_text_is_read_as_it_was(text: str) -> None:
    assert to_text(from_text(text)) == text.encode("utf-16-be", "replace").decode("utf-16-be")


def test_texts_of_other_programs() -> None:
    assert to_text(b"caf\xe9 \x84\xa0") == "café —€"
    assert to_text(b"\xef\xbb\xbfcaf\xc3\xa9") == "café"


def test_streams() -> None:
    assert compressed_stream(b"abc").data == b"abc"
    assert Stream({}, b"abc").data == b"abc"
    for wrong in (
        Stream({"Filter": Name("LZWDecode")}, b"abc"),
        Stream({"Filter": Name("FlateDecode")}, b"abc"),
    ):
        with pytest.raises(UnsoundPdfError):
            _ = wrong.data

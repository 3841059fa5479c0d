"""Streams by TeX and `finish` -> texts by marked content and by block."""

from __future__ import annotations

import pytest

from cvtex.pdf.fonts import StreamFont
from cvtex.pdf.values import UnsoundPdfError
from cvtex.verify.stream_text import read_page_texts, texts_of_blocks

FONT = StreamFont(dict.fromkeys(range(256), 500), {code: chr(code) for code in range(256)} | {0x1C: "ffi"})
FONTS = {"F1": FONT}


@pytest.mark.parametrize(
    ("stream", "contents", "blocks"),
    [
        (b"/H1 <</MCID 0>> BDC BT /F1 9.5 Tf 1 0 Td [(A)-20(da)]TJ ET EMC", {0: "Ada"}, {}),
        (rb"/P <</MCID 7>> BDC /F1 10 Tf (a \(b\) \\ \101) Tj <4142> Tj EMC", {7: "a (b) \\ AAB"}, {}),
        (b"/F1 10 Tf /P <</MCID 0>> BDC [<411C>]TJ EMC", {0: "Affi"}, {}),
        # Content without MCID belongs to the enclosing one; artifacts have no text.
        (
            b"/F1 10 Tf /P <</MCID 0>> BDC /Span<</ActualText<FEFF010D>>>BDC (c) Tj EMC (d) Tj EMC",
            {0: "čd"},
            {},
        ),
        (
            (
                b"/F1 10 Tf /P <</MCID 0>> BDC (a) Tj"
                b" /Span<</ActualText<FEFF221A0078>>>BDC (#) Tj /F1 7 Tf [(x)]TJ EMC (b) Tj EMC"
            ),
            {0: "a√xb"},
            {},
        ),
        (
            b"/F1 10 Tf /CVX <</I 1>> DP /Span<</ActualText<FEFFD835DD24>>>BDC (g) Tj EMC (h) Tj /CVE <</I 1>> DP",
            {},
            {1: "𝔤h"},
        ),
        (
            b"/F1 10 Tf /P <</MCID 0>> BDC (a) Tj EMC /Artifact BMC (3) Tj EMC /P <</MCID 1>> BDC (b) Tj EMC",
            {0: "a", 1: "b"},
            {},
        ),
        # As TeX writes it: blocks between marks, and the footer, which is not a block.
        (
            b"/F1 10 Tf /CVX <</I 3>> DP (a) Tj /CVE <</I 3>> DP (lost) Tj /CVA MP (foot) Tj /CVZ MP",
            {},
            {3: "a"},
        ),
        (
            b"/F1 10 Tf /CVX <</I 3>> DP (a) Tj /CVA MP (foot) Tj /CVZ MP (b) Tj /CVE <</I 3>> DP",
            {},
            {3: "ab"},
        ),
    ],
)
def test_what_a_stream_says(stream: bytes, contents: dict[int, str], blocks: dict[int, str]) -> None:
    found = read_page_texts(stream, FONTS)
    assert (found.contents, texts_of_blocks([found])) == (contents, blocks)


def test_a_block_goes_on_over_a_pages_end() -> None:
    streams = (
        b"/CVX <</I 1>> DP /F1 10 Tf (a) Tj",
        b"/F1 10 Tf (b) Tj",
        b"/F1 10 Tf (c) Tj /CVE <</I 1>> DP (lost) Tj",
        b"/F1 10 Tf (lost) Tj",
    )
    assert texts_of_blocks(read_page_texts(stream, FONTS) for stream in streams) == {1: "abc"}


def test_right_to_left_words_at_the_top_of_a_page_are_no_part_of_the_block_that_goes_on() -> None:
    streams = (
        b"/CVX <</I 1>> DP /F1 10 Tf (a) Tj",
        b"/CVA MP /CVT <</N 1/T <05D0>>> DP /F1 10 Tf (g) Tj /CVU MP /CVZ MP (b) Tj /CVE <</I 1>> DP",
    )
    assert texts_of_blocks(read_page_texts(stream, FONTS) for stream in streams) == {1: "ab"}


def test_a_font_that_is_not_there() -> None:
    with pytest.raises(UnsoundPdfError, match="unknown font"):
        read_page_texts(b"/F9 10 Tf (a) Tj", FONTS)

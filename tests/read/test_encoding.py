"""Decoding source files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvtex.diagnostics import Span
from cvtex.read.encoding import decode


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param("Öberg".encode(), "Öberg", id="utf-8"),
        pytest.param("Öberg".encode("utf-8-sig"), "Öberg", id="byte order mark"),
        pytest.param("Öberg".encode("utf-16"), "Öberg", id="utf-16 with its mark"),
        pytest.param("@book{Öberg}".encode("utf-16-be"), "@book{Öberg}", id="utf-16 without a mark"),
        pytest.param(b"one\r\ntwo\rthree\n", "one\ntwo\nthree\n", id="line ends of all systems"),
        pytest.param("one\u2028two\x85three".encode(), "one two three", id="line ends that editors do not show"),
        pytest.param("نمی\u200cخواهم".encode(), "نمی\u200cخواهم", id="a joiner where it is spelling"),
    ],
)
def test_text_without_warnings(data: bytes, text: str) -> None:
    checked = decode("a.bib", data)
    assert checked.value == text
    assert checked.diagnostics == ()


def test_a_line_that_is_not_utf_8_is_windows_1252_and_the_others_are_not() -> None:
    data = "Öberg\n".encode() + "Ærø – x\n".encode("cp1252") + "Åse\n".encode() + b"\xe6\n"
    checked = decode("a.bib", data)
    assert checked.value == "Öberg\nÆrø – x\nÅse\næ\n"
    (only,) = checked.diagnostics
    assert only.span == Span("a.bib", 2, 1)
    assert only.message == "not UTF-8: this line is read as Windows-1252 (Latin-1), and so are 1 more"


def test_the_column_of_a_bad_byte_counts_characters() -> None:
    (only,) = decode("a.bib", "Öberg ".encode() + b"\xe6").diagnostics
    assert only.span == Span("a.bib", 1, 7)


@pytest.mark.parametrize("hidden", ["\u200b", "\u202e", "\ufeff", "\u00ad", "\x00", "\x92", "\u200d"])
def test_invisible_characters_are_removed_with_one_warning(hidden: str) -> None:
    checked = decode("a.bib", f"Gold\nGins{hidden}burg{hidden}\n".encode())
    assert checked.value == "Gold\nGinsburg\n"
    (only,) = checked.diagnostics
    assert only.span == Span("a.bib", 2, 5)
    assert only.message == f"invisible character U+{ord(hidden):04X} removed (2 in this file)"


@given(st.binary(max_size=300))
def test_any_bytes_become_text_with_plain_line_ends(data: bytes) -> None:
    text = decode("a.bib", data).value
    assert "\r" not in text
    # Python and editors agree on lines, and therefore on line numbers.
    assert text.splitlines() == text.removesuffix("\n").split("\n") or not text

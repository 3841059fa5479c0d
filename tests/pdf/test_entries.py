"""Dictionaries as they are written -> their entries, as they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdf_objects import NAMES, OBJECTS

from cvtex.pdf.entries import entries_of, written_entries
from cvtex.pdf.parsing import parse
from cvtex.pdf.values import Object, UnsoundPdfError
from cvtex.pdf.writing import written


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        (b"<<>>", {}),
        (b" << /A /B >> ", {"A": b"/B"}),
        (b"<</Rect[1 2.5 -3 .4]/F 4>>", {"Rect": b"[1 2.5 -3 .4]", "F": b"4"}),
        (b"<</P 12 0 R/Q 12 % 0 R\n/R true>>", {"P": b"12 0 R", "Q": b"12", "R": b"true"}),
        (
            b"<</A<</S/URI/URI(a\\)/Rect[0 0 0 0])>>/B(/Rect[ (and) ])>>",
            {"A": b"<</S/URI/URI(a\\)/Rect[0 0 0 0])>>", "B": b"(/Rect[ (and) ])"},
        ),
        (b"<</A[[1][2]]/B<</C<</D 1>>>>/E<FEFF>>>", {"A": b"[[1][2]]", "B": b"<</C<</D 1>>>>", "E": b"<FEFF>"}),
        (b"<</A#20B 1/N null/N 2/M null>>", {"A B": b"1", "N": b"2"}),
        (b"<</Empty//Next[]/Last()>>", {"Empty": b"/", "Next": b"[]", "Last": b"()"}),
    ],
)
def test_entries_stand_as_they_are_written(text: bytes, entries: dict[str, bytes]) -> None:
    assert entries_of(text) == entries
    assert entries_of(b"%d" % 7 + text, 1) == entries


@given(st.dictionaries(NAMES, OBJECTS, max_size=6))
def test_each_entry_is_what_it_is_in_the_whole(value: dict[str, Object]) -> None:
    entries = entries_of(written(value))
    assert {name: parse(entry)[0] for name, entry in entries.items()} == value
    assert parse(written_entries(entries)) == (value, len(written_entries(entries)))


@pytest.mark.parametrize(
    "text",
    [b"", b"[1]", b"<</A 1", b"<<1 2>>", b"<</A>>", b"<</A(open>>", b"<</A[1>>", b"<</A 1]", b"<</A" + b"[" * 60],
)
def test_what_is_no_dictionary(text: bytes) -> None:
    with pytest.raises(UnsoundPdfError):
        entries_of(text)

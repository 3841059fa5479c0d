"""Rich texts of a source -> their pieces."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvtex.diagnostics import Span
from cvtex.importers.documents.words import Words
from cvtex.text.richtext import Footnote, InLanguage, Inline, Link, NoBreak, RichText, Styled

COMMA = re.compile(r",\s+")


def words(*text: Inline) -> Words:
    return Words(text, Span("cv.docx"))


def bold(*text: Inline) -> Styled:
    return Styled("strong", text)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (("one, two, three",), [("one",), ("two",), ("three",)]),
        # A separator within brackets or quotation marks, and one that ends them.
        (("one (a, b), two",), [("one (a, b)",), ("two",)]),
        (("„one, two“, three",), [("„one, two“",), ("three",)]),
        (("one (a, b, two",), [("one (a, b, two",)]),
        # Styles and links go on in each piece.
        ((bold("one, two"), ", three"), [(bold("one"),), (bold("two"),), ("three",)]),
        (("one", bold(", two, "), "three"), [("one",), (bold("two"),), ("three",)]),
        ((Link("u", (bold("a"), ", b")),), [(Link("u", (bold("a"),)),), (Link("u", ("b",)),)]),
        # A footnote stays with what is before it, or after it where a piece begins.
        (("one", Footnote(("x",)), ", two"), [("one", Footnote(("x",))), ("two",)]),
        (("one, ", Footnote(("x",)), "two"), [("one",), (Footnote(("x",)), "two")]),
        (("one", ",", Footnote(("x",)), " two"), [("one", Footnote(("x",))), ("two",)]),
        ((", one, , ",), [("one",)]),
        ((), []),
    ],
)
def test_pieces(text: RichText, pieces: list[RichText]) -> None:
    assert [one.text for one in words(*text).pieces(COMMA)] == pieces


def inlines(inner: st.SearchStrategy[RichText]) -> st.SearchStrategy[RichText]:
    return st.one_of(
        inner.map(lambda content: (bold(*content),)),
        inner.map(lambda content: (Link("u", content),)),
        inner.map(lambda content: (NoBreak(content),)),
        inner.map(lambda content: (InLanguage("de", content),)),
        st.tuples(inner, inner).map(lambda pair: (*pair[0], *pair[1])),
    )


TEXTS = st.recursive(st.text("a, ", min_size=1, max_size=6).map(lambda text: (text,)), inlines, max_leaves=8)


@given(TEXTS)
def test_each_piece_is_the_part_between_two_separators(text: RichText) -> None:
    whole = words(*text)
    pieces = whole.pieces(COMMA)
    bounds = [0, *(at for match in COMMA.finditer(whole.plain) for at in match.span()), len(whole.plain)]
    parts = [whole.part(start, end) for start, end in zip(bounds[::2], bounds[1::2], strict=True)]
    assert [one.said().text for one in pieces] == [one.said().text for one in parts if one]

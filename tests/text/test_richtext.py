"""The rich text tree."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvtex.cite.backend import from_pybtex, to_pybtex
from cvtex.text.math import formula
from cvtex.text.richtext import (
    Inline,
    LineBreak,
    Link,
    Math,
    NoBreak,
    RichText,
    Styled,
    counted_types,
    fill_counts,
    join,
    links,
    map_strings,
    merge_strings,
    on_one_line,
    plain,
    strings,
)

TEXT: RichText = (
    "One ",
    Styled("emphasis", ("two ", Styled("strong", ("three",)))),
    Link("https://x.org", (" four", Link("https://y.org", ("!",)))),
    Math("x^2", "x²"),
    Styled("code", ("five",)),
    NoBreak((" six",)),
)


def test_line_breaks_are_blanks_or_what_is_asked_for() -> None:
    text: RichText = ("one", Styled("emphasis", (LineBreak(), "two")), LineBreak(), Math("x", "x"))
    assert plain(text) == "one two x"
    assert plain(text, "\n") == "one\ntwo\nx"
    assert on_one_line(text, ", ") == ("one", Styled("emphasis", (", two",)), ", ", Math("x", "x"))


def test_plain_text_strings_and_links() -> None:
    assert plain(TEXT) == "One two three four!x²five six"
    assert list(strings(TEXT)) == ["One ", "two ", "three", " four", "!", "five", " six"]
    assert [link.url for link in links(TEXT)] == ["https://x.org", "https://y.org"]


def test_code_and_math_keep_their_strings() -> None:
    assert plain(map_strings(TEXT, str.upper)) == "ONE TWO THREE FOUR!x²five SIX"


@pytest.mark.parametrize(
    ("parts", "joined"),
    [
        ([], ()),
        ([(), ("a",), ()], ("a",)),
        ([("a",), (), ("b",), ("c",)], ("a, b, c",)),
        ([("a",), (Math("x", "x"),)], ("a, ", Math("x", "x"))),
    ],
)
def test_join(parts: list[RichText], joined: RichText) -> None:
    assert join(parts, (", ",)) == joined


NODES: st.SearchStrategy[Inline] = st.recursive(
    st.text("ab .,", max_size=4) | st.text("xy", min_size=1, max_size=3).map(formula),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        .map(tuple)
        .flatmap(
            lambda content: st.sampled_from(
                [
                    Styled("emphasis", content),
                    Styled("strong", content),
                    Styled("code", content),
                    Styled("superscript", content),
                    Styled("subscript", content),
                    Styled("small-caps", content),
                    Styled("owner", content),
                    Link("https://x.org", content),
                    NoBreak(content),
                ]
            )
        )
    ),
    max_leaves=6,
)
TEXTS = st.lists(NODES, max_size=4).map(tuple)


@given(TEXTS)
def test_merging_strings_changes_no_text(text: RichText) -> None:
    merged = merge_strings(text)
    assert plain(merged) == plain(text)
    assert merge_strings(merged) == merged
    assert not any(isinstance(a, str) and isinstance(b, str) for a, b in pairwise(merged))


@given(TEXTS)
def test_a_text_comes_out_of_pybtex_as_it_went_in(text: RichText) -> None:
    assert plain(from_pybtex(to_pybtex(text))) == plain(text)
    # pybtex joins neighbouring links to the same address.
    assert targets(from_pybtex(to_pybtex(text))) == targets(text)


def targets(text: RichText) -> set[str]:
    return {link.url for link in links(text) if plain(link.content)}


@pytest.mark.parametrize(
    "node", [node for node in TEXT if not isinstance(node, str)] + [Styled("owner", (NoBreak(("A",)),))]
)
def test_each_role_survives_pybtex(node: Inline) -> None:
    assert from_pybtex(to_pybtex((node,))) == (node,)


COUNTS = {"": 50, "article": 20}

CASES: list[tuple[RichText, list[str], RichText]] = [
    (
        ("{count} works, {count:article} of them articles",),
        ["", "article"],
        ("50 works, 20 of them articles",),
    ),
    ((Styled("strong", ("{count:book} books",)),), ["book"], (Styled("strong", ("0 books",)),)),
    (("{counts} and {count:} and { count }",), [], ("{counts} and {count:} and { count }",)),
    ((Styled("code", ("{count}",)),), [""], (Styled("code", ("{count}",)),)),
]


@pytest.mark.parametrize(("text", "asked", "filled"), CASES)
def test_counts(text: RichText, asked: list[str], filled: RichText) -> None:
    assert list(counted_types(text)) == asked
    assert fill_counts(text, COUNTS) == filled

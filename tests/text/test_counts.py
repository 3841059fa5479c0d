"""Numbers of works in running text."""

from __future__ import annotations

import pytest

from cvtex.text.richtext import RichText, Styled, counted_types, fill_counts

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

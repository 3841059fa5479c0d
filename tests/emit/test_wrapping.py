"""Plain text in lines of a given width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvtex.diagnostics import Span, column_width
from cvtex.emit.text.wrapping import wrapped
from cvtex.verify.text import missing_texts


@pytest.mark.parametrize(
    ("line", "width", "expected"),
    [
        ("- one two three", 10, ["- one two", "  three"]),
        ("  - one two three", 12, ["  - one two", "  three"]),
        ("- averylongword now", 10, ["- averylongword", "  now"]),
        ("see https://example.org/a/long/address now", 12, ["see", "  https://example.org/a/long/address", "  now"]),
        ("1\u00a0000 EUR and 2\u00a0000 EUR", 13, ["1\u00a0000 EUR and", "  2\u00a0000 EUR"]),
        ("東京大学で、働いています。", 12, ["東京大学で、", "  働いていま", "  す。"]),
        # Nobody would know Hangul for one word in two lines.
        ("국립과학재단 연구원", 12, ["국립과학재단", "  연구원"]),
        ("국립과학재단연구원", 12, ["국립과학재단연구원"]),
        ("大學敎授蛙聲硏究所", 12, ["大學敎授蛙聲", "  硏究所"]),
        ("so 👍🏽👍🏽👍🏽👍🏽", 12, ["so 👍🏽👍🏽", "  👍🏽👍🏽"]),
        ("", 10, [""]),
    ],
)
def test_lines(line: str, width: int, expected: list[str]) -> None:
    assert [*wrapped(line, width, "en", "  ")] == expected


@given(st.lists(st.text("ab-é", min_size=1, max_size=9), min_size=1, max_size=20).map(" ".join), st.integers(9, 40))
def test_no_word_is_lost_and_no_line_too_wide(line: str, width: int) -> None:
    lines = [*wrapped(line, width, "en")]
    assert " ".join(lines) == line
    assert max(map(column_width, lines)) <= width


@given(
    st.text(
        st.sampled_from("a1é 漢ァ、한\u1100👍🏽⌚–(\u200d\u3099\u3000\u2009") | st.characters(exclude_categories=["C"]),
        min_size=9,
    ),
    st.sampled_from(["en", "ja", "ko"]),
)
def test_a_reader_finds_each_text_in_its_lines(text: str, language: str) -> None:
    line = " ".join(text.split())
    assert [*missing_texts("\n".join(wrapped(line, 9, language)), [(line, Span("cv.yaml"))])] == []

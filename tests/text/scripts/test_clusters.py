"""Text -> grapheme clusters, compared with ICU."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icu4py.breakers import CharacterBreaker

from cvtex.text.scripts.clusters import MAX_FOLLOWING, clusters, is_mark


@pytest.mark.parametrize(
    "expected",
    [
        [],
        ["a", "b", " ", "c"],
        ["e\u0301", "x"],
        ["\u0301", "a"],
        # A variation selector, a keycap, a skin tone.
        ["葛\U000e0100", "城"],
        ["1\ufe0f\u20e3", "2"],
        ["👍🏽", "👍"],
        # A family, and flags: a third letter starts another flag, and tags belong to the flag of a region.
        ["👨\u200d👩\u200d👧", "👨"],
        ["🇩🇪", "🇫🇷", "🇦"],
        ["🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "x"],
        # Hangul as letters, alone and after a syllable.
        ["\u1112\u1161\u11ab", "\u1100\u1173\u11af"],
        ["가\u11a8", "각\u11a8", "가", "각"],
        ["\u1100\u1100가\u1161", "\u1100", "a"],
        # Vowels that are written before, around and after.
        ["क\u093f", "க\u0bcb", "ก\u0e33", "ཀ\u0f71\u0f72"],
        ["ｶﾞ", "ｷ"],
        # A joiner joins the next character: a conjunct, a form of a letter.
        ["क\u094d\u200dष", "ه\u200d"],
        ["\u06001", "2"],
        ["\r\n", "\n", "\r", "a"],
        ["a", "\u200b", "\u0301"],
        ["\ud800", "a"],
    ],
)
def test_clusters(expected: list[str]) -> None:
    assert clusters("".join(expected)) == expected


@pytest.mark.parametrize(
    ("marks", "lengths"),
    [(30, [31]), (31, [31, 1]), (1000, [31] * 32 + [9])],
)
def test_a_cluster_has_a_bounded_length(marks: int, lengths: list[int]) -> None:
    assert [len(cluster) for cluster in clusters("a" + "\u0301" * marks)] == lengths


@pytest.mark.parametrize(
    ("character", "expected"),
    [
        ("a", False),
        ("漢", False),
        ("👍", False),
        ("\u0301", True),
        ("\u093f", True),
        ("\ufe0f", True),
        ("\u200d", True),
        ("🏽", True),
    ],
)
def test_is_mark(character: str, expected: bool) -> None:
    assert is_mark(character) is expected


PIECES = st.sampled_from(
    [
        *"aé漢가각ก1 \r\n\t\u0301\u0308\u093f\ufe0f\u20e3\u0e33\u200b\u200c\u0600🇩🇪👍🏽❤각ꥠힰퟋ",
        "👩\u200d👩",
        "👩\u200d❤\ufe0f\u200d👩",
    ]
)


@given(st.lists(PIECES, max_size=MAX_FOLLOWING - 5).map("".join))
def test_clusters_agree_with_icu(text: str) -> None:
    assert clusters(text) == list(CharacterBreaker(text, "en"))


ANY = st.text() | st.text(st.sampled_from("aक\u094d\u200d\u200c\u0301🇩👩🏽\r\nᄀ각\u0600\ud800"))


@given(ANY)
def test_no_text_is_lost_and_no_cluster_is_too_long(text: str) -> None:
    found = clusters(text)
    assert "".join(found) == text
    assert all(1 <= len(cluster) <= MAX_FOLLOWING + 1 for cluster in found)


@given(ANY, ANY)
def test_clusters_of_both_sides_of_a_line_end_are_those_of_the_whole(before: str, after: str) -> None:
    assert clusters(f"{before}\n{after}x")[-1][-1] == "x"
    assert clusters(f"{before}\t{after}") == [*clusters(before), "\t", *clusters(after)]

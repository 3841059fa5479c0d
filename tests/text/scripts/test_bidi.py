"""Text in two directions -> levels, compared with the crate unicode-bidi."""

from __future__ import annotations

import re
import unicodedata
from time import process_time

import pytest
from bidi import get_display
from examples import times
from hypothesis import given
from hypothesis import strategies as st

from cvtex.text.scripts import bidi
from cvtex.text.scripts.bidi import has_right_to_left, levels


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abc 123 (x)", "00000000000"),
        # Blanks within a Hebrew phrase are right to left, those around it are not.
        ("a אב גד b", "001111100"),
        # A European number in Hebrew runs from left to right within it; in Latin text it is like letters.
        ("אב 12 ג a 12", "111221100000"),
        # After Arabic letters it counts as an Arabic number, and the sign between two digits with it.
        ("ع 1.2", "11222"),
        ("ع 1+2", "11212"),
        ("א 1+2", "11222"),
        ("٣,٤", "222"),
        # Signs next to a number belong to it.
        ("א $5", "1122"),
        ("א 5%", "1122"),
        ("א+ב", "111"),
        # Brackets take the direction of the text between them if it is the paragraph's, else that of the text before.
        ("א (b) ג", "1000001"),
        ("a (ב) c", "0001000"),
        ("א (ב) ג", "1111111"),
        ("א (ב", "1111"),
        # Brackets without strong characters inside are like other signs.
        ("א (!) ב", "1111111"),
        # U+2329 and U+3009 are a pair.
        ("א\u2329ב\u3009a", "11110"),
        ("א\u3008ב\u232aa", "11110"),
        ("א\u3008ב\u27e9a", "11100"),
        # A mark goes with its base, and with a bracket that takes a direction.
        ("\u05d0\u05b0 a", "1100"),
        ("א(\u05d1)\u0301a", "111110"),
        # White space at the end or before a tab has the level of the paragraph.
        ("a אב  ", "001100"),
        ("א \tב", "1001"),
        # Each paragraph starts again from left to right.
        ("א\nב !", "10100"),
        # Invisible characters have the level of the character before. Controls of direction have no effect.
        ("א\u00adב", "111"),
        ("\u202eab\u202c", "0000"),
        ("א \u2066b\u2069 ג", "1000001"),
        # A script that is newer than some Python's tables.
        ("a \U00010d50\U00010d51", "0011"),
        ("", ""),
    ],
)
def test_levels(text: str, expected: str) -> None:
    assert "".join(map(str, levels(text))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("é (漢) 12", False),
        ("", False),
        ("\u05b0", False),
        ("שלום", True),
        ("x ع", True),
        ("٣", True),
        ("1 \u061c", True),
    ],
)
def test_has_right_to_left(text: str, expected: bool) -> None:
    assert has_right_to_left(text) is expected


def visual(text: str) -> str:
    """L2: from the highest level down, each run of at least that level is reversed."""
    order = list(enumerate(levels(text)))
    for level in range(max((level for _, level in order), default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and order[end][1] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end + 1
    return "".join(text[at] for at, _ in order).replace("\u00ad", "")


@times(10)
@given(st.one_of(*(st.text(st.sampled_from(signs), max_size=25) for signs in (
    "abאבעغ1٢ ",
    "aאע12٣۴+-,.:/$%\u0301",
    "aאע1٢()[]{}<>\u2329\u3009 !",
    "aאע1٢()\u0301\u00ad\t ",
))))  # fmt: skip
def test_levels_agree_with_unicode_bidi(text: str) -> None:
    assert visual(text) == get_display(text, base_dir="L").replace("\u00ad", "")


MIXED = st.one_of(st.text(), st.text(st.sampled_from("aאע1٢()[]+,$ \t\n\u0301\u00ad\u202e\u2067\u2069漢")))


@given(MIXED)
def test_each_character_has_a_level(text: str) -> None:
    found = levels(text)
    assert len(found) == len(text)
    assert set(found) <= {0, 1, 2}
    assert has_right_to_left(text) == any(found)


@pytest.mark.parametrize(("opened", "level_of_closing"), [(63, 0), (64, 1)])
def test_brackets_beyond_the_limit_of_the_algorithm(opened: int, level_of_closing: int) -> None:
    """In the 64th level the search for pairs ends: the pair before it is one, and the brackets after it are plain
    signs.
    """
    text = f"א(ב)a{'(' * opened}א{')' * opened}ב"
    assert visual(text) == get_display(text, base_dir="L")
    assert levels(text)[1:4] == (1, 1, 1)
    assert levels(text)[-2] == level_of_closing


@pytest.mark.parametrize("piece", ["aא (1٢) ", "(", "א(", ")א", "א,", "\u0301", "א\u0301\u00ad"])
def test_time_is_linear(piece: str) -> None:
    start = process_time()
    assert len(levels(f"א{piece * 30_000}")) == len(piece) * 30_000 + 1
    assert process_time() - start < 10


def test_every_pair_of_brackets_is_known() -> None:
    every = map(chr, range(0x110000))
    brackets = {one for one in every if unicodedata.category(one) in {"Ps", "Pe"} and unicodedata.mirrored(one)}
    pairs = list(zip(bidi._PAIRS[::2], bidi._PAIRS[1::2], strict=True))
    assert brackets <= set(bidi._PAIRS)
    assert {unicodedata.category(opening) + unicodedata.category(closing) for opening, closing in pairs} == {"PsPe"}
    side = re.compile("LEFT|RIGHT|LESS|GREATER|GYON|GYAS|REVERSED ")
    for opening, closing in pairs:
        assert opening != closing
        assert side.sub("", unicodedata.name(opening)) == side.sub("", unicodedata.name(closing))

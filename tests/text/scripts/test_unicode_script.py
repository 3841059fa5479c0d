"""Characters -> scripts."""

from __future__ import annotations

import sys
import unicodedata
from itertools import pairwise

import pytest
import regex

from cvtex.text.scripts.script_table import NAMES, SCRIPTS, STARTS
from cvtex.text.scripts.unicode_script import script_name, script_of


@pytest.mark.parametrize(
    ("characters", "code", "name"),
    [
        ("aéßŁﬁＡ", "Latn", "Latin"),
        ("αώ", "Grek", "Greek"),
        ("яҐ", "Cyrl", "Cyrillic"),
        ("漢々〇\U00020000", "Hani", "Han"),
        ("あゝ", "Hira", "Hiragana"),
        ("アｱㇰ", "Kana", "Katakana"),
        ("한ㄱ\u1100", "Hang", "Hangul"),
        ("عپ", "Arab", "Arabic"),
        ("ש", "Hebr", "Hebrew"),
        ("क", "Deva", "Devanagari"),
        ("ไทย", "Thai", "Thai"),
        ("አ፡", "Ethi", "Ethiopic"),
        (" 1,(+、ー🎉", "Zyyy", "Common"),
        ("\u0301\ufe0f\u200d", "Zinh", "Inherited"),
        ("\u0378\ue000\uffff\U0010ffff", "Zzzz", "Unknown Script"),
        # Sidetic came with Unicode 17.
        ("\U00010940", "Sidt", "Sidetic"),
    ],
)
def test_scripts(characters: str, code: str, name: str) -> None:
    assert {script_of(character) for character in characters} == {code}
    assert script_name(code) == name


def test_a_code_without_a_name() -> None:
    assert script_name("Xxxx") == "Xxxx"


def test_the_table_is_sorted_and_complete() -> None:
    codes = [SCRIPTS[at : at + 4] for at in range(0, len(SCRIPTS), 4)]
    assert STARTS[0] == 0
    assert sorted(set(STARTS)) == list(STARTS)
    assert len(codes) == len(STARTS)
    assert set(codes) == set(NAMES)
    assert all(before != after for before, after in pairwise(codes))


def test_the_table_agrees_with_regex() -> None:
    """Characters of script Zzzz may have a script in a newer table: run `make scripts`."""
    ends = (*STARTS[1:], sys.maxunicode + 1)
    for start, end in zip(STARTS, ends, strict=True):
        code = script_of(chr(start))
        run = "".join(map(chr, range(start, end)))
        assert code == "Zzzz" or regex.fullmatch(rf"\p{{Script={code}}}+", run), hex(start)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("word", "code"),
    [("ARMENIAN", "Armn"), ("CYRILLIC", "Cyrl"), ("DEVANAGARI", "Deva"), ("ETHIOPIC", "Ethi"), ("GEORGIAN", "Geor"),
     ("HANGUL", "Hang"), ("HEBREW", "Hebr"), ("KHMER", "Khmr"), ("LATIN", "Latn"), ("TAMIL", "Taml"),
     ("TIBETAN", "Tibt")],
)  # fmt: skip
def test_letters_are_of_the_script_in_their_names(word: str, code: str) -> None:
    every = map(chr, range(sys.maxunicode + 1))
    letters = [one for one in every if unicodedata.name(one, "").startswith(f"{word} ") and one.isalpha()]
    assert len(letters) > 30
    assert {script_of(letter) for letter in letters} == {code}

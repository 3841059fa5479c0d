"""Whole names: Chinese, Japanese, Korean."""

from __future__ import annotations

import unicodedata

import pytest

from cvtex.text.east_asian_names import fold_whole_name, is_east_asian, whole_name

WHOLE = [
    # family    given     as one word
    ("王", "小明", "王小明"),
    ("山田", "太郎", "山田太郎"),
    ("佐々木", "のり子", "佐々木のり子"),
    ("김", "민수", "김민수"),
    ("李", "Mei", None),
    ("Li", "美", None),
    ("王小明", "", "王小明"),
    ("スミス", "マイケル", "スミスマイケル"),
    ("阿卜杜拉·卡迪尔", "", "阿卜杜拉·卡迪尔"),
    ("葛\U000e0100城", "ユキ", "葛\U000e0100城ユキ"),
    ("𠮷田", "一", "𠮷田一"),
    ("King", "Robert", None),
    ("", "", None),
]


@pytest.mark.parametrize(("family", "given", "whole"), WHOLE)
def test_whole_name(family: str, given: str, whole: str | None) -> None:
    assert whole_name(family, given) == whole


@pytest.mark.parametrize("text", ["", " ", "A", "王A", "123", "·", "Петров", "محمد"])
def test_other_texts_are_not_east_asian(text: str) -> None:
    assert not is_east_asian(text)


SAME = [
    ("マイケル・スミス", "マイケルスミス"),
    ("ﾔﾏﾀﾞ", "ヤマダ"),
    ("김민수", unicodedata.normalize("NFD", "김민수")),
    ("葛\U000e0100城", "葛城"),
    ("王 小明", "王小明"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_are_equal(one: str, other: str) -> None:
    assert fold_whole_name(one) == fold_whole_name(other)


def test_voiced_kana_differ() -> None:
    assert fold_whole_name("かき") != fold_whole_name("がき")

"""The program's own words: complete and of one form in every language."""

from __future__ import annotations

from typing import get_args

import pytest

from cvtex.display import column_width, counted
from cvtex.model.items import PatentStatus
from cvtex.value import fields_of
from cvtex.words import LANGUAGES, words_of


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_missing(language: str) -> None:
    words = words_of(language)
    for field in fields_of(words):
        value = getattr(words, field.name)
        assert value, field.name
        assert not isinstance(value, str) or value == value.strip(), field.name
    assert set(words.patent_status) == set(get_args(PatentStatus))
    assert all(words.patent_status.values())


def test_a_region_has_its_languages_words() -> None:
    assert words_of("de-AT") is words_of("de")


@pytest.mark.parametrize(
    ("language", "ordinals"),
    [
        ("en", "1st 2nd 3rd 4th 10th 11th 12th 13th 21st 22nd 101st 111th 112th"),
        ("de", "1. 2. 3. 4. 10. 11. 12. 13. 21. 22. 101. 111. 112."),
        ("fr", "1re 2e 3e 4e 10e 11e 12e 13e 21e 22e 101e 111e 112e"),
    ],
)
def test_ordinals(language: str, ordinals: str) -> None:
    numbers = (1, 2, 3, 4, 10, 11, 12, 13, 21, 22, 101, 111, 112)
    assert " ".join(map(words_of(language).ordinal, numbers)) == ordinals


@pytest.mark.parametrize(
    ("language", "name", "portrait"),
    [
        ("en", "Ada Example", "Portrait of Ada Example"),
        ("de", "Ada Example", "Porträt von Ada Example"),
        ("fr", "Ada Example", "Portrait d’Ada Example"),
        ("fr", "Élise Exemple", "Portrait d’Élise Exemple"),
        ("fr", "Marie Exemple", "Portrait de Marie Exemple"),
        ("es", "Ada Example", "Retrato de Ada Example"),
        ("it", "Ada Example", "Ritratto di Ada Example"),
    ],
)
def test_whom_a_photograph_shows(language: str, name: str, portrait: str) -> None:
    assert words_of(language).portrait(name) == portrait


@pytest.mark.parametrize(("text", "columns"), [("", 0), ("abc", 3), ("漢字", 4), ("a\u0308", 1), ("ａ", 2), ("é", 1)])
def test_column_width(text: str, columns: int) -> None:
    assert column_width(text) == columns


def test_counted() -> None:
    assert [counted(count, "page") for count in (0, 1, 2)] == ["0 pages", "1 page", "2 pages"]
    assert [counted(count, "entry", "entries") for count in (1, 2)] == ["1 entry", "2 entries"]

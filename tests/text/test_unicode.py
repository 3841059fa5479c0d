"""Text -> Latin letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvtex.text.unicode import transliterated


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Łódź", "Lodz"),
        ("Наука", "Nauka"),
        # In two characters or in one.
        ("\u0418\u0306ошкар", "Yoshkar"),
        ("Йошкар", "Yoshkar"),
        ("Αθήνα", "Athina"),
        ("東京", "DongJing"),
        ("とうきょう", "toukiyou"),
        ("한국", "HanGug"),
        ("שלום", "slvm"),
        ("ไทย", "aithy"),
        (" E = mc² ", "E = mc2"),
        ("plain", "plain"),
        ("", ""),
        ("\u0301\ue000\ud800", ""),
    ],
)
def test_transliterated(text: str, expected: str) -> None:
    assert transliterated(text) == expected


@given(st.text() | st.text(st.characters(codec=None)))
def test_any_text_becomes_ascii(text: str) -> None:
    found = transliterated(text)
    assert found.isascii()
    assert found == found.strip()
    assert transliterated(found) == found

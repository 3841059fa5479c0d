"""Quotation marks within a quoted title."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvtex.locales.locale import languages, locale_of
from cvtex.text.quotation import requoted
from cvtex.text.richtext import Styled, plain


@pytest.mark.parametrize(
    ("language", "typed", "printed"),
    [
        ("en", "“Who Is a Toad?”: Asking frogs", "‘Who Is a Toad?’: Asking frogs"),
        ("en", "The “toad’s ‘pond’ life” again", "The ‘toad’s “pond” life’ again"),
        ("en", "‘Toads’ of 1990", "‘Toads’ of 1990"),
        ("en", "The toads’ “rock ’n’ roll”", "The toads’ ‘rock ’n’ roll’"),
        ("en", 'A 12" disk', 'A 12" disk'),
        ("en", 'A "toad" and a "frog"', "A ‘toad’ and a ‘frog’"),
        ("en", "Was ist „Kröte“ und was »Frosch«?", "Was ist ‘Kröte’ und was ‘Frosch’?"),
        ("en", "Sur « le crapaud »", "Sur ‘le crapaud’"),
        ("en", "An “unfinished title", "An “unfinished title"),
        ("de", "Was ist “toad” und was „Kröte“?", "Was ist ‚toad‘ und was ‚Kröte‘?"),
        ("fr", "Sur «\u00a0le “petit” crapaud\u00a0»", "Sur “le «\u00a0petit\u00a0» crapaud”"),
        ("sv", "Om ”paddor” och ”grodor”", "Om ’paddor’ och ’grodor’"),
        ("ja", "「蛙」の詩", "『蛙』の詩"),
    ],
)
def test_marks_alternate(language: str, typed: str, printed: str) -> None:
    locale = locale_of(language)
    assert plain(requoted((typed,), locale.quotes, locale.inner_quotes)) == printed


def test_marks_pair_across_styles_and_code_stays() -> None:
    text = ("A “", Styled("emphasis", ("toad” ",)), Styled("code", ('"x"',)))
    quotes = locale_of("en")
    assert requoted(text, quotes.quotes, quotes.inner_quotes) == (
        "A ‘",
        Styled("emphasis", ("toad’ ",)),
        Styled("code", ('"x"',)),
    )


@given(st.text("ab ’‘“”„«»\"'", max_size=40), st.sampled_from(languages()))
def test_only_marks_change(text: str, language: str) -> None:
    locale = locale_of(language)
    printed = plain(requoted((text,), locale.quotes, locale.inner_quotes))
    assert [c for c in printed if c.isalpha()] == [c for c in text if c.isalpha()]
    if not set(text) & set('’‘“”„«»"'):
        assert printed == text

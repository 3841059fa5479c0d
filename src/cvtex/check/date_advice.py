"""Suggest how to write a date that cannot be read. A guess is only ever a hint, never the value."""

from __future__ import annotations

from functools import cache
from typing import Final

from cvtex.check.date_errors import DateError
from cvtex.check.date_phrases import read_phrase
from cvtex.check.date_tokens import tokens_of
from cvtex.check.date_words import DateWords, date_words
from cvtex.diagnostics import did_you_mean
from cvtex.locales.locale import languages

FORMS: Final = (
    "dates look like 2021, 2021-03-31, March 2021, Fall 2021, 2019 – 2021 or since 2020; "
    "for any other text write {text: ..., sort: 2021}"
)
FORMS_OF_ONE: Final = "a date looks like 2021, 2021-03, 2021-03-31 or March 2021"
_LEAST_LETTERS: Final = 3


@cache
def _all_words() -> DateWords:
    return date_words(languages())


def advice(text: str, words: DateWords) -> str:
    """Suggest, in one line, what to write instead of `text`, which is not a date."""
    try:
        return f"write {read_phrase(text, _all_words())}"
    except DateError:
        pass
    if any(character.isdecimal() for character in text):
        for token in tokens_of(text):
            if token.kind == "word" and len(token.text) >= _LEAST_LETTERS and not words.meaning([token], of_all=True):
                # People seldom mistake the first letter. Only a single word replaces another.
                first = token.folded[:1]
                alike = (word for word in words.words() if word[:1].casefold() == first and " " not in word)
                return did_you_mean(token.text, alike) or FORMS
    return FORMS

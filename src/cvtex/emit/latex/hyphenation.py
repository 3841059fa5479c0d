"""Text -> text with soft hyphens, so that hyphenation does not depend on the patterns of the TeX installation."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from cvtex.cache.memo import Memo, fresh

if TYPE_CHECKING:
    import pyphen

_WORD = re.compile(r"[^\W\d_]{6,}")


def hyphenated(text: str, language: str, document: str = "", memo: Memo[str] = fresh) -> str:
    """Insert soft hyphens into the words. `memo`: reading the German dictionary takes longer than building a CV.

    English in an English `document` (default: the language of the text) is left to TeX's patterns. Themes switch these
    off in all other documents.
    """
    if _has_own_patterns(language, document or language):
        return text

    def in_word(match: re.Match[str]) -> str:
        word = match[0]
        return memo(f"{language} {word}", lambda: _hyphenated(word, language))

    return _WORD.sub(in_word, text)


def _hyphenated(word: str, language: str) -> str:
    dictionary = _dictionary(language)
    if dictionary is None:
        return word
    # A place with `data` changes letters, such as Hungarian hosszú -> hosz-szú. A soft hyphen cannot do that.
    places = [int(place) for place in dictionary.positions(word) if not place.data]
    return "\N{SOFT HYPHEN}".join(word[start:end] for start, end in pairwise([0, *places, len(word)]))


@cache
def _has_own_patterns(language: str, document: str) -> bool:
    return language.partition("-")[0] == "en" == document.partition("-")[0]


@cache
def _dictionary(language: str) -> pyphen.Pyphen | None:
    """Return None if pyphen has no dictionary for the language; its words are then not hyphenated."""
    import pyphen

    found = pyphen.language_fallback(language)
    return pyphen.Pyphen(lang=found, left=2, right=3) if found else None

"""Hyphens for languages whose patterns a TeX may lack: soft hyphens written by the program, the same for every engine."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from cvtex.known_texts import key_of

if TYPE_CHECKING:
    import pyphen

_WORD = re.compile(r"[^\W\d_]{6,}")


def hyphenated(text: str, language: str, document: str = "", known: dict[str, str] | None = None) -> str:
    """The text with soft hyphens in its words. `known` are words of before, as `KnownTexts` has them; new ones are
    added.

    English in an English `document` (if empty, the text's own language) is left to TeX's patterns, which themes switch
    off in all other documents.
    """
    if _has_own_patterns(language, document or language):
        return text
    words: dict[str, str] = {} if known is None else known

    def in_word(match: re.Match[str]) -> str:
        key = key_of(language, match[0])
        found = words.get(key)
        if found is None:
            dictionary = _dictionary(language)
            found = words[key] = dictionary.inserted(match[0], hyphen="\N{SOFT HYPHEN}") if dictionary else match[0]
        return found

    return _WORD.sub(in_word, text)


@cache
def _has_own_patterns(language: str, document: str) -> bool:
    return language.partition("-")[0] == "en" == document.partition("-")[0]


@cache
def _dictionary(language: str) -> pyphen.Pyphen | None:
    """None where pyphen has none for the language, whose words stay whole."""
    import pyphen

    found = pyphen.language_fallback(language)
    return pyphen.Pyphen(lang=found, left=2, right=3) if found else None

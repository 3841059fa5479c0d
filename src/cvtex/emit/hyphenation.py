"""Hyphens for languages whose patterns a TeX may lack: soft hyphens written by the program, the same for every engine."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

_WORD = re.compile(r"[^\W\d_]{6,}")


@cache
def hyphenator(language: str, document: str = "") -> Callable[[str], str]:
    """A function that puts soft hyphens into the words of a text.

    English in an English `document` (if empty, the text's own language) is left to TeX's patterns, which themes switch
    off in all other documents.
    """
    if language.partition("-")[0] == "en" == (document or language).partition("-")[0]:
        return str
    import pyphen

    dictionary = pyphen.Pyphen(lang=pyphen.language_fallback(language.replace("-", "_")), left=2, right=3)

    def in_word(match: re.Match[str]) -> str:
        return str(dictionary.inserted(match[0], hyphen="\N{SOFT HYPHEN}"))

    return lambda text: _WORD.sub(in_word, text)

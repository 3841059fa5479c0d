"""Hyphens for languages whose patterns a TeX may lack: soft hyphens written by the program, the same for every engine."""

from __future__ import annotations

import re
from collections.abc import Callable

_WORD = re.compile(r"[^\W\d_]{6,}")


def hyphenator(language: str) -> Callable[[str], str]:
    """A function that puts soft hyphens into a text's words. English is left to TeX's own patterns."""
    if language.partition("-")[0] == "en":
        return str
    import pyphen

    dictionary = pyphen.Pyphen(lang=pyphen.language_fallback(language.replace("-", "_")), left=2, right=3)

    def in_word(match: re.Match[str]) -> str:
        return str(dictionary.inserted(match[0], hyphen="\N{SOFT HYPHEN}"))

    return lambda text: _WORD.sub(in_word, text)

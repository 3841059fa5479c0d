"""Words and names -> keys for comparison, without case, accents and punctuation. Keys are never printed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# Letters that Unicode does not decompose into a base letter and an accent.
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
# Alternative spellings of letters in German and Nordic names.
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_ACCENT = re.compile("[\u0300-\u036f]")
# Letters for which Arabic and Persian keyboards have different characters.
_ARABIC = str.maketrans({"\u064a": "\u06cc", "\u0649": "\u06cc", "\u0643": "\u06a9", "\u0629": "\u0647"})
# Optional in names: accents, vowel points of Hebrew and Arabic, and letters used as apostrophes.
_POINTS = re.compile(
    "[\u02b0-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]"
)
# `C++` and `C#` differ from `C`.
_WORD = re.compile(r"[^\W_]+[+#]*")


def fold_words(text: str) -> tuple[str, ...]:
    """`Über die État-of-the-Art: C++` -> ("uber", "die", "etat", "of", "the", "art", "c++")."""
    text = text.casefold()
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
        text = "".join(map(_as_letter, _ACCENT.sub("", decomposed)))
    return tuple(_WORD.findall(text))


def fold_keywords(keywords: Iterable[str]) -> frozenset[str]:
    """Keywords without case and superfluous blanks: `Selected` is `selected`. Accents count."""
    return frozenset(filter(None, (" ".join(keyword.casefold().split()) for keyword in keywords)))


def _as_letter(character: str) -> str:
    """Turn vowel signs and voicing marks of other scripts into letters: they are not accents."""
    return f"{ord(character):x}" if unicodedata.category(character).startswith("M") else character


def fold_name(text: str) -> frozenset[str]:
    """Spellings of a name in plain letters, without marks and digits: `Müller` -> muller, mueller."""
    if text.isascii():
        return frozenset((letters_of(text.casefold()),))
    lowered = unicodedata.normalize("NFC", text).casefold()
    return frozenset(_plain_letters(form) for form in (lowered, lowered.translate(_SPELLED_OUT)))


def _plain_letters(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS)).translate(_ARABIC)
    return letters_of(_POINTS.sub("", decomposed))


def letters_of(text: str) -> str:
    """Keep only letters, and the vowel signs on them in scripts such as Devanagari."""
    if text.isascii():
        return "".join(filter(str.isalpha, text))
    return "".join(character for character in text if character.isalpha() or unicodedata.category(character)[0] == "M")

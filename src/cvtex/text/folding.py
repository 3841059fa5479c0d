"""Words and names without what people spell differently: case, accents, punctuation.

The results are compared, never printed.
"""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not take apart into a base letter and an accent.
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
# In German and Nordic names, the other spelling of a letter.
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_ACCENT = re.compile("[\u0300-\u036f]")
# Letters that Arabic and Persian keyboards write differently.
_ARABIC = str.maketrans({"\u064a": "\u06cc", "\u0649": "\u06cc", "\u0643": "\u06a9", "\u0629": "\u0647"})
# What may be left out of a name: accents, vowel points of Hebrew and Arabic, and signs that stand for an apostrophe.
_POINTS = re.compile(
    "[\u02b0-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]"
)
# `C++` and `C#` are other words than `C`.
_WORD = re.compile(r"[^\W_]+[+#]*")


def fold_words(text: str) -> tuple[str, ...]:
    """`Über die État-of-the-Art: C++` -> ("uber", "die", "etat", "of", "the", "art", "c++")."""
    text = text.casefold()
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
        text = "".join(map(_as_letter, _ACCENT.sub("", decomposed)))
    return tuple(_WORD.findall(text))


def _as_letter(character: str) -> str:
    """The vowel signs and voicing marks of other scripts are no accents: they stay, as letters of their words."""
    return f"{ord(character):x}" if unicodedata.category(character).startswith("M") else character


def fold_name(text: str) -> frozenset[str]:
    """The ways in which a name is written in plain letters: `Müller` -> muller, mueller. Marks and numbers vanish."""
    lowered = unicodedata.normalize("NFC", text).casefold()
    return frozenset(_plain_letters(form) for form in (lowered, lowered.translate(_SPELLED_OUT)))


def _plain_letters(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS)).translate(_ARABIC)
    return letters_of(_POINTS.sub("", decomposed))


def letters_of(text: str) -> str:
    """The letters alone, with the vowel signs that belong to them in scripts such as Devanagari."""
    return "".join(character for character in text if character.isalpha() or unicodedata.category(character)[0] == "M")

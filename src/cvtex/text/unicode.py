"""Unicode's composed form (NFC), invisible characters, and transliteration to Latin letters."""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from unicodedata import normalize

# Without CJK compatibility ideographs: NFC would change the form of a character in a name.
_COMPOSABLE = re.compile(r"[^\uf900-\ufaff\U0002f800-\U0002fa1f]+")


def composed(text: str) -> str:
    """NFC: an accented letter becomes one character, the ohm and ångström signs become letters."""
    return text if text.isascii() else _COMPOSABLE.sub(lambda match: unicodedata.normalize("NFC", match[0]), text)


# Unicode's Cc without tab and line ends, for use in a regular expression's set.
CONTROLS: Final = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
# The part of Unicode's Default_Ignorable_Code_Point that occurs in running text: controls of joining, direction, line
# breaking and variation.
_IGNORABLE: Final = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]+"
)


def without_ignorable(text: str) -> str:
    """Drop characters that need no glyph, and on which two readers of one page may differ."""
    return text if text.isascii() else _IGNORABLE.sub("", text)


def transliterated(text: str) -> str:
    """Text in any script -> ASCII; empty if no character has an equivalent.

    Each character is transliterated alone. Chinese characters are therefore read as Mandarin, also in Japanese text,
    small kana are read as large ones, and unwritten vowels are missing.
    """
    if text.isascii():
        return text.strip()
    from anyascii import anyascii

    return anyascii(normalize("NFC", text)).strip()

"""Unicode's composed form (NFC), as texts are read."""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from unicodedata import normalize

# NFC would take another form of a Chinese character for the one that stands in a name.
_COMPOSABLE = re.compile(r"[^\uf900-\ufaff\U0002f800-\U0002fa1f]+")


def composed(text: str) -> str:
    """Letters with their accents as one character; signs such as those of the ohm and the ångström as the letters that
    they are.
    """
    return text if text.isascii() else _COMPOSABLE.sub(lambda match: unicodedata.normalize("NFC", match[0]), text)


# Unicode's Cc but tab and line ends, as a set of a regular expression.
CONTROLS: Final = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
# Of Unicode's Default_Ignorable_Code_Point, what running text has.
_IGNORABLE: Final = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]+"
)


def without_ignorable(text: str) -> str:
    """The text for which a font needs glyphs, and that two readers of one page have in common."""
    return text if text.isascii() else _IGNORABLE.sub("", text)


def transliterated(text: str) -> str:
    """The text in ASCII, or nothing if not one of its characters has a letter or sign there.

    Each character is transliterated alone. Chinese characters are therefore read as in Mandarin, in Japanese text too;
    small kana are read like large ones, and vowels that a script does not write are missing.
    """
    if text.isascii():
        return text.strip()
    from anyascii import anyascii

    return anyascii(normalize("NFC", text)).strip()

"""Text in any script -> Latin letters without marks, in place of characters that no font has."""

from __future__ import annotations

from unicodedata import normalize


def transliterated(text: str) -> str:
    """The text in ASCII, or nothing if not one of its characters has a letter or sign there.

    Each character is transliterated alone. Chinese characters are therefore read as in Mandarin, in Japanese text too;
    small kana are read like large ones, and vowels that a script does not write are missing.
    """
    if text.isascii():
        return text.strip()
    from anyascii import anyascii

    return anyascii(normalize("NFC", text)).strip()

"""How wide text stands in a terminal."""

from __future__ import annotations

import unicodedata


def column_width(text: str) -> int:
    """Columns that `text` takes: two for East Asian wide characters, none for combining marks (UAX #11)."""
    return sum(_character_width(character) for character in text)


def _character_width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1

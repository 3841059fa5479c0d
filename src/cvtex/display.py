"""Text for people: counts in words, and how wide text stands in a terminal."""

from __future__ import annotations

import unicodedata


def counted(count: int, one: str, many: str = "") -> str:
    """`1 page`, `2 pages`. `many`: the plural, where it is not `one` with an s."""
    return f"{count} {one if count == 1 else many or f'{one}s'}"


def column_width(text: str) -> int:
    """Columns that `text` takes: two for East Asian wide characters, none for combining marks (UAX #11)."""
    return sum(_character_width(character) for character in text)


def _character_width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1

"""BibTeX as a program reads it: types, keys, and the values of fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cvtex.verify.text import ReadBack

_ENTRY: Final = re.compile(r"\s*@(\w+)\s*\{\s*([^,\s]+)\s*,")
_FIELD: Final = re.compile(r"\s*([\w+:-]+)\s*=\s*\{")
_END: Final = re.compile(r"\s*\}\s*")


def read_bibtex(data: bytes) -> ReadBack:
    """Each entry is `type key`, each field `name value`, with values as TeX."""
    text, place = data.decode().rstrip(), 0
    found: list[str] = []
    while place < len(text):
        entry = _ENTRY.match(text, place)
        if entry is None:
            return ReadBack("\n".join(found), problems=(f"no entry begins at {text[place : place + 40]!r}",))
        found.append(f"{entry[1]} {entry[2]}")
        place = entry.end()
        while field := _FIELD.match(text, place):
            place = _closing(text, field.end())
            found.append(f"{field[1]} {text[field.end() : place]}")
            place = text.find(",", place) + 1 or len(text)
        end = _END.match(text, place)
        if end is None:
            return ReadBack("\n".join(found), problems=(f"the entry {entry[2]} does not end",))
        place = end.end()
    return ReadBack("\n".join(found))


def _closing(text: str, start: int) -> int:
    """The place of the brace that closes a value."""
    return next(_closings(text, start), len(text))


def _closings(text: str, start: int) -> Iterator[int]:
    depth = 0
    for place in range(start, len(text)):
        depth += (text[place] == "{") - (text[place] == "}")
        if depth < 0:
            yield place

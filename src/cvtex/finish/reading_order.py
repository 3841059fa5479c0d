"""The stream of a page with words from right to left in the order in which they are read.

TeX orders them from left to right on each line. Each is text of its own, at a place of its own, between two marks, so
that it can be moved in the stream without moving on the page.
"""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = rb"/CVT <</N (?:\d{1,9})/T <[0-9A-F]*+>>> DP\s(?:(?!/CV[TU]).)*+/CVU MP\s"
_WORDS: Final = re.compile(rb"(?:" + _WORD + rb")(?:" + _WORD + rb")+", re.DOTALL)
_ONE: Final = re.compile(rb"/CVT <</N (\d{1,9})/T.*?/CVU MP\s", re.DOTALL)


def in_reading_order(data: bytes) -> bytes:
    """The same text at the same places."""
    return _WORDS.sub(lambda found: b"".join(word for _, word in sorted(_numbered(found[0]))), data)


def _numbered(words: bytes) -> list[tuple[int, bytes]]:
    return [(int(found[1]), found[0]) for found in _ONE.finditer(words)]

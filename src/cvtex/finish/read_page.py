"""A page of TeX's PDF -> everything that depends on this page alone, and can be cached for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from cvtex.finish.joints import spaced
from cvtex.pdf.content import Event, Show, read_events
from cvtex.pdf.fonts import StreamFont
from cvtex.pdf.lines import PageLines, lines_of
from cvtex.value import Value


class ReadPage(Value):
    """`spaced`: each show with spaces in its gaps, by its start. `lines`: for `verify`; `finish` moves none of them."""

    events: tuple[Event, ...]
    spaced: Mapping[int, bytes]
    lines: PageLines


def read_page(data: bytes, fonts: Mapping[str, StreamFont]) -> ReadPage:
    """`fonts`: by their names in the page's resources. Raises UnsoundPdfError."""
    events = read_events(data, fonts)
    written = {event.start: spaced(event) for event in events if isinstance(event, Show)}
    return ReadPage(events, written, lines_of(events, fonts))


_WORD: Final = rb"/CVT <</N (?:\d{1,9})/T <[0-9A-F]*+>>> DP\s(?>(?:(?!/CV[TU]).)*)/CVU MP\s"
_WORDS: Final = re.compile(rb"(?:" + _WORD + rb")(?:" + _WORD + rb")+", re.DOTALL)
_ONE: Final = re.compile(rb"/CVT <</N (\d{1,9})/T.*?/CVU MP\s", re.DOTALL)


def in_reading_order(data: bytes) -> bytes:
    """Sort right-to-left words in the stream into reading order; the page looks the same.

    TeX writes them from left to right. Each is positioned text between two marks, so that it can move in the stream
    without moving on the page.
    """
    return _WORDS.sub(lambda found: b"".join(word for _, word in sorted(_numbered(found[0]))), data)


def _numbered(words: bytes) -> list[tuple[int, bytes]]:
    return [(int(found[1]), found[0]) for found in _ONE.finditer(words)]

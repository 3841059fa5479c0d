"""A page of TeX's -> all that can be told of it alone, so that it need not be told again while the page stays as it is."""

from __future__ import annotations

from collections.abc import Mapping

from cvtex.finish.joints import spaced
from cvtex.pdf.content import Event, Show, read_events
from cvtex.pdf.fonts import StreamFont
from cvtex.value import Value


class ReadPage(Value):
    """What a page of TeX's shows; and each show with a space in each gap, by its start."""

    events: tuple[Event, ...]
    spaced: Mapping[int, bytes]


def read_page(data: bytes, fonts: Mapping[str, StreamFont]) -> ReadPage:
    """`fonts` by the names of the page's resources. Raises UnsoundPdfError."""
    events = read_events(data, fonts)
    return ReadPage(events, {event.start: spaced(event) for event in events if isinstance(event, Show)})

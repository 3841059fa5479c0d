"""Rewrite shows with what text extraction needs between words: spaces, soft hyphens, break opportunities.

Spaces are shown in a font of their own, without ink or movement. Where a line ends within a word, its last character is
shown in a copy of its font with another Unicode text. `text_fonts.py` makes both fonts.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from cvtex.finish.words import Ending, Joint
from cvtex.pdf.content import Show, is_gap

SPACE_FONT: Final = "CVS"
# Suffix of the font name for the last character of a line.
ENDINGS: Final[Mapping[Ending, str]] = {"soft hyphen": "CVH", "break": "CVB"}
# Glyphs of the space font with their widths in thousandths. One is stretched to fill a gap, since extractors put
# spaces of their own into gaps and take wide ones for column breaks. The other one is for line ends.
WIDE_SPACE, NARROW_SPACE = b" ", b"!"
SPACE_GLYPHS: Final[Mapping[bytes, int]] = {WIDE_SPACE: 1000, NARROW_SPACE: 0}


@lru_cache(4096)
def space_after(font_name: str, size: bytes, gap: float) -> bytes:
    """A space that fills the gap (in ems) after a show. The pen does not move at all.

    Word spacing (Tw, only for code 32) cancels the advance of the wide glyph. Moving the pen forth and back would not
    do: rounding shifts one glyph in thousands to the next pixel.
    """
    font = font_name.encode()
    return b"/%s %s Tf %s/%s %s Tf " % (SPACE_FONT.encode(), size, _glyph(size, gap), font, size)


def space_apart(show: Show, gap: float) -> bytes:
    """The same space in a text object of its own."""
    size = show.font_size
    place = b"%.3f %.3f" % (show.right, show.baseline)
    return b"BT /%s %s Tf 1 0 0 1 %s Tm %sET " % (SPACE_FONT.encode(), size, place, _glyph(size, gap))


def _glyph(size: bytes, gap: float) -> bytes:
    if gap <= 0:
        return b"(%s) Tj " % NARROW_SPACE
    return b"-%s Tw %.1f Tz (%s) Tj 0 Tw 100 Tz " % (size, 100 * gap, WIDE_SPACE)


def spaced(show: Show) -> bytes:
    """The show with a space in each gap, except the closed ones."""
    return _written(show, show.parts)


def rewritten(show: Show, joint: Joint | None, whole: bytes) -> bytes | None:
    """The show with its spaces and its joint; None if it stays as it is. `whole`: the result of `spaced`."""
    if joint is None:
        return whole if len(show.words) > 1 else None
    if joint.kind == "space":
        return whole + space_after(show.font, show.font_size, joint.gap)
    place = max(place for place, part in enumerate(show.parts) if isinstance(part, bytes))
    string = show.parts[place]
    assert isinstance(string, bytes)
    # A line ends here, so that movements after the last character can be dropped.
    before = _written(show, (*show.parts[:place], string[:-1]))
    name, size = show.font.encode(), show.font_size
    last = (name, ENDINGS[joint.kind].encode(), size, string[-1:].hex().encode(), name, size)
    return before + b"/%s%s %s Tf <%s> Tj /%s %s Tf" % last


def _written(show: Show, parts: tuple[bytes | float, ...]) -> bytes:
    out: list[bytes] = []
    array: list[bytes] = []
    gap = 0
    for place, part in enumerate(parts):
        if isinstance(part, bytes):
            if part:
                array.append(b"<%s>" % part.hex().encode())
            continue
        if 0 < place < len(parts) - 1 and is_gap(part):
            if gap not in show.closed:
                out += (b"[%s]TJ " % b"".join(array), space_after(show.font, show.font_size, -part / 1000))
                array = []
            gap += 1
        array.append(b"%g " % part)
    if array:
        out.append(b"[%s]TJ " % b"".join(array))
    return b"".join(out)

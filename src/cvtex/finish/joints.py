"""Shows, written anew with what readers of the text need between words: spaces, soft hyphens, places to break.

Spaces are shown in a font of their own, whose glyphs leave no ink and move nothing; the last sign of a line that ends
within a word in a second name of its font, with another Unicode (`text_fonts.py` makes both).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cvtex.finish.words import Ending, Shown, is_gap
from cvtex.page_stream.events import Show
from cvtex.page_stream.fonts import StreamFont

SPACE_FONT: Final = "CVS"
# Added to the name of a font for what lines end with.
ENDINGS: Final[Mapping[Ending, str]] = {"soft hyphen": "CVH", "break": "CVB"}
# The glyphs of the font for spaces, with their widths in thousandths.
NARROW_SPACE, WIDE_SPACE = b" ", b"!"
SPACE_GLYPHS: Final[Mapping[bytes, int]] = {NARROW_SPACE: 0, WIDE_SPACE: 1000}
# In ems. Extractors take what is farther apart for another column, unless a space fills the gap.
_WIDE: Final = 0.4


def space(show: Show, gap: float) -> bytes:
    """A space before a show, in the gap of this width (in ems) that ends where the pen is. The pen stays there."""
    size = show.font_size
    glyphs = _glyphs(gap, b"[1000 <%02x>]TJ")
    return b"/%s %s Tf %s/%s %s Tf " % (SPACE_FONT.encode(), size, glyphs, show.font.encode(), size)


def space_apart(show: Show, gap: float) -> bytes:
    """A space after a show, in a text object of its own."""
    place = b"%.3f %.3f" % (show.right, show.baseline)
    return b"BT /%s %s Tf 1 0 0 1 %s Tm %sET " % (SPACE_FONT.encode(), show.font_size, place, _glyphs(gap, b"<%02x> Tj"))


def _glyphs(gap: float, wide: bytes) -> bytes:
    if gap < _WIDE:
        return b"(%s) Tj " % NARROW_SPACE
    return b"%.1f Tz %s 100 Tz " % (100 * gap, wide % WIDE_SPACE[0])


def text_of(shown: Shown) -> str:
    """What a show says, with its gaps as spaces."""
    return "".join(
        shown.font.text(part) if isinstance(part, bytes) else " " if is_gap(part) else "" for part in shown.show.parts
    )


def rewritten(show: Show, font: StreamFont, ending: Ending) -> bytes | None:
    """The show with a space in each gap, and its end; None if it stays as it is."""
    if ending == "nothing" and not any(isinstance(part, float) and is_gap(part) for part in show.parts):
        return None
    parts = list(show.parts)
    last = b""
    if ending != "nothing":
        place = max(place for place, part in enumerate(parts) if isinstance(part, bytes))
        string = parts[place]
        assert isinstance(string, bytes)
        length = 2 if font.is_wide else 1
        # What moves after the last sign moves nothing: a line ends here.
        parts[place:], last = [string[:-length]], string[-length:]
    out: list[bytes] = []
    array: list[bytes] = []
    for place, part in enumerate(parts):
        if isinstance(part, bytes):
            if part:
                array.append(b"<%s>" % part.hex().encode())
            continue
        array.append(b"%g " % part)
        if place and is_gap(part):
            out += (b"[%s]TJ " % b"".join(array), space(show, -part / 1000))
            array = []
    if array:
        out.append(b"[%s]TJ " % b"".join(array))
    if last:
        name, size = show.font.encode(), show.font_size
        out.append(b"/%s%s %s Tf <%s> Tj /%s %s Tf" % (name, ENDINGS[ending].encode(), size, last.hex().encode(), name, size))
    return b"".join(out)

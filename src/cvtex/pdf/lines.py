"""Events of a page -> its lines of text with their boxes, its pictures and coloured areas.

A box is as high as the letters of its line: fonts only state the height of their highest character. Formulas and
composed letters have an ActualText; their parts stand above each other on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from cvtex.pdf.content import Box, Drawing, Event, MarkedContent, MarkedPoint, Show
from cvtex.pdf.fonts import StreamFont
from cvtex.value import Struct, Value, replace

# In ems, of common text fonts.
_ASCENDER: Final = 0.68
_X_HEIGHT: Final = 0.46
_DESCENDER: Final = 0.21
_IS_LOW: Final = re.compile("[acegmnopqrsuvwxyz.,;:\\s]*")
_DESCENDS: Final = re.compile("[gjpqy]")
_LETTER: Final = re.compile(r"[^\W_]")
# In ems: how far from the end of a line its next show may begin.
_WIDEST_GAP: Final = 1.5
_DEEPEST_KERN: Final = 0.3
_LEAST_BLANK: Final = 0.1
_LEAST_SHIFT: Final = 0.02
# In bp.
_LEAST_AREA: Final = 3.0
_EDGE: Final = 1.0


class TextLine(Value, array_like=True):
    """Text on one baseline without wide gaps. `box`: of its letters; lengths in bp.

    `block`: the number of the block, 0 if unknown. `is_aside`: part of an artifact, such as the running foot.
    `is_composed`: a formula, or a letter made of several glyphs. `is_turned`: not written from left to right.
    `is_covered`: an area or a picture is painted over it. `stretches`: the ends of its parts, if blanks divide it:
    what is written from right to left may stand in these.
    """

    text: str
    box: Box
    baseline: float
    size: float
    block: int = 0
    is_aside: bool = False
    is_composed: bool = False
    is_turned: bool = False
    is_white: bool = False
    is_covered: bool = False
    stretches: tuple[tuple[float, float], ...] = ()

    @property
    def has_letters(self) -> bool:
        return _LETTER.search(self.text) is not None


class PageLines(Value, array_like=True):
    """`pictures`, `areas`, `rules`: boxes of pictures, of what is filled with a colour, and of level rules."""

    lines: tuple[TextLine, ...] = ()
    pictures: tuple[Box, ...] = ()
    areas: tuple[Box, ...] = ()
    rules: tuple[Box, ...] = ()


def lines_of(events: Iterable[Event], fonts: Mapping[str, StreamFont]) -> PageLines:
    """`fonts`: by their names in the page's resources."""
    reader = _LineReader(fonts)
    pictures, areas, rules = [], [], []
    for event in events:
        match event:
            case Show():
                reader.show(event)
            case MarkedPoint(name=name):
                reader.mark(name, event.properties)
            case MarkedContent():
                reader.is_composed = event.actual is not None
            case Drawing(name="", box=box) if box[3] - box[1] < _LEAST_AREA:
                rules += [] if event.is_white else [box]
            case Drawing(name="", box=box) if event.is_filled:
                areas += [] if event.is_white else [box]
                reader.cover(box)
            case Drawing(box=box) if event.name:
                pictures.append(box)
                reader.cover(box)
            case _:
                pass
    return PageLines(reader.finished(), tuple(pictures), tuple(areas), tuple(rules))


class _OpenLine(Struct):
    first: Show
    texts: list[str]
    left: float
    right: float
    stretches: list[tuple[float, float]]
    block: int
    is_aside: bool
    is_composed: bool

    def continues(self, show: Show, left: float) -> bool:
        size = show.size
        return (
            abs(show.baseline - self.first.baseline) <= _LEAST_SHIFT * size
            and abs(size - self.first.size) <= _LEAST_SHIFT * size
            and -_DEEPEST_KERN * size <= left - self.right <= _WIDEST_GAP * size
            and show.is_white == self.first.is_white
            and not show.rise
            and not self.first.rise
        )


class _LineReader:
    def __init__(self, fonts: Mapping[str, StreamFont]) -> None:
        self._fonts = fonts
        self._lines: list[TextLine] = []
        self._open: _OpenLine | None = None
        self._blocks = [0]
        self._is_aside = False
        self.is_composed = False

    def mark(self, name: str, properties: bytes) -> None:
        if name == "CVX":
            digits = re.search(rb"\d+", properties)
            self._blocks.append(int(digits[0]) if digits else 0)
        elif name == "CVE":
            self._blocks = self._blocks[:-1] or [0]
        elif name in ("CVA", "CVZ"):
            self._is_aside = name == "CVA"

    def show(self, show: Show) -> None:
        for text, left, right in _stretches(show, self._fonts):
            line = self._open
            if (
                line is not None
                and line.block == self._blocks[-1]
                and line.is_aside == self._is_aside
                and line.is_composed == self.is_composed
                and line.continues(show, left)
            ):
                if left - line.right > _LEAST_BLANK * show.size:
                    line.texts.append(" ")
                    line.stretches.append((left, right))
                line.texts.append(text)
                line.right = max(line.right, right)
                line.stretches[-1] = line.stretches[-1][0], line.right
            else:
                self._close()
                block, ends = self._blocks[-1], [(left, right)]
                self._open = _OpenLine(show, [text], left, right, ends, block, self._is_aside, self.is_composed)

    def cover(self, box: Box) -> None:
        self._close()
        for place, line in enumerate(self._lines):
            if is_inside(line.box, box):
                self._lines[place] = replace(line, is_covered=True)

    def finished(self) -> tuple[TextLine, ...]:
        self._close()
        return tuple(self._lines)

    def _close(self) -> None:
        line, self._open = self._open, None
        if line is None:
            return
        text, show = "".join(line.texts), line.first
        if text.isspace() or not text:
            return
        is_turned = abs(show.rise) > _LEAST_SHIFT * show.size
        box = _turned_box(show) if is_turned else _box(text, show, line.left, line.right)
        self._lines.append(
            TextLine(
                text,
                box,
                show.baseline,
                show.size,
                line.block,
                line.is_aside,
                line.is_composed,
                is_turned,
                show.is_white,
                stretches=tuple(line.stretches) if len(line.stretches) > 1 else (),
            )
        )


def is_inside(box: Box, area: Box) -> bool:
    return all(box[axis] >= area[axis] - _EDGE and box[axis + 2] <= area[axis + 2] + _EDGE for axis in (0, 1))


def _box(text: str, show: Show, left: float, right: float) -> Box:
    top = _X_HEIGHT if _IS_LOW.fullmatch(text) else _ASCENDER
    bottom = _DESCENDER if _DESCENDS.search(text) else 0
    return min(left, right), show.baseline - bottom * show.size, max(left, right), show.baseline + top * show.size


def _turned_box(show: Show) -> Box:
    """The line from the beginning to the end of turned text, and the height of its letters at its left side."""
    across, up = show.right - show.left, show.rise
    length = max((across**2 + up**2) ** 0.5, 0.01)
    height = _X_HEIGHT * show.size
    xs = (show.left, show.right, show.left - up / length * height, show.right - up / length * height)
    ys = (0.0, up, across / length * height, up + across / length * height)
    return min(xs), show.baseline + min(ys), max(xs), show.baseline + max(ys)


def _stretches(show: Show, fonts: Mapping[str, StreamFont]) -> Iterator[tuple[str, float, float]]:
    """The text of a show between wide gaps, with its left and right end."""
    widest = -1000 * _WIDEST_GAP
    parts = show.parts
    if len(show.words) < 2 or not any(isinstance(part, float) and part < widest for part in parts):
        yield " ".join(show.words), show.left, show.right
        return
    font = fonts[show.font]
    inner = parts[isinstance(parts[0], float) : len(parts) - isinstance(parts[-1], float)]
    whole = sum(font.width(part) if isinstance(part, bytes) else -part for part in inner)
    unit = (show.right - show.left) / whole if whole else 0.0
    text, start, place = "", 0.0, 0.0
    for part in inner:
        if isinstance(part, bytes):
            text += font.text(part)
            place += font.width(part)
            continue
        if part < widest:
            yield text, show.left + start * unit, show.left + place * unit
            text, start = "", place - part
        elif part < -1000 * _LEAST_BLANK:
            text += " "
        place -= part
    yield text, show.left + start * unit, show.left + place * unit

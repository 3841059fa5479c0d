"""The bytes of a page's stream -> what they show, draw and mark, in order and with their places."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from cvtex.page_stream.fonts import StreamFont
from cvtex.page_stream.strings import STRING, text_parts
from cvtex.value import Struct, Value, field


class UnknownContentError(Exception):
    """The stream holds what no TeX writes."""


class Show(Value):
    """An operator that shows text: from `start`, where its operands begin, to `end`.

    `parts` are strings of codes and movements in thousandths of the size. `left` and `right` of what is shown, and `baseline`,
    in bp on the page, `size` the effective one in bp; `font` and `font_size` as the stream names them.
    """

    start: int
    end: int
    parts: tuple[bytes | float, ...]
    font: str
    font_size: bytes
    size: float
    left: float
    right: float
    baseline: float


class Mark(Value):
    """A marked-content point: `name` without its slash, with the bytes of its properties."""

    start: int
    end: int
    name: str
    properties: bytes


class MarkedContent(Value):
    """The begin of marked content, or with `name` empty its end. `number` is its MCID."""

    start: int
    end: int
    name: str
    number: int | None


class Drawing(Value):
    """A path that is painted, or an external object (then `name` is set).

    `box`: left, bottom, right and top of an object, in bp on the page, if it is an image.
    """

    start: int
    end: int
    name: str = ""
    box: tuple[float, float, float, float] = (0, 0, 0, 0)


class TextEnd(Value):
    """The end of a text object; `start` is where its operator begins."""

    start: int


Event: TypeAlias = Show | Mark | MarkedContent | Drawing | TextEnd
_Matrix: TypeAlias = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1, 0, 0, 1, 0, 0)

_TOKEN = re.compile(
    rb"(?P<array>\[(?:[^\]\\()]|" + STRING + rb")*\])|(?P<string>" + STRING + rb")|(?P<dict><<(?:[^<>]|<[^<>]*>)*>>)"
    rb"|(?P<hex><[0-9A-Fa-f\s]*>)|(?P<name>/[^\s()<>\[\]{}/%]*)|(?P<number>[+-]?(?:\d+\.?\d*|\.\d+))"
    rb"|(?P<operator>[A-Za-z'\"][A-Za-z0-9*'\"]*)"
)
_NUMBER = re.compile(rb"/MCID\s+(\d{1,9})")

_PATH = frozenset({b"m", b"l", b"c", b"v", b"y", b"h", b"re"})
_PAINT = frozenset({b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh"})
_FOREIGN = frozenset({b"BI", b"ID", b"'", b'"'})
_MOST_SAVED = 100


class _State(Struct):
    matrix: _Matrix = _IDENTITY
    saved: list[_Matrix] = field(default_factory=list)
    line: _Matrix = _IDENTITY
    text: _Matrix = _IDENTITY
    font: str = ""
    size: bytes = b"0"
    leading: float = 0.0
    # Horizontal scaling, as a factor.
    scale: float = 1.0


def read_events(data: bytes, fonts: Mapping[str, StreamFont]) -> Iterator[Event]:
    """`fonts` by the names of the page's resources. Raises UnknownContentError."""
    state = _State()
    operands: list[bytes] = []
    start = -1
    path = -1
    for match in _TOKEN.finditer(data):
        token = match[0]
        if match.lastgroup != "operator":
            if not operands:
                start = match.start()
            operands.append(token)
            continue
        first = start if operands else match.start()
        if token in _PATH:
            path = first if path < 0 else path
        elif token in _PAINT:
            yield Drawing(path if path >= 0 else first, match.end())
            path = -1
        elif token == b"n":
            path = -1
        elif token == b"Do":
            yield Drawing(first, match.end(), operands[-1][1:].decode("latin-1"), _unit_square(state.matrix))
        elif token in (b"MP", b"DP"):
            yield Mark(first, match.end(), operands[0][1:].decode("latin-1"), b"".join(operands[1:]))
        elif token in (b"BMC", b"BDC"):
            number = _NUMBER.search(b"".join(operands[1:]))
            yield MarkedContent(first, match.end(), operands[0][1:].decode("latin-1"), int(number[1]) if number else None)
        elif token == b"EMC":
            yield MarkedContent(first, match.end(), "", None)
        elif token in (b"TJ", b"Tj"):
            yield _show(state, fonts, operands, first, match.end())
        elif token == b"ET":
            yield TextEnd(match.start())
        elif token in _FOREIGN:
            raise UnknownContentError(f"the operator {token.decode()} at byte {match.start()}")
        else:
            _move(state, token, operands)
        operands.clear()


def _move(state: _State, operator: bytes, operands: list[bytes]) -> None:
    match operator:
        case b"q":
            if len(state.saved) > _MOST_SAVED:
                raise UnknownContentError("too many saved states")
            state.saved.append(state.matrix)
        case b"Q":
            state.matrix = state.saved.pop() if state.saved else _IDENTITY
        case b"cm":
            state.matrix = _times(_matrix(operands), state.matrix)
        case b"BT":
            state.text = state.line = _IDENTITY
        case b"Tf":
            state.font, state.size = operands[0][1:].decode("latin-1"), operands[1]
        case b"Tz":
            state.scale = float(operands[0]) / 100
        case b"TL":
            state.leading = float(operands[0])
        case b"Td" | b"TD":
            if operator == b"TD":
                state.leading = -float(operands[1])
            state.text = state.line = _times((1, 0, 0, 1, float(operands[0]), float(operands[1])), state.line)
        case b"T*":
            state.text = state.line = _times((1, 0, 0, 1, 0, -state.leading), state.line)
        case b"Tm":
            state.text = state.line = _matrix(operands)


def _show(state: _State, fonts: Mapping[str, StreamFont], operands: list[bytes], start: int, end: int) -> Show:
    font = fonts.get(state.font)
    if font is None:
        raise UnknownContentError(f"text in an unknown font {state.font}")
    parts = tuple(text_parts(operands[-1])) or (b"",)
    size = float(state.size)
    unit = size / 1000 * state.scale
    advance = sum((font.width(part) if isinstance(part, bytes) else -part) for part in parts) * unit
    before, behind = (-part * unit if isinstance(part, float) else 0.0 for part in (parts[0], parts[-1]))
    begin = _times(state.text, state.matrix)
    state.text = _times((1, 0, 0, 1, advance, 0), state.text)
    after = _times(state.text, state.matrix)
    return Show(
        start=start,
        end=end,
        parts=parts,
        font=state.font,
        font_size=state.size,
        size=size * math.hypot(begin[2], begin[3]),
        left=begin[4] + before * begin[0],
        right=after[4] - behind * begin[0],
        baseline=begin[5],
    )


def _matrix(operands: list[bytes]) -> _Matrix:
    a, b, c, d, e, f = (float(one) for one in operands[-6:])
    return a, b, c, d, e, f


def _unit_square(matrix: _Matrix) -> tuple[float, float, float, float]:
    """The place that an image fills (8.9.5)."""
    a, b, c, d, e, f = matrix
    across, up = (0, a, c, a + c), (0, b, d, b + d)
    return e + min(across), f + min(up), e + max(across), f + max(up)


def _times(one: _Matrix, two: _Matrix) -> _Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m

"""Content stream of a page -> text, drawings and marks, in order and with positions."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from cvtex.pdf.fonts import StreamFont
from cvtex.pdf.parsing import string_of
from cvtex.pdf.values import UnsoundPdfError, from_utf16_digits
from cvtex.value import Struct, Value, field

# A literal string with balanced parentheses in it (ISO 32000-1, 7.3.4.2); part of other patterns.
STRING: Final = rb"\((?:[^()\\]++|\\[\s\S]|\((?:[^()\\]++|\\[\s\S])*+\))*+\)"
_PART: Final = re.compile(rb"(<[0-9A-Fa-f\s]*>|" + STRING + rb")|([+-]?(?:\d+\.?\d*|\.\d+))")
# In ems: narrower than any space of the fonts in use as TeX shrinks it, wider than kerns.
LEAST_GAP: Final = 0.11
_LEAST_MOVEMENT: Final = -1000 * LEAST_GAP


Box: TypeAlias = tuple[float, float, float, float]
"""Left, bottom, right, top."""


class Show(Value, tag=True, array_like=True):
    """An operator that shows text, from `start` of its operands to `end`.

    `parts`: strings of codes, and movements in thousandths of the size. `words`: their text, split at gaps. `closed`:
    the gaps, by number from 0, that separate no words. `left`, `right`, `baseline`: in bp on the page. `size`: the
    effective size in bp. `font`, `font_size`: as in the stream. `rise`: how much higher the end of turned text is than
    its beginning. `is_white`: as the paper, or not painted at all.
    """

    start: int
    end: int
    parts: tuple[bytes | float, ...]
    words: tuple[str, ...]
    font: str
    font_size: bytes
    size: float
    left: float
    right: float
    baseline: float
    closed: frozenset[int] = frozenset()
    rise: float = 0.0
    is_white: bool = False


class MarkedPoint(Value, tag=True, array_like=True):
    """A marked-content point: `name` without its slash, `properties` as bytes."""

    start: int
    end: int
    name: str
    properties: bytes


class MarkedContent(Value, tag=True, array_like=True):
    """The beginning of marked content, or its end if `name` is empty. `number`: its MCID.

    `actual`: its ActualText, which replaces the shown text for readers (ISO 32000-1, 14.9.4).
    """

    start: int
    end: int
    name: str
    number: int | None
    actual: str | None = None


class Drawing(Value, tag=True, array_like=True):
    """A painted path, or an external object (then `name` is set).

    `box`: left, bottom, right, top in bp on the page. `is_filled`: its inside is painted. `is_white`: as the paper.
    """

    start: int
    end: int
    name: str = ""
    box: Box = (0, 0, 0, 0)
    is_filled: bool = False
    is_white: bool = False


class TextEnd(Value, tag=True, array_like=True):
    """The end of a text object. `start`: of its operator."""

    start: int


Event: TypeAlias = Show | MarkedPoint | MarkedContent | Drawing | TextEnd
_Matrix: TypeAlias = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1, 0, 0, 1, 0, 0)

_NUMBER = rb"[+-]?(?:\d+\.?\d*|\.\d+)"
_NAME = rb"[^\s()<>\[\]{}/%]*"
_ARRAY = rb"\[(?:[^\]\\()]++|" + STRING + rb")*+\]"
_DIGITS = rb"<[0-9A-Fa-f\s]*>"
_DICTIONARY = rb"<<(?:[^<>]++|<[^<>]*+>)*+>>"
# Frequent operations are matched as a whole, all others token by token.
_TOKEN = re.compile(
    rb"(" + _ARRAY + rb"|" + STRING + rb"|" + _DIGITS + rb")\s*T[Jj]\b"
    rb"|(" + _NUMBER + rb")\s+(" + _NUMBER + rb")\s+Td\b"
    rb"|/(" + _NAME + rb")\s+(" + _NUMBER + rb")\s+Tf\b"
    rb"|((?:" + _NUMBER + rb"\s+){6})Tm\b"
    rb"|/(" + _NAME + rb")\s*(" + _DICTIONARY + rb")?\s*(?:MP|DP)\b"
    rb"|(?:" + _NUMBER + rb"\s+){1,4}(g|G|rg|RG|k|K)\b"
    rb"|(" + _ARRAY + rb"|" + STRING + rb"|" + _DICTIONARY + rb"|" + _DIGITS + rb"|/" + _NAME + rb"|" + _NUMBER + rb")"
    rb"|([A-Za-z'\"][A-Za-z0-9*'\"]*)"
)
_SHOW, _MOVE_X, _MOVE, _FONT, _SIZE, _PLACE, _MARK, _PROPERTIES, _COLOUR, _OPERAND, _OPERATOR = range(1, 12)
_CONTENT_NUMBER = re.compile(rb"/MCID\s+(\d{1,9})")
# As the themes write it.
_ACTUAL_TEXT = re.compile(rb"/ActualText\s*<FEFF((?>(?:[0-9A-F]{4})*))>")

_PATH = frozenset({b"m", b"l", b"c", b"v", b"y", b"h", b"re"})
_PAINT = frozenset({b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh"})
_FILL = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"})
_WHITE = re.compile(rb"(?:1(?:\.0*)?\s+){1,3}r?g|(?:0(?:\.0*)?\s+){4}k")
_FOREIGN = frozenset({b"BI", b"ID", b"'", b'"', b"TJ", b"Tj", b"MP", b"DP"})
_MOST_SAVED = 100


class _State(Struct):
    """`font`, `size`: as in the stream. `scale`: horizontal scaling as a factor."""

    matrix: _Matrix = _IDENTITY
    saved: list[_Matrix] = field(default_factory=list)
    line: _Matrix = _IDENTITY
    text: _Matrix = _IDENTITY
    font: str = ""
    size: bytes = b"0"
    leading: float = 0.0
    scale: float = 1.0
    is_white: bool = False
    is_unpainted: bool = False


def read_events(data: bytes, fonts: Mapping[str, StreamFont]) -> tuple[Event, ...]:
    """`fonts`: by their names in the page's resources. Raises UnsoundPdfError."""
    try:
        return tuple(_events(data, fonts))
    except (IndexError, ValueError) as problem:
        raise UnsoundPdfError(f"an operator without its operands ({problem})") from problem


def _events(data: bytes, fonts: Mapping[str, StreamFont]) -> Iterator[Event]:
    state = _State()
    operands: list[bytes] = []
    start = -1
    path = -1
    points: list[tuple[float, float]] = []
    for match in _TOKEN.finditer(data):
        kind = match.lastindex
        if kind == _OPERAND:
            if not operands:
                start = match.start()
            operands.append(match[_OPERAND])
        elif kind != _OPERATOR:
            if operands:
                raise UnsoundPdfError(f"an operator with too many operands at byte {match.start()}")
            if kind == _COLOUR:
                if match[_COLOUR] in (b"g", b"rg", b"k"):
                    state.is_white = _WHITE.fullmatch(match[0]) is not None
            elif kind == _SHOW:
                yield _show(state, fonts, match)
            elif kind == _MOVE:
                _move_line(state, float(match[_MOVE_X]), float(match[_MOVE]))
            elif kind in (_SIZE, _PLACE):
                _set_text(state, match)
            elif kind in (_MARK, _PROPERTIES):
                yield MarkedPoint(match.start(), match.end(), match[_MARK].decode("latin-1"), match[_PROPERTIES] or b"")
        else:
            token = match[_OPERATOR]
            first = start if operands else match.start()
            if token in _PATH:
                path = first if path < 0 else path
                points += _points(state.matrix, token, [float(one) for one in operands])
            elif token in _PAINT or token == b"n":
                if token != b"n":
                    yield Drawing(
                        path if path >= 0 else first, match.end(), "", _around(points), token in _FILL, state.is_white
                    )
                path, points = -1, []
            elif token == b"Do":
                yield Drawing(first, match.end(), operands[-1][1:].decode("latin-1"), _unit_square(state.matrix))
            elif token in (b"BMC", b"BDC"):
                properties = b"".join(operands[1:])
                number, actual = _CONTENT_NUMBER.search(properties), _ACTUAL_TEXT.search(properties)
                yield MarkedContent(
                    first,
                    match.end(),
                    operands[0][1:].decode("latin-1"),
                    int(number[1]) if number else None,
                    from_utf16_digits(actual[1]) if actual else None,
                )
            elif token == b"EMC":
                yield MarkedContent(first, match.end(), "", None)
            elif token == b"ET":
                yield TextEnd(match.start())
            elif token in _FOREIGN:
                raise UnsoundPdfError(f"an unexpected operator {token.decode()} at byte {match.start()}")
            else:
                _change(state, token, operands)
            operands.clear()


def _set_text(state: _State, match: re.Match[bytes]) -> None:
    """Set the font, or the text matrix."""
    if match.lastindex == _SIZE:
        state.font, state.size = match[_FONT].decode("latin-1"), match[_SIZE]
    else:
        state.text = state.line = _matrix(match[_PLACE].split())


def _change(state: _State, operator: bytes, operands: list[bytes]) -> None:
    match operator:
        case b"q":
            if len(state.saved) > _MOST_SAVED:
                raise UnsoundPdfError("too many saved states")
            state.saved.append(state.matrix)
        case b"Q":
            state.matrix = state.saved.pop() if state.saved else _IDENTITY
        case b"cm":
            state.matrix = _times(_matrix(operands), state.matrix)
        case b"BT":
            state.text = state.line = _IDENTITY
        case b"Tr":
            state.is_unpainted = operands[0] == b"3"
        case b"Tz":
            state.scale = float(operands[0]) / 100
        case b"TL":
            state.leading = float(operands[0])
        case b"TD":
            state.leading = -float(operands[1])
            _move_line(state, float(operands[0]), -state.leading)
        case b"T*":
            _move_line(state, 0, -state.leading)
        case b"Tm":
            state.text = state.line = _matrix(operands)


def _move_line(state: _State, right: float, up: float) -> None:
    a, b, c, d, e, f = state.line
    state.text = state.line = (a, b, c, d, right * a + up * c + e, right * b + up * d + f)


def _show(state: _State, fonts: Mapping[str, StreamFont], match: re.Match[bytes]) -> Show:
    font = fonts.get(state.font)
    if font is None:
        raise UnsoundPdfError(f"text in an unknown font {state.font}")
    parts = text_parts(match[_SHOW]) or (b"",)
    size = float(state.size)
    unit = size / 1000 * state.scale
    advance = 0.0
    words = [""]
    for part in parts:
        if isinstance(part, bytes):
            advance += font.width(part)
            words[-1] += font.text(part)
        else:
            advance -= part
            if is_gap(part):
                words.append("")
    if isinstance(parts[0], float) and is_gap(parts[0]):
        del words[0]
    if len(words) > 1 and isinstance(parts[-1], float) and is_gap(parts[-1]):
        del words[-1]
    before, behind = (-part * unit if isinstance(part, float) else 0.0 for part in (parts[0], parts[-1]))
    a, b, c, d, e, f = state.text
    left, baseline = e, f
    state.text = (a, b, c, d, e + advance * unit * a, f + advance * unit * b)
    right, end = state.text[4:]
    if state.matrix is not _IDENTITY:
        a, b, c, d, left, baseline = _times((a, b, c, d, e, f), state.matrix)
        right, end = _times(state.text, state.matrix)[4:]
    return Show(
        start=match.start(),
        end=match.end(),
        parts=parts,
        words=tuple(words),
        font=state.font,
        font_size=state.size,
        size=size * math.hypot(c, d),
        left=left + before * a,
        right=right - behind * a,
        baseline=baseline,
        rise=end - baseline,
        is_white=state.is_white or state.is_unpainted,
    )


def _matrix(operands: list[bytes]) -> _Matrix:
    a, b, c, d, e, f = (float(one) for one in operands[-6:])
    return a, b, c, d, e, f


def _unit_square(matrix: _Matrix) -> Box:
    """The box of an image: images fill the unit square (8.9.5)."""
    a, b, c, d, e, f = matrix
    across, up = (0, a, c, a + c), (0, b, d, b + d)
    return e + min(across), f + min(up), e + max(across), f + max(up)


def _points(matrix: _Matrix, operator: bytes, numbers: list[float]) -> Iterator[tuple[float, float]]:
    """The points that an operator adds to a path."""
    if operator == b"re":
        x, y, width, height = numbers
        numbers = [x, y, x + width, y, x, y + height, x + width, y + height]
    a, b, c, d, e, f = matrix
    for x, y in zip(numbers[::2], numbers[1::2], strict=True):
        yield a * x + c * y + e, b * x + d * y + f


def _around(points: list[tuple[float, float]]) -> Box:
    across, up = [x for x, _ in points], [y for _, y in points]
    return (min(across), min(up), max(across), max(up)) if points else (0, 0, 0, 0)


def _times(one: _Matrix, two: _Matrix) -> _Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def text_parts(operand: bytes) -> tuple[bytes | float, ...]:
    """Operand -> strings and movements, which are in thousandths of the size, to the left."""
    return tuple([float(number) if number else string_of(string) for string, number in _PART.findall(operand)])


def is_gap(movement: float) -> bool:
    """Whether a movement separates words. `movement`: in thousandths of an em, to the left."""
    return movement <= _LEAST_MOVEMENT

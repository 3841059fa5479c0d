"""A font dictionary of a PDF -> widths and Unicode of its codes."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cvtex.value import Value


class StreamFont(Value):
    """`widths` in thousandths of the size and `unicode`, by code; a code has one byte, or two if `is_wide`.

    Both tell all codes of one byte; of two bytes those that are there, all others being `default_width` wide.
    """

    widths: Mapping[int, float]
    default_width: float
    unicode: Mapping[int, str]
    is_wide: bool

    def codes(self, string: bytes) -> Iterable[int]:
        return struct.unpack(f">{len(string) // 2}H", string[: len(string) // 2 * 2]) if self.is_wide else string

    def width(self, string: bytes) -> float:
        if self.is_wide:
            return sum(self.widths.get(code, self.default_width) for code in self.codes(string))
        return sum(map(self.widths.__getitem__, string))

    def text(self, string: bytes) -> str:
        if self.is_wide:
            return "".join(self.unicode.get(code, "") for code in self.codes(string))
        return "".join(map(self.unicode.__getitem__, string))


def read_font(font: Any) -> StreamFont:
    """`font`: a dictionary as pypdf reads it. Raises KeyError, TypeError or ValueError for what is none."""
    unicode = dict(_unicode(font["/ToUnicode"].get_object().get_data())) if "/ToUnicode" in font else {}
    if font.get("/Subtype") == "/Type0":
        descendant = font["/DescendantFonts"].get_object()[0].get_object()
        widths = dict(_wide_widths(descendant.get("/W", ())))
        return StreamFont(widths, float(descendant.get("/DW", 1000)), unicode, is_wide=True)
    first = int(font.get("/FirstChar", 0))
    listed = font["/Widths"].get_object() if "/Widths" in font else ()
    narrow = dict.fromkeys(range(256), 0.0) | {first + place: float(width) for place, width in enumerate(listed)}
    return StreamFont(narrow, 0.0, dict.fromkeys(range(256), "") | unicode, is_wide=False)


def _wide_widths(listed: Any) -> Iterator[tuple[int, float]]:
    """`c [w1 w2 ...]` or `first last w` (9.7.4.3)."""
    values = [value.get_object() for value in listed.get_object()] if listed else []
    place = 0
    while place + 1 < len(values):
        first, second = int(values[place]), values[place + 1]
        if isinstance(second, list):
            yield from ((first + offset, float(width.get_object())) for offset, width in enumerate(second))
            place += 2
        else:
            yield from ((code, float(values[place + 2])) for code in range(first, min(int(second), 0xFFFF) + 1))
            place += 3


_SECTION = re.compile(rb"beginbf(?P<kind>char|range)(?P<body>.*?)endbf", re.DOTALL)
_CHARACTER = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")


def _unicode(cmap: bytes) -> Iterator[tuple[int, str]]:
    for section in _SECTION.finditer(cmap):
        if section["kind"] == b"char":
            yield from ((int(code, 16), _utf16(text)) for code, text in _CHARACTER.findall(section["body"]))
            continue
        for first, last, text, listed in _RANGE.findall(section["body"]):
            low = int(first, 16)
            if listed:
                yield from ((low + place, _utf16(one)) for place, one in enumerate(_HEX.findall(listed)))
            elif start := _utf16(text):
                for code in range(low, min(int(last, 16), 0xFFFF) + 1):
                    yield code, start[:-1] + chr(ord(start[-1]) + code - low)


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be", "replace")

"""A font dictionary of a PDF -> widths and Unicode of its codes."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator, Mapping

from cvtex.pdf_file.reading import Page, PdfFile
from cvtex.pdf_file.values import Dictionary, Object, Reference, UnsoundPdfError
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


class StreamFonts:
    """The fonts of a file, each read once, when it is asked for."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._known: dict[Reference, StreamFont] = {}

    def of(self, reference: Reference) -> StreamFont:
        """Raises UnsoundPdfError for what is no font."""
        if reference not in self._known:
            self._known[reference] = read_font(self._file, self._file.dictionary(reference))
        return self._known[reference]

    def named(self, fonts: Mapping[str, Reference]) -> dict[str, StreamFont]:
        """Those of a page, by the names in its resources."""
        return {name: self.of(reference) for name, reference in fonts.items()}


def fonts_of(file: PdfFile, page: Page) -> dict[str, Reference]:
    """The fonts of a page's stream by their names there. Raises UnsoundPdfError."""
    fonts = {}
    for name, value in file.dictionary(file.dictionary(page.entries.get("Resources")).get("Font")).items():
        if not isinstance(value, Reference):
            raise UnsoundPdfError("a font stands in the page's resources")
        fonts[name] = value
    return fonts


def descendant_of(file: PdfFile, font: Dictionary) -> Dictionary:
    """The font that has the glyphs of a Type 0 font (9.7.6)."""
    return file.dictionary(next(iter(file.array(font.get("DescendantFonts"))), None))


def read_font(file: PdfFile, font: Dictionary) -> StreamFont:
    """Raises UnsoundPdfError for what is no font."""
    try:
        unicode = dict(_unicode(file.stream(font["ToUnicode"]).data)) if "ToUnicode" in font else {}
    except ValueError as problem:
        raise UnsoundPdfError(f"a font does not tell its characters ({problem})") from problem
    if font.get("Subtype") == "Type0":
        descendant = descendant_of(file, font)
        widths = dict(_wide_widths(file, file.array(descendant.get("W"))))
        return StreamFont(widths, file.number(descendant.get("DW", 1000)), unicode, is_wide=True)
    first = file.integer(font.get("FirstChar", 0))
    listed = map(file.number, file.array(font.get("Widths")))
    narrow = dict.fromkeys(range(256), 0.0) | {first + place: width for place, width in enumerate(listed)}
    return StreamFont(narrow, 0.0, dict.fromkeys(range(256), "") | unicode, is_wide=False)


def _wide_widths(file: PdfFile, listed: list[Object]) -> Iterator[tuple[int, float]]:
    """`c [w1 w2 ...]` or `first last w` (9.7.4.3)."""
    place = 0
    while place + 1 < len(listed):
        first, second = file.integer(listed[place]), file.object(listed[place + 1])
        if isinstance(second, list):
            yield from ((first + offset, file.number(width)) for offset, width in enumerate(second))
            place += 2
        else:
            width = file.number(listed[place + 2] if place + 2 < len(listed) else None)
            yield from ((code, width) for code in range(first, min(file.integer(second), 0xFFFF) + 1))
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

"""Font dictionary -> widths and Unicode text of its codes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping

from cvtex.pdf.file import Page, PdfFile
from cvtex.pdf.values import Dictionary, Reference, UnsoundPdfError, from_utf16_digits
from cvtex.value import Value, canonical_bytes


class StreamFont(Value):
    """`widths` (in thousandths of the size) and `unicode`, for each of the 256 codes of one byte."""

    widths: Mapping[int, float]
    unicode: Mapping[int, str]

    def width(self, string: bytes) -> float:
        return sum(map(self.widths.__getitem__, string))

    def text(self, string: bytes) -> str:
        return "".join(map(self.unicode.__getitem__, string))


class PageKeys:
    """Cache keys of pages: the digest of a page's content stream and fonts, which determine its events."""

    def __init__(self) -> None:
        # Most pages share their fonts. The entry keeps the font alive, so that its id stays unique.
        self._digests: dict[int, tuple[StreamFont, bytes]] = {}

    def key(self, data: bytes, fonts: Mapping[str, StreamFont]) -> str:
        found = hashlib.blake2b(data, digest_size=16)
        for name, font in sorted(fonts.items()):
            found.update(b"/%s " % name.encode("utf-8", "surrogatepass") + self._digest(font))
        return found.hexdigest()

    def _digest(self, font: StreamFont) -> bytes:
        if id(font) not in self._digests:
            parts = sorted(font.widths.items()), sorted(font.unicode.items())
            self._digests[id(font)] = font, hashlib.blake2b(canonical_bytes(parts), digest_size=16).digest()
        return self._digests[id(font)][1]


class StreamFonts:
    """The fonts of a file, each read once, on first access."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._known: dict[Reference, StreamFont] = {}

    def of(self, reference: Reference) -> StreamFont:
        """Raises UnsoundPdfError if it is not a font."""
        if reference not in self._known:
            self._known[reference] = read_font(self._file, self._file.dictionary(reference))
        return self._known[reference]

    def named(self, fonts: Mapping[str, Reference]) -> dict[str, StreamFont]:
        """The fonts of a page, by their names in its resources."""
        return {name: self.of(reference) for name, reference in fonts.items()}


def fonts_of(file: PdfFile, page: Page) -> dict[str, Reference]:
    """The fonts of a page, by their names in its resources. Raises UnsoundPdfError."""
    fonts = {}
    for name, value in file.dictionary(file.dictionary(page.entries.get("Resources")).get("Font")).items():
        if not isinstance(value, Reference):
            raise UnsoundPdfError("expected a reference to a font")
        fonts[name] = value
    return fonts


def read_font(file: PdfFile, font: Dictionary) -> StreamFont:
    """Raises UnsoundPdfError if it is not a font with codes of one byte."""
    try:
        unicode = dict(_unicode(file.stream(font["ToUnicode"]).data)) if "ToUnicode" in font else {}
    except ValueError as problem:
        raise UnsoundPdfError(f"the ToUnicode map of a font is malformed ({problem})") from problem
    if font.get("Subtype") == "Type0":
        raise UnsoundPdfError("a font has codes of more than one byte")
    first = file.integer(font.get("FirstChar", 0))
    listed = map(file.number, file.array(font.get("Widths")))
    widths = dict.fromkeys(range(256), 0.0) | {first + place: width for place, width in enumerate(listed)}
    return StreamFont(widths, dict.fromkeys(range(256), "") | unicode)


_SECTION = re.compile(rb"beginbf(?P<kind>char|range)(?P<body>.*?)endbf", re.DOTALL)
_CHARACTER = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")


def _unicode(cmap: bytes) -> Iterator[tuple[int, str]]:
    for section in _SECTION.finditer(cmap):
        if section["kind"] == b"char":
            yield from ((int(code, 16), from_utf16_digits(text)) for code, text in _CHARACTER.findall(section["body"]))
            continue
        for first, last, text, listed in _RANGE.findall(section["body"]):
            low = int(first, 16)
            if listed:
                yield from ((low + place, from_utf16_digits(one)) for place, one in enumerate(_HEX.findall(listed)))
            elif start := from_utf16_digits(text):
                for code in range(low, min(int(last, 16), 0xFFFF) + 1):
                    yield code, start[:-1] + chr(ord(start[-1]) + code - low)

"""Outlines -> a Type 1 font program as a PFB file, the format that pdfTeX embeds and subsets.

Adobe Type 1 Font Format (1990): charstrings (chapter 6), encryption (chapter 7). PFB: Adobe Technical Note 5040.
Outlines are unhinted; coordinates are thousandths of an em.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from cvtex.fonts.outline import Box, Outline
from cvtex.value import Value

_HSBW: Final = b"\x0d"
_END: Final = b"\x0e"
_RETURN: Final = b"\x0b"
_CHARSTRING_KEY: Final = 4330
_EEXEC_KEY: Final = 55665
# Four bytes that a reader skips (lenIV).
_SKIPPED: Final = b"\0\0\0\0"
NOTDEF: Final = ".notdef"


class Glyph(Value):
    """A glyph of a font program. `charstring` is encrypted. `width`: in thousandths of an em."""

    charstring: bytes
    width: int
    box: Box

    @property
    def height(self) -> int:
        return max(self.box[3], 0)

    @property
    def depth(self) -> int:
        return max(-self.box[1], 0)


def glyph(outline: Outline, width: int) -> Glyph:
    return Glyph(_encrypted(_SKIPPED + _charstring(outline, width), _CHARSTRING_KEY), width, outline.box())


def unicode_name(text: str) -> str:
    """`ff` -> `uni00660066`: readers get the text from the name (Adobe Glyph List Specification)."""
    return f"uni{text.encode('utf-16-be').hex().upper()}"


def font_program(name: str, glyphs: Sequence[tuple[str, Glyph]], encoding: Iterable[str]) -> bytes:
    """(glyph name, glyph) pairs -> a PFB file. `encoding`: the glyph name of each code, from 0.

    All names are PostScript names: no spaces, no brackets, at most 127 bytes.
    """
    box = _union(drawn.box for _, drawn in glyphs)
    codes = "".join(f"dup {code} /{one} put\n" for code, one in enumerate(encoding) if one != NOTDEF)
    head = (
        f"%!PS-AdobeFont-1.0: {name} 1.0\n12 dict begin\n/FontInfo 2 dict dup begin\n/FullName ({name}) readonly def\n"
        f"end readonly def\n/FontName /{name} def\n/PaintType 0 def\n/FontType 1 def\n"
        "/FontMatrix [0.001 0 0 0.001 0 0] readonly def\n/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\n"
        f"{codes}readonly def\n/FontBBox {{{' '.join(map(str, box))}}} readonly def\n"
        "currentdict end\ncurrentfile eexec\n"
    )
    all_glyphs = ((NOTDEF, glyph(Outline(()), 0)), *glyphs)
    private = [
        (
            b"dup /Private 9 dict dup begin\n/RD {string currentfile exch readstring pop} executeonly def\n"
            b"/ND {noaccess def} executeonly def\n/NP {noaccess put} executeonly def\n/BlueValues [] def\n"
            b"/MinFeature {16 16} ND\n/password 5839 def\n/lenIV 4 def\n/Subrs 1 array\ndup 0 5 RD "
        ),
        _encrypted(_SKIPPED + _RETURN, _CHARSTRING_KEY),
        b" NP\nND\n2 index /CharStrings %d dict dup begin\n" % len(all_glyphs),
    ]
    for one, drawn in all_glyphs:
        private += (b"/%s %d RD " % (one.encode("ascii"), len(drawn.charstring)), drawn.charstring, b" ND\n")
    private.append(
        b"end\nend\nreadonly put\nnoaccess put\ndup/FontName get exch definefont pop\nmark currentfile closefile\n"
    )
    cipher = _encrypted(_SKIPPED + b"".join(private), _EEXEC_KEY)
    tail = (b"0" * 64 + b"\n") * 8 + b"cleartomark\n"
    segments = ((1, head.encode("ascii")), (2, cipher), (1, tail))
    return b"".join(struct.pack("<BBI", 0x80, kind, len(data)) + data for kind, data in segments) + b"\x80\x03"


def _union(boxes: Iterable[Box]) -> Box:
    known = [box for box in boxes if box != (0, 0, 0, 0)] or [(0, 0, 0, 0)]
    return (
        min(box[0] for box in known),
        min(box[1] for box in known),
        max(box[2] for box in known),
        max(box[3] for box in known),
    )


def _charstring(outline: Outline, width: int) -> bytes:
    out = [_number(0), _number(width), _HSBW]
    add = out.append
    numbers = _small_numbers()
    x = y = 0
    for step in outline.steps:
        points = iter(step)
        operator = next(points)
        # Most of the output is these differences, a dozen for each letter, so small numbers are cached.
        for right, up in zip(points, points, strict=True):
            add(numbers.get(right - x) or _number(right - x))
            add(numbers.get(up - y) or _number(up - y))
            x, y = right, up
        add(_OPERATORS[operator])
    add(_END)
    return b"".join(out)


_OPERATORS: Final = tuple(bytes((number,)) for number in range(32))


@cache
def _small_numbers() -> dict[int, bytes]:
    return {value: _number(value) for value in range(-300, 301)}


def _number(value: int) -> bytes:
    if -107 <= value <= 107:
        return bytes((value + 139,))
    if 108 <= value <= 1131:
        return bytes((247 + (value - 108 >> 8), value - 108 & 255))
    if -1131 <= value <= -108:
        return bytes((251 + (-value - 108 >> 8), -value - 108 & 255))
    return b"\xff" + struct.pack(">i", value)


def _encrypted(data: bytes, key: int) -> bytes:
    out: list[int] = []
    add = out.append
    for byte in data:
        cipher = byte ^ (key >> 8)
        add(cipher)
        key = (cipher + key) * 52845 + 22719 & 0xFFFF
    return bytes(out)

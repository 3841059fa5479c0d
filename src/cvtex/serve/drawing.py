"""A page of a PDF -> a picture, through PDFium."""

from __future__ import annotations

import struct
import zlib
from typing import Final

from cvtex.pdf.foreign import pdfium_document
from cvtex.value import Value

# In pixels. A narrower one cannot be read, a wider one shows no more.
NARROWEST: Final = 200
WIDEST: Final = 3200
# Height over width: a page far longer than paper would take all memory.
_LONGEST: Final = 4
_COLOURS: Final = 3
_TRUECOLOUR: Final = 2
# Fast rather than small: the picture goes no further than this machine.
_LEVEL: Final = 1


class Bitmap(Value):
    """Rows of pixels in red, green and blue, one after the other."""

    width: int
    rows: tuple[bytes, ...]


def draw(pdf: bytes, page: int, width: int) -> Bitmap | None:
    """Draw a page (from 1), `width` pixels wide; None if there is no such page.

    Raises UnreadablePdfError. PDFium must not be called by two threads at the same time.
    """
    with pdfium_document(pdf) as document:
        if not 0 < page <= len(document):
            return None
        drawn = document[page - 1]
        across, down = drawn.get_size()
        if down > across * _LONGEST:
            width = max(1, int(width * across * _LONGEST / down))
        bitmap = drawn.render(scale=width / across, rev_byteorder=True, may_draw_forms=False)
        pixels, stride, length = memoryview(bitmap.buffer).cast("B"), bitmap.stride, bitmap.width * _COLOURS
        # Copied, since the buffer is PDFium's.
        return Bitmap(
            bitmap.width, tuple(bytes(pixels[y * stride : y * stride + length]) for y in range(bitmap.height))
        )


def png(bitmap: Bitmap) -> bytes:
    # Each row begins with the number of its filter: none.
    rows = zlib.compress(b"".join(part for row in bitmap.rows for part in (b"\0", row)), _LEVEL)
    header = struct.pack(">IIBBBBB", bitmap.width, len(bitmap.rows), 8, _TRUECOLOUR, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

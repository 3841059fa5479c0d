"""Bytes of a PNG (W3C, second edition) -> facts from its header, and its bytes without metadata. Pure."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Final

from cvtex.model.picture import Picture, UnusablePictureError
from cvtex.read.colour_profile import has_other_colours

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
# By colour type: grey, RGB, palette, grey with alpha, RGB with alpha.
_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS: Final = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_GREY: Final = (0, 4)
_PALETTE: Final = 3
# All other chunks say when, where and by which program the picture was made, or how its colours differ from sRGB.
_PRINTED: Final = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
# Adam7: first column, first row, step to the right, step down.
_PASSES: Final = (
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)
_MOST_FILTERS: Final = 5
# One letter for each chunk that is printed, and the order that decoders insist on.
_LETTERS: Final = {b"IHDR": "H", b"PLTE": "P", b"tRNS": "T", b"IDAT": "D", b"IEND": "E"}
_ORDER: Final = re.compile("HP?T?D+E")
_MOST_COLOURS: Final = 256
_PIECE: Final = 1 << 16


def read_png(data: bytes, most_pixels: int) -> Picture:
    """`most_pixels` is the limit for each side. Raises UnusablePictureError, also if pixels are missing."""
    chunks = list(_chunks(data))
    kinds = [kind for kind, _, _ in chunks]
    if kinds[:1] != [b"IHDR"] or len(chunks[0][1]) != 13 or b"IDAT" not in kinds:
        raise UnusablePictureError("is damaged: it has no header or no pixels")
    header = chunks[0][1]
    width, height = int.from_bytes(header[:4]), int.from_bytes(header[4:8])
    depth, colour, interlace = header[8], header[9], header[12]
    if depth not in _DEPTHS.get(colour, ()) or header[10:12] != b"\0\0" or interlace > 1 or not width or not height:
        raise UnusablePictureError("is damaged: its header is malformed")
    if (colour == _PALETTE) != (b"PLTE" in kinds) and colour in (_PALETTE, *_GREY):
        raise UnusablePictureError("is damaged: its palette is missing or unexpected")
    if not _ORDER.fullmatch("".join(_LETTERS.get(kind, "") for kind in kinds)):
        raise UnusablePictureError("is damaged: its chunks are repeated or out of order")
    palette = next((content for kind, content, _ in chunks if kind == b"PLTE"), b"\0\0\0")
    if len(palette) % 3 or not 0 < len(palette) <= 3 * _MOST_COLOURS:
        raise UnusablePictureError("is damaged: its palette is malformed")
    if max(width, height) <= most_pixels:
        pixels = b"".join(content for kind, content, _ in chunks if kind == b"IDAT")
        _check_rows(pixels, _rows(width, height, depth * _CHANNELS[colour], is_interlaced=interlace == 1))
    return Picture(
        "png",
        width,
        height,
        1 if colour in _GREY else 3,
        has_alpha=colour in (4, 6) or b"tRNS" in kinds,
        has_other_colours=any(has_other_colours(_profile(content)) for kind, content, _ in chunks if kind == b"iCCP"),
        data=SIGNATURE + b"".join(whole for kind, _, whole in chunks if kind in _PRINTED),
    )


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Yield (type, content, whole chunk), up to the end of the picture."""
    place = len(SIGNATURE)
    while True:
        length = int.from_bytes(data[place : place + 4])
        end = place + 12 + length
        if end > len(data):
            raise UnusablePictureError("is truncated", "copy it again from the original")
        kind, content = data[place + 4 : place + 8], data[place + 8 : end - 4]
        if zlib.crc32(kind + content) != int.from_bytes(data[end - 4 : end]):
            raise UnusablePictureError(f"is damaged at byte {place}", "copy it again from the original")
        if kind not in _PRINTED and not kind[0] & 0x20:
            raise UnusablePictureError(f"needs the unknown PNG chunk '{kind.decode('latin-1')}'")
        yield kind, content, data[place:end]
        if kind == b"IEND":
            return
        place = end


def _rows(width: int, height: int, bits: int, *, is_interlaced: bool) -> Iterator[tuple[int, int]]:
    """Yield (number of rows, bytes per row with the filter byte), in the order of the file."""
    for column, row, right, down in _PASSES if is_interlaced else ((0, 0, 1, 1),):
        columns, rows = -(-max(width - column, 0) // right), -(-max(height - row, 0) // down)
        if columns:
            yield rows, 1 + (columns * bits + 7) // 8


def _check_rows(pixels: bytes, rows: Iterator[tuple[int, int]]) -> None:
    """Check that all rows are present and have a valid filter, so that TeX does not fail on the picture."""
    unpacked = _unpacked(pixels)
    buffer, place = b"", 0
    for count, size in rows:
        for _ in range(count):
            while len(buffer) - place < size:
                more = next(unpacked, b"")
                if not more:
                    raise UnusablePictureError("is damaged: some of its pixels are missing")
                buffer, place = buffer[place:] + more, 0
            if buffer[place] >= _MOST_FILTERS:
                raise UnusablePictureError("is damaged: its pixel data is malformed")
            place += size


def _unpacked(pixels: bytes) -> Iterator[bytes]:
    """Decompress piece by piece, since a few kilobytes may expand to gigabytes."""
    stream = zlib.decompressobj()
    place = 0
    try:
        while not stream.eof:
            packed = stream.unconsumed_tail or pixels[place : place + _PIECE]
            place += 0 if stream.unconsumed_tail else _PIECE
            piece = stream.decompress(packed, _PIECE)
            if not piece and not packed:
                return
            if piece:
                yield piece
    except zlib.error as problem:
        raise UnusablePictureError("is damaged: its pixel data cannot be decompressed") from problem


def _profile(content: bytes) -> bytes:
    """The ICC profile of a chunk: name, a zero byte, method, deflated bytes."""
    _, _, packed = content.partition(b"\0")
    try:
        return zlib.decompressobj().decompress(packed[1:], 1 << 20)
    except zlib.error:
        return b""

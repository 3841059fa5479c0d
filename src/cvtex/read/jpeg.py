"""Bytes of a JPEG (ITU-T T.81) -> facts from its header, and its bytes without metadata. Pure."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Final

from cvtex.model.picture import Picture, UnusablePictureError
from cvtex.read.colour_profile import has_other_colours
from cvtex.value import replace

SIGNATURE: Final = b"\xff\xd8\xff"
_START: Final = b"\xff\xd8"
_END: Final = 0xD9
_SCAN: Final = 0xDA
# Baseline, extended and progressive with Huffman codes, which PDF supports (ISO 32000-1, 7.4.8).
_FRAMES: Final = frozenset({0xC0, 0xC1, 0xC2})
_OTHER_FRAMES: Final = frozenset({0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
# The marker after a scan. Within a scan, FF00 stands for the byte FF, and D0 to D7 are restart markers.
_AFTER_SCAN: Final = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]", re.DOTALL)
_JFIF, _EXIF, _ICC, _ADOBE = b"JFIF\0", b"Exif\0\0", b"ICC_PROFILE\0", b"Adobe"
_ORIENTATION: Final = 0x0112
_MOST_ENTRIES: Final = 1000
_LAST_ORIENTATION: Final = 8
# Exif's orientation -> Pillow's constants: flip left to right, rotate by 180, flip top to bottom, and so on.
_TRANSPOSED: Final = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}
# Grey and RGB.
_TURNABLE: Final = frozenset({1, 3})
# In pixels: Pillow warns above this; a side of 40 mm at 600 dots per inch.
_MOST_TURNED: Final = 80_000_000
_ENOUGH: Final = 945
_QUALITY: Final = 95


def read_jpeg(data: bytes) -> Picture:
    """Raises UnusablePictureError."""
    segments = list(_segments(data))
    frames = [(marker, content) for marker, content, _ in segments if marker in _FRAMES | _OTHER_FRAMES]
    if not frames or len(frames[0][1]) < 6 or all(marker != _SCAN for marker, _, _ in segments):
        raise UnusablePictureError("is damaged: it has no header or no pixels")
    marker, frame = frames[0]
    if marker in _OTHER_FRAMES or frame[0] != 8:
        raise UnusablePictureError("is a kind of JPEG that PDF does not support", "save it as baseline JPEG or PNG")
    height, width, components = int.from_bytes(frame[1:3]), int.from_bytes(frame[3:5]), frame[5]
    if not width or not height or components not in (1, 3, 4):
        raise UnusablePictureError("is damaged: its header is malformed")
    profile = b"".join(content[len(_ICC) + 2 :] for _, content, _ in segments if content.startswith(_ICC))
    picture = Picture(
        "jpeg",
        width,
        height,
        components,
        has_other_colours=has_other_colours(profile),
        data=_START + b"".join(whole for marker, content, whole in segments if _is_printed(marker, content)),
    )
    orientation = next((found for marker, content, _ in segments if marker == 0xE1 and (found := _turn(content))), 1)
    return picture if orientation == 1 or components not in _TURNABLE else _upright(picture, orientation)


def _upright(picture: Picture, orientation: int) -> Picture:
    """Turn and mirror the pixels as Exif's `orientation` asks, and make them as small as print allows.

    TeX could turn the picture, too, but programs that take pictures out of a PDF would get it as it lay.
    """
    from PIL.Image import Transpose
    from PIL.JpegImagePlugin import JpegImageFile

    if picture.width * picture.height > _MOST_TURNED:
        raise UnusablePictureError("is too large to be turned upright", "scale it down: 1,000 pixels a side are plenty")
    try:
        with JpegImageFile(io.BytesIO(picture.data)) as image:
            image.draft(None, (_ENOUGH, _ENOUGH))
            turned = image.transpose(Transpose(_TRANSPOSED[orientation]))
    except (OSError, SyntaxError, ValueError) as problem:
        raise UnusablePictureError(
            "is damaged: its pixels cannot be read", "copy it again from the original"
        ) from problem
    encoded = io.BytesIO()
    turned.save(encoded, "JPEG", quality=_QUALITY)
    return replace(picture, width=turned.width, height=turned.height, data=encoded.getvalue())


def _segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield (marker, content, whole segment with its scan), up to the end of the picture."""
    place = len(_START)
    while True:
        begin = place
        while data[place : place + 1] == b"\xff" and data[place + 1 : place + 2] == b"\xff":
            place += 1
        if place + 2 > len(data):
            raise UnusablePictureError("is truncated", "copy it again from the original")
        if data[place] != 0xFF:
            raise UnusablePictureError(f"is damaged at byte {place}", "copy it again from the original")
        marker = data[place + 1]
        if marker == _END:
            yield marker, b"", data[place : place + 2]
            return
        end = place + 2 + int.from_bytes(data[place + 2 : place + 4])
        content = data[place + 4 : end]
        if end > len(data) or end < place + 4:
            raise UnusablePictureError("is truncated", "copy it again from the original")
        if marker == _SCAN:
            after = _AFTER_SCAN.search(data, end)
            if after is None:
                raise UnusablePictureError("is truncated", "copy it again from the original")
            end = after.start()
        yield marker, content, data[begin:end]
        place = end


def _is_printed(marker: int, content: bytes) -> bool:
    """Whether to keep a segment: drop place and camera, keep those that define the coding of colours."""
    if marker == 0xE0:
        return content.startswith(_JFIF)
    if marker == 0xEE:
        return content.startswith(_ADOBE)
    return not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _turn(content: bytes) -> int:
    """The orientation in Exif, a TIFF structure, from 1 (upright) to 8; 0 if it states none."""
    if not content.startswith(_EXIF):
        return 0
    tiff = content[len(_EXIF) :]
    is_little = tiff[:2] == b"II"

    def number(place: int, size: int) -> int:
        return int.from_bytes(tiff[place : place + size], "little" if is_little else "big")

    first = number(4, 4)
    for entry in range(min(number(first, 2), _MOST_ENTRIES)):
        place = first + 2 + 12 * entry
        if number(place, 2) == _ORIENTATION:
            found = number(place + 8, 2)
            return found if found <= _LAST_ORIENTATION else 0
    return 0

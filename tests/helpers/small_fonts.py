"""Small fonts for tests: subsets of fonts that the extra `tex` installs, optionally with a changed table."""

from __future__ import annotations

import struct
import sysconfig
from functools import cache
from pathlib import Path

import uharfbuzz as hb

PACKAGES = Path(sysconfig.get_path("purelib"))
SANS = PACKAGES / "rendercv_fonts" / "Source Sans 3" / "SourceSans3-Regular.ttf"
SERIF = PACKAGES / "rendercv_fonts" / "XCharter" / "XCharter-Regular.otf"


@cache
def small_font(path: Path = SANS, text: str = "Ixabc αβγ") -> bytes:
    wanted = hb.SubsetInput()
    wanted.unicode_set.set({ord(one) for one in text})
    part = hb.subset(hb.Face(hb.Blob.from_file_path(str(path))), wanted)
    data = part.blob.data
    assert isinstance(data, bytes)
    return data


def place_of(font: bytes, tag: str) -> tuple[int, int, int]:
    """Return a table's place: the offsets of its record and of the table, and the table's length."""
    (count,) = struct.unpack_from(">H", font, 4)
    for record in range(12, 12 + 16 * count, 16):
        if font[record : record + 4] == tag.encode():
            start, length = struct.unpack_from(">II", font, record + 8)
            return record, start, length
    raise KeyError(tag)


def with_bytes(font: bytes, tag: str, offset: int, new: bytes) -> bytes:
    """Overwrite bytes of a table."""
    _, start, _ = place_of(font, tag)
    return font[: start + offset] + new + font[start + offset + len(new) :]


def without_table(font: bytes, tag: str) -> bytes:
    """Hide a table by renaming it."""
    record, _, _ = place_of(font, tag)
    return font[:record] + b"none" + font[record + 4 :]


def collection_of(*fonts: bytes) -> bytes:
    """Join fonts into a .ttc."""
    start = 12 + 4 * len(fonts)
    parts: list[bytes] = []
    offsets: list[int] = []
    for font in fonts:
        offsets.append(start)
        (count,) = struct.unpack_from(">H", font, 4)
        moved = bytearray(font)
        for record in range(12, 12 + 16 * count, 16):
            struct.pack_into(">I", moved, record + 8, struct.unpack_from(">I", font, record + 8)[0] + start)
        padded = bytes(moved) + b"\0" * (-len(moved) % 4)
        parts.append(padded)
        start += len(padded)
    return struct.pack(f">4sHHI{len(fonts)}I", b"ttcf", 1, 0, len(fonts), *offsets) + b"".join(parts)

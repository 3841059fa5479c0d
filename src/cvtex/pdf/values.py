"""PDF objects as Python values (ISO 32000-1, 7.3).

Numbers, booleans, None, lists and dictionaries are themselves; the keys of dictionaries are names without their slash.
A string is bytes.
"""

from __future__ import annotations

import codecs
import zlib
from typing import Final, NamedTuple, TypeAlias

from cvtex.value import Struct, field

# PDFDocEncoding where it is not Latin-1 (annex D.2); there is nothing at 127, 159 and 173.
_DOCUMENT_ENCODING: Final = dict(zip(range(0x18, 0x20), "˘ˇˆ˙˝˛˚˜", strict=True)) | dict(
    zip(range(0x80, 0xA1), "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž\ufffd€", strict=True)
)
# A stream may unpack to a thousand times its size; nothing that TeX writes for a CV comes near.
MOST_BYTES: Final = 200_000_000


class UnsoundPdfError(Exception):
    """The bytes are no PDF as TeX or this program writes it; the message is a clause."""


class UnreadablePdfError(Exception):
    """The bytes are no PDF that can be opened; the message is a clause."""


class Name(str):
    """A name, without its slash."""

    __slots__ = ()


class Written(bytes):
    """An object as it stands in a file, where so many are written that values in between take too long."""

    __slots__ = ()


class Reference(NamedTuple):
    """To an object by its number; TeX writes no other generation than 0."""

    number: int


class Stream(Struct, eq=False):
    """`raw` as it stands in the file."""

    entries: dict[str, Object] = field(default_factory=dict)
    raw: bytes = b""

    @property
    def data(self) -> bytes:
        """Unpacked. Raises UnsoundPdfError for a filter that TeX does not use."""
        used = self.entries.get("Filter")
        if used is None or used == []:
            return self.raw
        if used not in ("FlateDecode", ["FlateDecode"]) or self.entries.get("DecodeParms") is not None:
            raise UnsoundPdfError(f"a stream is packed by {used!r}")
        unpacker = zlib.decompressobj()
        try:
            data = unpacker.decompress(self.raw, MOST_BYTES)
        except zlib.error as problem:
            raise UnsoundPdfError(f"a stream cannot be unpacked: {problem}") from problem
        if unpacker.unconsumed_tail:
            raise UnsoundPdfError("a stream is longer than any of TeX's")
        return data


Dictionary: TypeAlias = "dict[str, Object]"
Object: TypeAlias = "bool | int | float | bytes | Name | Reference | Stream | list[Object] | dict[str, Object] | None"


def packed(data: bytes, entries: Dictionary | None = None) -> Stream:
    return Stream({**(entries or {}), "Filter": Name("FlateDecode")}, zlib.compress(data))


def from_text(text: str) -> bytes:
    """A text string (7.9.2.2): ASCII as it is, all else in UTF-16."""
    return text.encode("ascii") if text.isascii() else codecs.BOM_UTF16_BE + text.encode("utf-16-be", "replace")


def from_utf16_digits(digits: bytes) -> str:
    """Hexadecimal digits of UTF-16, as CMaps and the themes write it. Raises ValueError."""
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be", "replace")


def to_text(string: bytes) -> str:
    """Little-endian UTF-16 is against the standard, and found in files."""
    if string.startswith(codecs.BOM_UTF16_BE):
        return string[2:].decode("utf-16-be", "replace")
    if string.startswith(codecs.BOM_UTF8):
        return string[3:].decode("utf-8", "replace")
    if string.startswith(codecs.BOM_UTF16_LE):
        return string[2:].decode("utf-16-le", "replace")
    return string.decode("latin-1").translate(_DOCUMENT_ENCODING)

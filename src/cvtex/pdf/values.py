"""PDF objects as Python values (ISO 32000-1, 7.3).

Numbers, booleans, None, lists and dictionaries are Python's own; keys are names without their slash. A string is bytes.
"""

from __future__ import annotations

import codecs
import zlib
from typing import Final, NamedTuple, TypeAlias

from cvtex.value import Struct, field

# PDFDocEncoding where it differs from Latin-1 (annex D.2); 127, 159 and 173 are undefined.
_DOCUMENT_ENCODING: Final = dict(zip(range(0x18, 0x20), "˘ˇˆ˙˝˛˚˜", strict=True)) | dict(
    zip(range(0x80, 0xA1), "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž\ufffd€", strict=True)
)
# Against decompression bombs: far above any stream that TeX writes for a CV.
MOST_BYTES: Final = 200_000_000


class UnsoundPdfError(Exception):
    """The bytes are not a PDF as TeX or cvtex writes it; the message is a clause.

    `block`, `address`: the number (from 1) of the block that is to blame, or a link in it, if that is known.
    """

    def __init__(self, message: str, *, block: int = 0, address: str = "") -> None:
        super().__init__(message)
        self.block = block
        self.address = address


class UnreadablePdfError(Exception):
    """The bytes cannot be opened as a PDF; the message is a clause."""


class Name(str):
    """A name, without its slash."""

    __slots__ = ()


class SerializedObject(bytes):
    """The source of an object, for objects so many that building values first is too slow."""

    __slots__ = ()


class Reference(NamedTuple):
    """A reference by object number; TeX only writes generation 0."""

    number: int


class Stream(Struct, eq=False):
    """`raw`: the encoded data."""

    entries: dict[str, Object] = field(default_factory=dict)
    raw: bytes = b""

    @property
    def data(self) -> bytes:
        """The decoded data. Raises UnsoundPdfError for a filter that TeX does not use."""
        used = self.entries.get("Filter")
        if used is None or used == []:
            return self.raw
        if used not in ("FlateDecode", ["FlateDecode"]) or self.entries.get("DecodeParms") is not None:
            raise UnsoundPdfError(f"a stream has the unsupported filter {used!r}")
        unpacker = zlib.decompressobj()
        try:
            data = unpacker.decompress(self.raw, MOST_BYTES)
        except zlib.error as problem:
            raise UnsoundPdfError(f"a stream cannot be decoded: {problem}") from problem
        if unpacker.unconsumed_tail:
            raise UnsoundPdfError(f"a stream is longer than {MOST_BYTES} bytes")
        return data


Dictionary: TypeAlias = "dict[str, Object]"
Object: TypeAlias = "bool | int | float | bytes | Name | Reference | Stream | list[Object] | dict[str, Object] | None"


def compressed_stream(data: bytes, entries: Dictionary | None = None) -> Stream:
    return Stream({**(entries or {}), "Filter": Name("FlateDecode")}, zlib.compress(data))


def from_text(text: str) -> bytes:
    """Encode a text string (7.9.2.2): as ASCII if possible, else as UTF-16."""
    return text.encode("ascii") if text.isascii() else codecs.BOM_UTF16_BE + text.encode("utf-16-be", "replace")


def from_utf16_digits(digits: bytes) -> str:
    """Decode hexadecimal UTF-16, as in CMaps and in the themes' marks. Raises ValueError."""
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be", "replace")


def to_text(string: bytes) -> str:
    """Decode a text string, also in little-endian UTF-16, which violates the standard but occurs."""
    if string.startswith(codecs.BOM_UTF16_BE):
        return string[2:].decode("utf-16-be", "replace")
    if string.startswith(codecs.BOM_UTF8):
        return string[3:].decode("utf-8", "replace")
    if string.startswith(codecs.BOM_UTF16_LE):
        return string[2:].decode("utf-16-le", "replace")
    return string.decode("latin-1").translate(_DOCUMENT_ENCODING)

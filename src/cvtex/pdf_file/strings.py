"""A string as it is written, in brackets or in hexadecimal digits -> its bytes, and back (ISO 32000-1, 7.3.4)."""

from __future__ import annotations

import re
from typing import Final

_ESCAPE: Final = re.compile(rb"\\(?:([0-7]{1,3})|\r?\n|([\s\S]))")
_ESCAPED: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_TO_ESCAPE: Final = re.compile(rb"[()\\\r]")


def string_of(written: bytes) -> bytes:
    """`(...)` or `<...>` -> what it says. In digits white space does not count; one that is missing at the end is 0."""
    inner = written[1:-1]
    if written.startswith(b"("):
        return _ESCAPE.sub(_unescaped, inner) if b"\\" in inner else inner
    digits = inner.decode("ascii")
    return bytes.fromhex(digits if len(digits) % 2 == 0 and digits.isalnum() else _padded(digits))


def written_string(string: bytes) -> bytes:
    if string.isascii() and string.decode("ascii").isprintable():
        return b"(%s)" % _TO_ESCAPE.sub(rb"\\\g<0>", string)
    return b"<%s>" % string.hex().encode("ascii")


def _padded(digits: str) -> str:
    bare = "".join(digits.replace("\0", "").split())
    return bare + "0" * (len(bare) % 2)


def _unescaped(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return bytes([int(match[1], 8) & 0xFF])
    return _ESCAPED.get(match[2], match[2]) if match[2] else b""

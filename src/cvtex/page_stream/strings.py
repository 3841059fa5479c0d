"""The operand of an operator that shows text -> the strings in it, as codes of a font, and the movements between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

# A string in brackets (ISO 32000-1, 7.3.4.2), with such as are balanced in it; for use in other patterns.
STRING: Final = rb"\((?:[^()\\]|\\[\s\S]|\((?:[^()\\]|\\[\s\S])*\))*\)"
_PART: Final = re.compile(rb"<([0-9A-Fa-f\s]*)>|(" + STRING + rb")|([+-]?(?:\d+\.?\d*|\.\d+))")
_ESCAPE: Final = re.compile(rb"\\(?:([0-7]{1,3})|\r?\n|([\s\S]))")
_ESCAPED: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def text_parts(operand: bytes) -> Iterator[bytes | float]:
    """Movements are in thousandths of the size, to the left."""
    for digits, string, number in _PART.findall(operand):
        if number:
            yield float(number)
        elif string:
            yield _ESCAPE.sub(_unescaped, string[1:-1]) if b"\\" in string else string[1:-1]
        else:
            yield _from_digits(digits)


def _from_digits(digits: bytes) -> bytes:
    """White space does not count; a digit that is missing at the end is 0."""
    text = digits.decode("ascii")
    return bytes.fromhex(text if len(text) % 2 == 0 and text.isalnum() else _padded(text))


def _padded(text: str) -> str:
    bare = "".join(text.split())
    return bare + "0" * (len(bare) % 2)


def _unescaped(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return bytes([int(match[1], 8) & 0xFF])
    return _ESCAPED.get(match[2], match[2]) if match[2] else b""

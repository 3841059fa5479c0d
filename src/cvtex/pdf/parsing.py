"""Parse an object at a place in bytes (ISO 32000-1, 7.2 and 7.3)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from cvtex.pdf.values import Name, Object, Reference, UnsoundPdfError

BLANK: Final = rb"(?:[\0\t\n\f\r ]++|%[^\r\n]*+)*+"
# Names and numbers end at a delimiter. The most frequent alternatives come first.
_TOKEN: Final = re.compile(
    BLANK + rb"(?:/([^\0\t\n\f\r ()<>\[\]{}/%]*)"
    rb"|(\d{1,9})[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+R(?![^\0\t\n\f\r ()<>\[\]{}/%])"
    rb"|([+-]?\d{1,18})(?![\d.])"
    rb"|(\[|<<)"
    rb"|(\]|>>)"
    rb"|(<[0-9A-Fa-f\0\t\n\f\r ]*+>)"
    rb"|(\()"
    rb"|([+-]?(?:\d+\.\d*|\.\d+))"
    rb"|(true|false|null)(?![^\0\t\n\f\r ()<>\[\]{}/%]))"
)
_NAME, _REFERENCE, _INTEGER, _OPEN, _CLOSE, _HEX, _STRING, _REAL, _WORD = range(1, 10)
_BRACKET: Final = re.compile(rb"\\[\s\S]|[()]")
_ESCAPED_NAME: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_WORDS: Final = {b"true": True, b"false": False, b"null": None}
_DEEPEST: Final = 50
_ESCAPE: Final = re.compile(rb"\\(?:([0-7]{1,3})|\r?\n|([\s\S]))")
_ESCAPED: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def parse(data: bytes, place: int = 0) -> tuple[Object, int]:
    """-> the object at `place` and the place after it. Raises UnsoundPdfError."""
    found: list[Object] = []
    # What is open: what stands before it in the one around it, and its bracket.
    open_: list[tuple[list[Object], bytes]] = []
    next_token = _TOKEN.match
    while True:
        token = next_token(data, place)
        if token is None:
            raise UnsoundPdfError(f"expected an object at byte {place}")
        place = token.end()
        kind = token.lastindex
        if kind == _NAME:
            found.append(name_of(token[_NAME]))
        elif kind == _REFERENCE:
            found.append(Reference(int(token[_REFERENCE])))
        elif kind == _INTEGER:
            found.append(int(token[_INTEGER]))
        elif kind == _OPEN:
            if len(open_) == _DEEPEST:
                raise UnsoundPdfError("objects are nested too deeply")
            open_.append((found, token[_OPEN]))
            found = []
            continue
        elif kind == _CLOSE:
            if not open_ or (open_[-1][1] == b"[") is not (token[_CLOSE] == b"]"):
                raise UnsoundPdfError(f"an unmatched bracket at byte {place}")
            outer, bracket = open_.pop()
            outer.append(found if bracket == b"[" else _dictionary(found))
            found = outer
        elif kind == _HEX:
            found.append(string_of(token[_HEX]))
        elif kind == _STRING:
            end = _end_of_string(data, place)
            found.append(string_of(data[place - 1 : end]))
            place = end
        elif kind == _REAL:
            found.append(float(token[_REAL]))
        else:
            found.append(_WORDS[token[_WORD]])
        if not open_:
            return found[0], place


@lru_cache
def name_of(written: bytes) -> Name:
    """`written` without its slash."""
    if b"#" in written:
        written = _ESCAPED_NAME.sub(lambda match: bytes([int(match[1], 16)]), written)
    return Name(written.decode("latin-1"))


def _dictionary(values: list[Object]) -> dict[str, Object]:
    names = values[::2]
    if len(values) % 2 or [*map(type, names)].count(Name) != len(names):
        raise UnsoundPdfError("a key of a dictionary is not a name")
    # A null entry is the same as a missing one (7.3.7).
    return {name: value for name, value in zip(names, values[1::2], strict=True) if value is not None}  # type: ignore[misc]


def _end_of_string(data: bytes, place: int) -> int:
    """The place after the closing bracket of the string whose first character is at `place`."""
    depth = 1
    for bracket in _BRACKET.finditer(data, place):
        if bracket[0] == b"(":
            depth += 1
        elif bracket[0] == b")":
            depth -= 1
            if depth == 0:
                return bracket.end()
    raise UnsoundPdfError("an unterminated string")


def string_of(written: bytes) -> bytes:
    """`(...)` or `<...>` -> its bytes (7.3.4). Ignores white space between digits; a missing last digit is 0."""
    inner = written[1:-1]
    if written.startswith(b"("):
        return _ESCAPE.sub(_unescaped, inner) if b"\\" in inner else inner
    digits = inner.decode("ascii")
    return bytes.fromhex(digits if len(digits) % 2 == 0 and digits.isalnum() else _padded(digits))


def _padded(digits: str) -> str:
    bare = "".join(digits.replace("\0", "").split())
    return bare + "0" * (len(bare) % 2)


def _unescaped(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return bytes([int(match[1], 8) & 0xFF])
    return _ESCAPED.get(match[2], match[2]) if match[2] else b""

"""The bytes of a source in any encoding -> the same in UTF-8, which is what importers read."""

from __future__ import annotations

import codecs
from typing import Final

from cvtex.diagnostics import Checked, Span, warning

_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
# Archives, old Word documents and PDF.
_BINARY: Final = (b"PK", b"\xd0\xcf\x11\xe0", b"%PDF")
_SEARCHED: Final = 1_000


def in_utf8(data: bytes) -> bytes:
    """UTF-16 and UTF-32, which begin with a mark or have a zero in each sign of ASCII; all else as it is."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.removeprefix(mark).decode(encoding, errors="replace").encode()
    start = data[:_SEARCHED]
    if start.startswith(_BINARY):
        return data
    if len(start) >= 4 and start.count(0) * 3 > len(start):
        even, odd = start[::2].count(0), start[1::2].count(0)
        if even > 2 * odd or odd > 2 * even:
            encoding = "utf-16-be" if even > odd else "utf-16-le"
            return data.decode(encoding, errors="replace").encode()
    return data


def western(name: str, data: bytes) -> Checked[bytes]:
    """Text that is no UTF-8, read as Windows' western encoding: what nearly all of it is. With a warning."""
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        before = data[: problem.start]
        line, column = before.count(b"\n") + 1, problem.start - before.rfind(b"\n")
        text = data.decode("cp1252", errors="replace")
        message = "this is not UTF-8, and is read as Windows-1252; look at letters with accents"
        return Checked(text.encode(), (warning(message, Span(name, line, column)),))
    return Checked(data)

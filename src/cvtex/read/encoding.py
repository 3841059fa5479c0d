"""Bytes of a text file -> text with plain line ends and without invisible characters."""

from __future__ import annotations

import codecs
import re

from cvtex.diagnostics import Checked, Diagnostic, Span, warning
from cvtex.text.unicode import CONTROLS

# Joiners belong in Arabic, Indic and emoji text; between Latin letters they have no effect.
_JOINED = "\u0600-\u1fff\ufb50-\ufdff\ufe0f\ufe70-\ufefc\U0001f000-\U0001faff"
# The last two are no characters, and no XML may have them.
_ALWAYS_INVISIBLE = f"{CONTROLS}\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffe\uffff"
_INVISIBLE = re.compile(f"[{_ALWAYS_INVISIBLE}]|(?<![{_JOINED}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINED}])")
# A single set of characters is found much faster.
_MAY_BE_INVISIBLE = re.compile(f"[{_ALWAYS_INVISIBLE}\u200c\u200d]")
_LINE_END = re.compile(r"\r\n?")
# Line ends in Python and Unicode, but in hardly any editor. They come from pasted abstracts.
_RARE_LINE_END = re.compile("[\x85\u2028\u2029]")


def decode(name: str, data: bytes) -> Checked[str]:
    r"""Bytes -> text whose lines end in "\n"; line numbers are those of an editor.

    Accepts UTF-8, with or without a byte order mark, and UTF-16. A line that is not UTF-8 is read as Windows-1252 and
    the rest of the file still as UTF-8, since files grow by pasting. Removes zero-width and directional control
    characters, which hide in names and reverse printed text. Warns of each at its first occurrence.
    """
    text, diagnostics = _decode(name, data)
    text = with_plain_line_ends(text)
    found = (_INVISIBLE.match(text, one.start()) for one in _MAY_BE_INVISIBLE.finditer(text))
    hidden = next(filter(None, found), None)
    if hidden is None:
        return Checked(text, tuple(diagnostics))
    clean = _MAY_BE_INVISIBLE.sub(lambda one: "" if _INVISIBLE.match(text, one.start()) else one[0], text)
    count = len(text) - len(clean)
    line_start = text.rfind("\n", 0, hidden.start()) + 1
    place = Span(name, text.count("\n", 0, hidden.start()) + 1, hidden.start() - line_start + 1)
    message = f"invisible character U+{ord(hidden[0]):04X} removed ({count} in this file)"
    return Checked(clean, (*diagnostics, warning(message, place)))


def with_plain_line_ends(text: str) -> str:
    """Normalise line ends, so that lines count as in an editor."""
    return _RARE_LINE_END.sub(" ", _LINE_END.sub("\n", text))


def _decode(name: str, data: bytes) -> tuple[str, list[Diagnostic]]:
    utf16 = _utf16(data)
    if utf16:
        return data.decode(utf16, errors="replace").removeprefix("\ufeff"), []
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        return _decode_by_line(name, data)


def _utf16(data: bytes) -> str:
    """The codec of UTF-16 text, or "". Without a byte order mark, zero bytes next to Latin letters reveal it."""
    if data.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if data.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    sample = data[:1024]
    if sample[1::2].count(0) > len(sample) // 4:
        return "utf-16-le"
    return "utf-16-be" if sample[::2].count(0) > len(sample) // 4 else ""


def _decode_by_line(name: str, data: bytes) -> tuple[str, list[Diagnostic]]:
    lines: list[str] = []
    first: Span | None = None
    bad_lines = 0
    for number, line in enumerate(_LINE_END.sub("\n", data.decode("latin-1")).split("\n"), 1):
        raw = line.encode("latin-1")
        try:
            lines.append(raw.decode("utf-8"))
        except UnicodeDecodeError as problem:
            bad_lines += 1
            first = first or Span(name, number, len(raw[: problem.start].decode("utf-8")) + 1)
            lines.append(_windows_1252(raw))
    others = f", and so are {bad_lines - 1} more" if bad_lines > 1 else ""
    message = f"not UTF-8: this line is read as Windows-1252 (Latin-1){others}"
    return "\n".join(lines), [warning(message, first, "save the file as UTF-8")]


def _windows_1252(raw: bytes) -> str:
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return raw.decode("latin-1")

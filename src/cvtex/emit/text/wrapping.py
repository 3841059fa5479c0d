"""Lines of text -> lines that are not wider than a column, as long as their words allow it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cvtex.diagnostics import column_width
from cvtex.text.scripts.line_breaks import is_no_gap, line_joints

# A fast path for words of Latin letters, with their quotation marks and dashes: a line ends within no such word.
_WHOLE: Final = re.compile("[\x00-\u10ff\u2000-\u206f]*+")


def wrapped(line: str, width: int, language: str, indent: str = "") -> Iterator[str]:
    """Yield the lines of one line; those after the first begin with `indent`.

    They end at blanks, or between Chinese and Japanese characters. A longer word, such as an address, stays whole.
    """
    if column_width(line) <= width:
        yield line
        return
    start = line[: len(line) - len(line.lstrip(" "))]
    current, used = start, len(start)
    is_empty = True
    for blank, piece in _pieces(line.lstrip(" "), language):
        size = column_width(piece)
        # After a bullet, a new line would begin at the same place.
        if not is_empty and used + len(blank) + size > width and used + len(blank) > len(indent):
            yield current
            current, used = indent + piece, len(indent) + size
            continue
        current += piece if is_empty else blank + piece
        used += size + (0 if is_empty else len(blank))
        is_empty = False
    yield current


def _pieces(line: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield what stays together, each with the blank before it, if any.

    A word is divided only where nobody would read a blank, so that Hangul stays whole.
    """
    joints = () if _WHOLE.fullmatch(line) else line_joints(line, language)
    first = 0
    for word in line.split(" "):
        blank, glued, end = " ", first, first + len(word)
        for place in range(first + 1, end if joints else first):
            if joints[place - 1] == "none":
                continue
            if is_no_gap(line[glued:place], line[place]):
                yield blank, line[first:place]
                blank, first = "", place
            glued = place
        yield blank, line[first:end]
        first = end + 1

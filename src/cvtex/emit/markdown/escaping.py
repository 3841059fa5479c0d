"""Text -> CommonMark that says nothing but this text, also to GitHub and pandoc."""

from __future__ import annotations

import re
from typing import Final

from cvtex.text.unicode import CONTROLS

# A link may follow a text; after an exclamation mark, it would be an image.
_SIGNS: Final = re.compile(r"[\\`*_\[\]<>~$^]|&(?=[#A-Za-z])|!\Z")
# What begins a heading, a list, a quotation or a line below a heading.
_AT_START: Final = re.compile(r"(?:[#+>=|:%-]|\d{1,9}(?=[.)]))")
_HASHES_AT_END: Final = re.compile(r"#+$")
_BLANKS: Final = str.maketrans("\t\n\r", "   ")
_CONTROLS: Final = re.compile(rf"[{CONTROLS}\x85]")
_ANY_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_BACKTICKS: Final = re.compile(r"`+")


def escape(text: str) -> str:
    """Escape what means something anywhere in a line."""
    return _SIGNS.sub(r"\\\g<0>", extracted(text))


def extracted(text: str) -> str:
    """The text that a program finds in the document: line ends are blanks, and there are no control characters."""
    return _CONTROLS.sub("", text.translate(_BLANKS)) if _ANY_CONTROL.search(text) else text


def escape_start(line: str) -> str:
    """Escape what means something at the start of a line of a paragraph, which has been written already."""
    line = line.lstrip(" \t")
    found = _AT_START.match(line)
    if not found:
        return line
    # A number is followed by the sign that makes it an item of a list.
    at = found.end() if found[0].isdecimal() else 0
    return f"{line[:at]}\\{line[at:]}"


def escape_end_of_heading(line: str) -> str:
    """Escape the signs that would close a heading."""
    return _HASHES_AT_END.sub(lambda hashes: "".join(rf"\{sign}" for sign in hashes[0]), line.rstrip())


def escape_destination(url: str) -> str:
    """An encoded address -> the destination of a link."""
    return re.sub(r"[\\<>&]", r"\\\g<0>", url)


def code_span(text: str) -> str:
    """Code between more backticks than it has in a row, since it knows no escapes."""
    inside = extracted(text)
    longest = max(map(len, _BACKTICKS.findall(inside)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if inside.startswith(("`", " ")) or inside.endswith(("`", " ")) else ""
    return f"{fence}{pad}{inside}{pad}{fence}"

r"""Skip what only arranges: lengths, rules, sizes of boxes, and the numbers that are assigned."""

from __future__ import annotations

import re
from typing import Final

from cvtex.importers.latex.macros import Stream
from cvtex.importers.latex.scanner import Control, Sign, Text

_UNIT: Final = r"(?:true\s*)?(?:em|ex|pt|pc|cm|mm|in|bp|dd|sp|mu|fil{1,3})"
_LENGTH: Final = re.compile(
    rf"\s*+=?\s*+-?\s*+(?:\d+(?:\.\d+)?|\.\d+)\s*(?:{_UNIT}\s?)?(?:(?:plus|minus)\s*-?[\d.]+\s*{_UNIT}\s?)*"
)
_RULE: Final = re.compile(rf"(?:\s*(?:height|width|depth)\s*-?[\d.]*\s*(?:{_UNIT})?)+")
_BOX: Final = re.compile(rf"\s*(?:to|spread)\s*-?[\d.]*\s*(?:{_UNIT})?")


def skip_length(stream: Stream) -> None:
    r"""`\parindent=1.5em plus 1pt`"""
    _skip_matching(_LENGTH, stream)


def _skip_matching(pattern: re.Pattern[str], stream: Stream) -> str:
    """The text that is skipped."""
    node = stream.peek()
    if not isinstance(node, Text) or not (found := pattern.match(node.text)):
        return ""
    stream.next()
    if rest := node.text[found.end() :]:
        stream.push((Text(rest, node.at),))
    return found[0]


def skip_box(stream: Stream) -> None:
    r"""`\hbox to 3cm`"""
    _skip_matching(_BOX, stream)


def skip_rule(stream: Stream) -> None:
    r"""`\hrule height 1pt depth \myheight`"""
    while (skipped := _skip_matching(_RULE, stream)) and skipped.rstrip()[-1:].isalpha():
        if not skipped.rstrip().endswith(("height", "width", "depth")) or not isinstance(stream.peek(), Control):
            return
        stream.next()


def skip_space(stream: Stream) -> bool:
    r"""`\hspace*{1em}`; whether the space fills the line, as `\fill` does."""
    stream.star()
    content = stream.group() or ()
    return any(isinstance(node, Control) and node.name in ("fill", "stretch") for node in content)


def skip_assignment(stream: Stream) -> None:
    r"""`\catcode`\@=11`: skip up to the number."""
    for _ in range(6):
        node = stream.peek()
        if isinstance(node, Text):
            match = re.match(r"[`'\"\s]*[^\s=]?\s*=?\s*\d*", node.text)
            stream.next()
            rest = node.text[match.end() :] if match else node.text
            if rest:
                stream.push((Text(rest, node.at),))
                return
            if "=" in node.text and re.search(r"\d\s*$", node.text):
                return
        elif isinstance(node, Control | Sign) and not (isinstance(node, Sign) and node.sign == "\n"):
            stream.next()
        else:
            return

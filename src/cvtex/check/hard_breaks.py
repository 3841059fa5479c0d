"""Line breaks that YAML folds: a backslash or two blanks at a line's end, in any scalar that is not a `|` block."""

from __future__ import annotations

import re

from cvtex.model.node import Scalar

_HARD_BREAK = re.compile(r"(?:\\[ \t]*|[ ]{2})\n")
_WORD = re.compile(r"\S+")


def text_with_breaks(node: Scalar) -> str:
    """The scalar's text, with the line breaks that `cvtex.text.markup` knows where the file has them.

    YAML folds the lines of a text, and strips the blanks at their ends. The words are the same in the text and in the
    file, so their numbers tell after which of them a line ended. Not in double quotes: a backslash at a line's end is
    YAML's own there.
    """
    source = node.source
    if "\n" not in source or source[0] in '"|' or not _HARD_BREAK.search(source):
        return node.text
    # The first line of a folded block is its header.
    lines = source[source.index("\n") + 1 :].rstrip() if source[0] == ">" else source
    words = list(_WORD.finditer(node.text))
    ends: set[int] = set()
    count = 0
    for line in lines.split("\n"):
        count += len(_WORD.findall(line))
        if line.endswith("  ") or line.rstrip().endswith("\\"):
            ends.add(count)
    if count != len(words):
        return node.text
    pieces = []
    for number, word in enumerate(words, 1):
        after = node.text[word.end() : words[number].start()] if number < count else ""
        is_break = number in ends and after and "\n" not in after
        pieces += [word[0], ("\n" if word[0].endswith("\\") else "\\\n") if is_break else after]
    return "".join(pieces)

"""Blocks -> problems with those that no page has room for: never divided, or with a word that no line holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from cvtex.diagnostics import Diagnostic, column_width, error
from cvtex.emit.blocks import Block, Heading, Row
from cvtex.text.richtext import RichText, plain
from cvtex.text.scripts.bidi import has_right_to_left

# In columns of text, even of the widest letters.
MOST_OF_HEADING = 500
MOST_OF_LABEL = 400
MOST_OF_CELL = 2500
# Letters of a word from right to left, which is not broken.
MOST_OF_WORD = 60

# Lines may end at other signs, and marks take no room.
_LONG_WORD: Final = re.compile(rf"[^\s!-/:-@\[-`{{-~]{{{MOST_OF_WORD + 1},}}")


def room_problems(blocks: Iterable[Block]) -> Iterator[Diagnostic]:
    for block in blocks:
        for what, text, most in _undivided(block):
            columns = column_width(plain(text))
            if columns > most:
                message = f"this {what} has {columns:,} characters; a page has room for {most:,}"
                yield error(message, block.span, "shorten it, or write it as a text")
        for text in block.texts:
            shown = plain(text)
            if has_right_to_left(shown):
                for word in _LONG_WORD.findall(shown):
                    if has_right_to_left(word) and column_width(word) > MOST_OF_WORD:
                        message = f"a word of {len(word):,} letters from right to left; a line has {MOST_OF_WORD}"
                        yield error(message, block.span, "divide it by blanks")
                        break


def _undivided(block: Block) -> Iterator[tuple[str, RichText, int]]:
    match block.content:
        case Heading(title=title):
            yield "heading", title, MOST_OF_HEADING
        case Row(label=label, text=text):
            yield "label", label, MOST_OF_LABEL
            yield "cell of a table", text, MOST_OF_CELL

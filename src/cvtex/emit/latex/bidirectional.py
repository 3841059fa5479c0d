r"""Rich text with right-to-left words -> LaTeX: `\cvrtl` around the parts that TeX orders line by line.

Embedding levels are computed for the whole text, ignoring markup. Each right-to-left word becomes a `\cvword` that
contains its own markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Protocol

from cvtex.emit.latex import escaping
from cvtex.emit.latex.escaping import Latex
from cvtex.text.richtext import LineBreak, Math, RichText, plain
from cvtex.text.scripts.bidi import levels
from cvtex.value import replace

# A formula counts as one character.
_FORMULA = "\N{OBJECT REPLACEMENT CHARACTER}"
# Each line is ordered by itself.
_LINE_BREAK = "\N{PARAGRAPH SEPARATOR}"
# Longer words are split: no real word has 400 characters.
_WORD = re.compile(r"\s+|\S{1,400}")
# TeX reads lines of at most 200,000 bytes. The number is odd because every second part is a space.
_WORDS_ON_LINE = 31


class Write(Protocol):
    """Writes a part of a text that has one direction."""

    def __call__(self, text: RichText, *, is_right_to_left: bool) -> Latex: ...


def signs_of(text: RichText) -> str:
    """Return the text with one character for each unit of ordering; a formula or a line break is one unit."""
    pieces = []
    for node in text:
        if isinstance(node, str):
            pieces.append(node)
        elif isinstance(node, LineBreak):
            pieces.append(_LINE_BREAK)
        else:
            pieces.append(_FORMULA if isinstance(node, Math) else signs_of(node.content))
    return "".join(pieces)


def write_bidirectional(text: RichText, write: Write, *, is_before_space: bool = False) -> Latex:
    r"""Put right-to-left parts into `\cvrtl`, where TeX orders the words line by line.

    Left-to-right text in such a part (a number, a Latin name) goes into `\cvltr`. Each word carries its text and the
    space after it for extraction, because its order on the page differs from reading order. `is_before_space`: one
    follows the text.
    """
    return escaping.concatenate(_parts(text, write, is_before_space=is_before_space))


def _parts(text: RichText, write: Write, *, is_before_space: bool) -> Iterator[Latex]:
    signs = signs_of(text)
    following = f"{signs} " if is_before_space else signs
    depths = levels(signs)
    for is_moved, group in groupby(range(len(signs)), key=lambda place: depths[place] > 0):
        places = list(group)
        start, end = places[0], places[-1] + 1
        if not is_moved:
            yield write(_cut(text, start, end), is_right_to_left=False)
            continue
        words: list[Latex] = []
        for depth, inner in groupby(places, key=lambda place: depths[place]):
            part = list(inner)
            written = escaping.concatenate(
                _words(text, following, part[0], part[-1] + 1, write, is_right_to_left=depth % 2 == 1)
            )
            if written:
                words.append(written if depth % 2 == 1 else escaping.command("cvltr", written))
        # Without a word in between, the characters on both sides must not form a ligature.
        yield escaping.command("cvrtl", escaping.concatenate(words)) if words else Latex("{}")


def _words(
    text: RichText, signs: str, start: int, end: int, write: Write, *, is_right_to_left: bool
) -> Iterator[Latex]:
    for number, found in enumerate(_WORD.finditer(signs, start, end), 1):
        if found[0].isspace():
            yield escaping.text(found[0])
            continue
        if number % _WORDS_ON_LINE == 0:
            yield Latex("%\n")
        word = _cut(text, found.start(), found.end())
        read = escaping.extracted_text(plain(word))
        if not read:
            # A directional mark prints nothing; the levels include its effect already.
            continue
        if signs[found.end() : found.end() + 1].isspace():
            read += " "
        written = write(word, is_right_to_left=is_right_to_left)
        yield escaping.command("cvword", Latex(read.encode("utf-16-be").hex().upper()), written)


def _cut(text: RichText, start: int, end: int) -> RichText:
    """Return the part between two positions of `signs_of`, with its markup."""
    parts: list[RichText] = []
    place = 0
    for node in text:
        if isinstance(node, str):
            length = len(node)
            parts.append((node[max(start - place, 0) : max(end - place, 0)],))
        elif isinstance(node, Math | LineBreak):
            length = 1
            parts.append((node,) if start <= place < end else ())
        else:
            length = len(signs_of(node.content))
            content = _cut(node.content, start - place, end - place)
            parts.append((replace(node, content=content),) if content else ())
        place += length
    return tuple(node for part in parts for node in part if node != "")

r"""Rich text with words from right to left -> LaTeX: `\cvrtl` around what TeX has to order line by line.

Levels are those of the whole text, whatever its markup; each word from right to left is a `\cvword` with its own markup
in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Protocol

from cvtex.emit.latex import escaping
from cvtex.emit.latex.escaping import Latex
from cvtex.text.richtext import Math, RichText, plain
from cvtex.text.scripts.bidi import levels
from cvtex.value import replace

# A formula is one sign among letters.
_FORMULA = "\N{OBJECT REPLACEMENT CHARACTER}"
# No word is as long; what is goes on as another one.
_WORD = re.compile(r"\s+|\S{1,400}")
# TeX reads lines of 200,000 bytes at most. An odd number, since every second part is a blank.
_WORDS_ON_LINE = 31


class Write(Protocol):
    """Writes a part of a text, all of one direction."""

    def __call__(self, text: RichText, *, is_right_to_left: bool) -> Latex: ...


def signs_of(text: RichText) -> str:
    """The text with one character for each that is ordered."""
    pieces = []
    for node in text:
        if isinstance(node, str):
            pieces.append(node)
        else:
            pieces.append(_FORMULA if isinstance(node, Math) else signs_of(node.content))
    return "".join(pieces)


def write_bidirectional(text: RichText, write: Write) -> Latex:
    r"""Parts from right to left go into `\cvrtl`, where TeX orders words line by line.

    Within such a part, what is read from left to right (a number, a Latin name) is in `\cvltr`. Each word tells what is
    read, with the blank after it, since it stands on the page in another order.
    """
    return escaping.concatenate(_parts(text, write))


def _parts(text: RichText, write: Write) -> Iterator[Latex]:
    signs = signs_of(text)
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
                _words(text, signs, part[0], part[-1] + 1, write, is_right_to_left=depth % 2 == 1)
            )
            if written:
                words.append(written if depth % 2 == 1 else escaping.command("cvltr", written))
        # Where there is no word, what stands on both sides must not melt into another character.
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
            # A mark of direction has done its work.
            continue
        if signs[found.end() : found.end() + 1].isspace():
            read += " "
        written = write(word, is_right_to_left=is_right_to_left)
        yield escaping.command("cvword", Latex(read.encode("utf-16-be").hex().upper()), written)


def _cut(text: RichText, start: int, end: int) -> RichText:
    """The part between two places of `signs_of`, with its markup."""
    parts: list[RichText] = []
    place = 0
    for node in text:
        if isinstance(node, str):
            length = len(node)
            parts.append((node[max(start - place, 0) : max(end - place, 0)],))
        elif isinstance(node, Math):
            length = 1
            parts.append((node,) if start <= place < end else ())
        else:
            length = len(signs_of(node.content))
            content = _cut(node.content, start - place, end - place)
            parts.append((replace(node, content=content),) if content else ())
        place += length
    return tuple(node for part in parts for node in part if node != "")

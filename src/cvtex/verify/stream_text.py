"""The content stream of a page -> the text of each piece that is marked in it, as a reader of the stream gets it.

Read by a pattern of its own, which knows no places: what `finish` has written is not checked by what it was written with.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from cvtex.page_stream.fonts import StreamFont
from cvtex.page_stream.strings import STRING, text_parts
from cvtex.pdf_file.strings import string_of
from cvtex.value import Value

# Each alternative begins with a sign of its own, so that the pattern finds the next one without trying all at each place.
_TOKEN: Final = re.compile(
    rb"/(?:([^\s/]+)\s+[\d.]+\s+Tf\b|CV([XEAZU])\b(?:\s*<<\s*/I (\d{1,9}))?"
    rb"|CVT\s*<</N (\d{1,9})/T <([0-9A-F]*+)>>>)"
    rb"|(\[(?:[^\]\\()]++|" + STRING + rb")*+\])\s*TJ\b|(\((?:[^()\\]++|\\[\s\S])*+\))\s*Tj\b"
    rb"|<(?:</MCID\s+(\d{1,9})\s*>>\s*BDC\b|</ActualText\s*<FEFF([0-9A-F]*+)>\s*>>\s*BDC\b|([0-9A-Fa-f\s]*+>)\s*Tj\b)"
    rb"|B([MD])C\b|E(MC)\b"
)
_FONT, _MARK, _BLOCK, _ORDER, _WORD, _ARRAY, _STRING, _NUMBER, _ACTUAL, _DIGITS, _BEGIN, _END = range(1, 13)
_SHOWN: Final = frozenset({_ARRAY, _STRING, _DIGITS})


class UnreadableStreamError(Exception):
    """Text in a font that the page does not have."""


class PageTexts(Value):
    """`contents`, by the number of the marked content. `pieces` of blocks that TeX marked, each with the block's number.

    0 is the block that was open before the page; `open` is the one that is open after it, None if none was opened or closed.
    """

    contents: Mapping[int, str]
    pieces: tuple[tuple[int, str], ...] = ()
    open: int | None = None


class _Words:
    """Words from right to left, which stand on the page in another order, until they are taken in their own."""

    def __init__(self) -> None:
        self._found: list[tuple[int, str]] = []
        self.is_inside = False

    def begin(self, place: int, text: str) -> None:
        self._found.append((place, text))
        self.is_inside = True

    def taken(self) -> list[str]:
        words = [text for _, text in sorted(self._found)]
        self._found.clear()
        return words


def read_page_texts(data: bytes, fonts: Mapping[str, StreamFont]) -> PageTexts:
    """`fonts` by their names in the page's resources. Raises UnreadableStreamError."""
    contents: defaultdict[int, list[str]] = defaultdict(list)
    pieces: list[tuple[int, str]] = []
    block: int | None = 0
    opened: int | None = None
    is_artifact = False
    # What is open, each with its number and whether it has a text in place of what is shown in it.
    open_: list[tuple[int | None, bool]] = []
    known: dict[tuple[str, bytes], str] = {}
    font = ""
    words = _Words()

    def say(said: str) -> None:
        put_in_order()
        number = open_[-1][0] if open_ else None
        if number is not None:
            contents[number].append(said)
        elif block is not None and not is_artifact:
            pieces.append((block, said))

    def put_in_order() -> None:
        if block is not None:
            pieces.extend((block, word) for word in words.taken())

    for token in _TOKEN.finditer(data):
        kind = token.lastindex
        if kind in _SHOWN:
            if font not in fonts:
                raise UnreadableStreamError("text in an unknown font")
            if words.is_inside or (open_ and open_[-1][1]):
                continue
            # Half of what is shown are the same few spaces.
            shown = known.get((font, token[0]))
            if shown is None:
                shown = known[font, token[0]] = _text(token[0], fonts[font])
            say(shown)
        elif kind == _FONT:
            font = token[_FONT].decode("latin-1")
        elif kind == _NUMBER:
            open_.append((int(token[_NUMBER]), False))
        elif kind == _ACTUAL:
            say(string_of(b"<%s>" % token[_ACTUAL]).decode("utf-16-be", "replace"))
            open_.append((open_[-1][0] if open_ else None, True))
        elif kind == _BEGIN:
            # What has no number is within what has one, or is an artifact.
            is_artifact_here = data[max(0, token.start() - 20) : token.start()].rstrip().endswith(b"/Artifact")
            open_.append((None, False) if is_artifact_here or not open_ else open_[-1])
        elif kind == _END:
            open_ = open_[:-1]
        elif kind == _WORD:
            words.begin(int(token[_ORDER]), string_of(b"<%s>" % token[_WORD]).decode("utf-16-be", "replace"))
        elif token[_MARK] == b"U":
            words.is_inside = False
        elif token[_MARK] in (b"X", b"E"):
            put_in_order()
            opened = int(token[_BLOCK] or 0) if token[_MARK] == b"X" else 0
            block = opened or None
        else:
            is_artifact = token[_MARK] == b"A"
    put_in_order()
    return PageTexts({number: "".join(texts) for number, texts in contents.items()}, tuple(pieces), opened)


def texts_of_blocks(pages: Iterable[PageTexts]) -> dict[int, str]:
    """What each block that TeX marked says, over as many pages as it takes; by number."""
    blocks: defaultdict[int, list[str]] = defaultdict(list)
    open_ = 0
    for page in pages:
        for block, text in page.pieces:
            if number := block or open_:
                blocks[number].append(text)
        open_ = open_ if page.open is None else page.open
    return {number: "".join(texts) for number, texts in blocks.items()}


def _text(operation: bytes, font: StreamFont) -> str:
    return "".join([font.text(part) for part in text_parts(operation) if isinstance(part, bytes)])

"""Content stream of a page -> the text of its marked content, as readers get it.

Parsed by a pattern of its own, without positions, so that the output of `finish` is not checked by its own code.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from cvtex.pdf.content import STRING, text_parts
from cvtex.pdf.fonts import StreamFont
from cvtex.pdf.values import UnsoundPdfError, from_utf16_digits
from cvtex.value import Value

# Each alternative begins with another character, so that a search need not try all of them at each place.
_TOKEN: Final = re.compile(
    rb"/(?:([^\s/]+)\s+[\d.]+\s+Tf\b|CV([XEAZU])\b(?:\s*<<\s*/I (\d{1,9}))?"
    rb"|CVT\s*<</N (\d{1,9})/T <([0-9A-F]*+)>>>)"
    rb"|(\[(?>(?:[^\]\\()]++|" + STRING + rb")*)\])\s*TJ\b|(\((?>(?:[^()\\]++|\\[\s\S])*)\))\s*Tj\b"
    rb"|<(?:</MCID\s+(\d{1,9})\s*>>\s*BDC\b|</ActualText\s*<FEFF([0-9A-F]*+)>\s*>>\s*BDC\b|([0-9A-Fa-f\s]*+>)\s*Tj\b)"
    rb"|B([MD])C\b|E(MC)\b"
)
_FONT, _MARK, _BLOCK, _ORDER, _WORD, _ARRAY, _STRING, _NUMBER, _ACTUAL, _DIGITS, _BEGIN, _END = range(1, 13)
_SHOWN: Final = frozenset({_ARRAY, _STRING, _DIGITS})


class PageTexts(Value):
    """`contents`: texts by MCID. `pieces`: (block number, text) for the marks of TeX.

    Block 0 is the one open before the page. `open`: the one open after it, None if the page opens and closes none.
    `aside`: the text of artifacts such as the running foot; if the page is tagged, it is in `pieces`.
    """

    contents: Mapping[int, str]
    pieces: tuple[tuple[int, str], ...] = ()
    open: int | None = None
    aside: str = ""


class _PageState:
    """The texts of the page so far, and the open block and marked content."""

    def __init__(self) -> None:
        self._contents: defaultdict[int, list[str]] = defaultdict(list)
        self._pieces: list[tuple[int, str]] = []
        self._aside: list[str] = []
        # Right-to-left words with their places, until they are sorted into reading order.
        self._words: list[tuple[int, str]] = []
        self._block: int | None = 0
        self._opened: int | None = None
        # The open marked content: MCID, and whether an ActualText replaces its text.
        self._open: list[tuple[int | None, bool]] = []
        self.is_in_word = False
        self.is_artifact = False

    @property
    def is_known(self) -> bool:
        """Whether the text of what is shown here is already known."""
        return self.is_in_word or bool(self._open and self._open[-1][1])

    @property
    def _number(self) -> int | None:
        return self._open[-1][0] if self._open else None

    def add_text(self, text: str) -> None:
        self._put_in_order()
        if self._number is not None:
            self._contents[self._number].append(text)
        elif self._block is not None and not self.is_artifact:
            self._pieces.append((self._block, text))
        else:
            self._aside.append(text)

    def begin_word(self, place: int, text: str) -> None:
        """Words of an artifact are part of no block, and are not sorted."""
        if not self.is_artifact:
            self._words.append((place, text))
        self.is_in_word = True

    def begin_content(self, number: int) -> None:
        self._open.append((number, False))

    def begin_text(self, text: str) -> None:
        self.add_text(text)
        self._open.append((self._number, True))

    def begin_other(self, *, is_artifact: bool) -> None:
        """Content without MCID belongs to the enclosing one, or is an artifact."""
        self._open.append((None, False) if is_artifact or not self._open else self._open[-1])

    def end(self) -> None:
        self._open = self._open[:-1]

    def open_block(self, number: int) -> None:
        """Open the block with this number; 0 closes the open one."""
        self._put_in_order()
        self._opened, self._block = number, number or None

    def texts(self) -> PageTexts:
        self._put_in_order()
        return PageTexts(
            {number: "".join(texts) for number, texts in self._contents.items()},
            tuple(self._pieces),
            self._opened,
            "".join(self._aside),
        )

    def _put_in_order(self) -> None:
        if self._block is not None and self._words:
            self._pieces.extend((self._block, word) for _, word in sorted(self._words))
            self._words.clear()


def read_page_texts(data: bytes, fonts: Mapping[str, StreamFont]) -> PageTexts:
    """`fonts`: by their names in the page's resources. Raises UnsoundPdfError."""
    state = _PageState()
    known: dict[tuple[str, bytes], str] = {}
    font = ""
    for token in _TOKEN.finditer(data):
        kind = token.lastindex
        if kind in _SHOWN:
            if font not in fonts:
                raise UnsoundPdfError("text in an unknown font")
            if state.is_known:
                continue
            # Half of the shows are the same few spaces.
            shown = known.get((font, token[0]))
            if shown is None:
                shown = known[font, token[0]] = _text(token[0], fonts[font])
            state.add_text(shown)
        elif kind == _FONT:
            font = token[_FONT].decode("latin-1")
        elif kind == _NUMBER:
            state.begin_content(int(token[_NUMBER]))
        elif kind == _ACTUAL:
            state.begin_text(from_utf16_digits(token[_ACTUAL]))
        elif kind == _BEGIN:
            before = data[max(0, token.start() - 20) : token.start()]
            state.begin_other(is_artifact=before.rstrip().endswith(b"/Artifact"))
        elif kind == _END:
            state.end()
        elif kind == _WORD:
            state.begin_word(int(token[_ORDER]), from_utf16_digits(token[_WORD]))
        elif token[_MARK] == b"U":
            state.is_in_word = False
        elif token[_MARK] in (b"X", b"E"):
            state.open_block(int(token[_BLOCK] or 0) if token[_MARK] == b"X" else 0)
        else:
            state.is_artifact = token[_MARK] == b"A"
    return state.texts()


def texts_of_blocks(pages: Iterable[PageTexts]) -> dict[int, str]:
    """The texts of the blocks that TeX marked, by number. A block may span pages."""
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

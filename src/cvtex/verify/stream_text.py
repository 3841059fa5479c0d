"""Content streams -> the text of each piece that is marked in them, as a reader of the stream gets it.

Read by a pattern of its own, which knows no places: what `finish` has written is not checked by what it was written with.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from cvtex.page_stream.fonts import StreamFont
from cvtex.page_stream.strings import STRING, text_parts
from cvtex.value import Value

# Each alternative begins with a sign of its own, so that the pattern finds the next one without trying all at each place.
_TOKEN: Final = re.compile(
    rb"/(?:([^\s/]+)\s+[\d.]+\s+Tf\b|CV([XEAZ])\b(?:\s*<<\s*/I (\d{1,9}))?)"
    rb"|(\[(?:[^\]\\()]++|" + STRING + rb")*+\])\s*TJ\b|(\((?:[^()\\]++|\\[\s\S])*+\))\s*Tj\b"
    rb"|<(?:</MCID\s+(\d{1,9})\s*>>\s*BDC\b|([0-9A-Fa-f\s]*+>)\s*Tj\b)"
    rb"|B([MD])C\b|E(MC)\b"
)
_FONT, _MARK, _BLOCK, _ARRAY, _STRING, _NUMBER, _DIGITS, _BEGIN, _END = range(1, 10)
_SHOWN: Final = frozenset({_ARRAY, _STRING, _DIGITS})


class UnreadableStreamError(Exception):
    """Text in a font that the page does not have."""


class StreamTexts(Value):
    """`contents`, by page (from 1) and number of the marked content; `blocks`, by the number of a block that TeX marked."""

    contents: Mapping[tuple[int, int], str]
    blocks: Mapping[int, str]


def read_stream_texts(pages: Iterable[tuple[bytes, Mapping[str, StreamFont]]]) -> StreamTexts:
    """`pages`: streams with the fonts of their resources. Raises UnreadableStreamError."""
    contents: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    blocks: defaultdict[int, list[str]] = defaultdict(list)
    block = 0
    is_artifact = False
    for page, (data, fonts) in enumerate(pages, 1):
        open_: list[int | None] = []
        known: dict[tuple[str, bytes], str] = {}
        font = ""
        for token in _TOKEN.finditer(data):
            kind = token.lastindex
            if kind in _SHOWN:
                if font not in fonts:
                    raise UnreadableStreamError(f"text in an unknown font on page {page}")
                # Half of what is shown are the same few spaces.
                shown = known.get((font, token[0]))
                if shown is None:
                    shown = known[font, token[0]] = _text(token[0], fonts[font])
                number = open_[-1] if open_ else None
                if number is not None:
                    contents[page, number].append(shown)
                elif block and not is_artifact:
                    blocks[block].append(shown)
            elif kind == _FONT:
                font = token[_FONT].decode("latin-1")
            elif kind == _NUMBER:
                open_.append(int(token[_NUMBER]))
            elif kind == _BEGIN:
                # What has no number is within what has one, or is an artifact.
                is_artifact_here = data[max(0, token.start() - 20) : token.start()].rstrip().endswith(b"/Artifact")
                open_.append(open_[-1] if open_ and not is_artifact_here else None)
            elif kind == _END:
                open_ = open_[:-1]
            elif token[_MARK] in (b"X", b"E"):
                block = int(token[_BLOCK] or 0) if token[_MARK] == b"X" else 0
            else:
                is_artifact = token[_MARK] == b"A"
    return StreamTexts(
        {place: "".join(texts) for place, texts in contents.items()},
        {number: "".join(texts) for number, texts in blocks.items()},
    )


def _text(operation: bytes, font: StreamFont) -> str:
    return "".join([font.text(part) for part in text_parts(operation) if isinstance(part, bytes)])

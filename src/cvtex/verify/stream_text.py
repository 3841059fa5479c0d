"""Content streams -> the text of each piece that is marked in them, as a reader of the stream gets it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from cvtex.page_stream.events import Mark, MarkedContent, Show, read_events
from cvtex.page_stream.fonts import StreamFont

_NUMBER: Final = re.compile(rb"\d{1,9}")


@dataclass(frozen=True, slots=True)
class StreamTexts:
    """`contents`, by page (from 1) and number of the marked content; `blocks`, by the number of a block that TeX marked."""

    contents: Mapping[tuple[int, int], str]
    blocks: Mapping[int, str]


def read_stream_texts(pages: Iterable[tuple[bytes, Mapping[str, StreamFont]]]) -> StreamTexts:
    """`pages`: streams with the fonts of their resources. Raises UnknownContentError."""
    contents: dict[tuple[int, int], str] = {}
    blocks: defaultdict[int, str] = defaultdict(str)
    block = 0
    is_artifact = False
    for page, (data, fonts) in enumerate(pages, 1):
        open_: list[int | None] = []
        for event in read_events(data, fonts):
            match event:
                case MarkedContent(name=""):
                    open_ = open_[:-1]
                case MarkedContent(number=number):
                    open_.append(number)
                case Mark(name="CVX" | "CVE"):
                    found = _NUMBER.search(event.properties)
                    block = int(found[0]) if found and event.name == "CVX" else 0
                case Mark(name="CVA" | "CVZ"):
                    is_artifact = event.name == "CVA"
                case Show():
                    text = "".join(fonts[event.font].text(part) for part in event.parts if isinstance(part, bytes))
                    inner = next((number for number in reversed(open_) if number is not None), None)
                    if inner is not None:
                        contents[page, inner] = contents.get((page, inner), "") + text
                    elif block and not is_artifact:
                        blocks[block] += text
                case _:
                    pass
    return StreamTexts(contents, blocks)

"""Shown text x what the block says -> where one word ends and the next begins.

TeX sets gaps, not spaces, and divides words with a hyphen like any other. Readers of the text need a space for each gap
and at the end of each line, and a soft hyphen where a word is divided.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from cvtex.page_stream.events import Show
from cvtex.page_stream.fonts import StreamFont

Between = Literal["nothing", "space", "soft hyphen"]

# In ems. The smallest space of the fonts in use, shrunk as far as TeX shrinks, is wider; kerns are narrower.
LEAST_GAP: Final = 0.11
# Raised and lowered text stands nearer to its line than another line does. In ems.
_LEAST_LEADING: Final = 0.75
HYPHENS: Final = "-\u2010\u00ad"
_CONTEXT: Final = 8


@dataclass(frozen=True, slots=True)
class Shown:
    """A show on a page, with its font."""

    show: Show
    page: int
    font: StreamFont

    @property
    def first_word(self) -> str:
        text = ""
        for part in self.show.parts:
            if isinstance(part, bytes):
                text += self.font.text(part)
            elif is_gap(part):
                break
        return text[:_CONTEXT]

    @property
    def last_word(self) -> str:
        text = ""
        for part in self.show.parts:
            text = text + self.font.text(part) if isinstance(part, bytes) else "" if is_gap(part) else text
        return text[-_CONTEXT:]


def is_gap(movement: float) -> bool:
    """`movement`: as in the operator TJ, in thousandths of an em to the left."""
    return -movement >= LEAST_GAP * 1000


def between(one: Shown, two: Shown, text: str) -> Between:
    """`text`: all that the block says to which both belong."""
    before, after = one.last_word, two.first_word
    if not before or not after or before[-1].isspace() or after[0].isspace():
        return "nothing"
    size = max(one.show.size, two.show.size)
    is_new_line = (
        one.page != two.page
        or abs(one.show.baseline - two.show.baseline) > _LEAST_LEADING * size
        or two.show.left < one.show.right - size
    )
    if not is_new_line:
        return "space" if two.show.left - one.show.right >= LEAST_GAP * size else "nothing"
    # Signs that TeX builds from others are not found; then those beside the break decide.
    for length in (_CONTEXT, 3, 1):
        head, tail = before[-length - 1 :], after[:length]
        if head + tail in text:
            return "nothing"
        if before[-1] in HYPHENS and head[:-1] + tail in text:
            return "soft hyphen"
        if f"{head} {tail}" in text:
            break
    return "space"


def fonts_of(resources: Mapping[str, StreamFont], shows: tuple[Show, ...], page: int) -> tuple[Shown, ...]:
    return tuple(Shown(show, page, resources[show.font]) for show in shows)

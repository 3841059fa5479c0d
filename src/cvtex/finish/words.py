"""Shown text x what the block says -> where one word ends and the next begins.

TeX sets gaps, not spaces, and divides words with a hyphen like any other. Readers of the text need a space for each gap
and at the end of each line; where a line ends within a word, a soft hyphen if TeX has divided it, and a place to break
(a space of width zero) after a hyphen or a slash that is the word's own: else extractors take such a hyphen for TeX's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from cvtex.page_stream.events import Show
from cvtex.page_stream.fonts import StreamFont

Between = Literal["nothing", "space", "soft hyphen", "break"]
# What a show ends with, in place of or after what TeX has written.
Ending = Literal["nothing", "soft hyphen", "break"]

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
            return "break"
        if before[-1] in HYPHENS and head[:-1] + tail in text:
            return "soft hyphen"
        if f"{head} {tail}" in text:
            break
    return "space"


@dataclass(frozen=True, slots=True)
class Joints:
    """What stands between the texts of blocks, by (page, start of a show): how a show ends, and the gap before one in ems."""

    endings: Mapping[tuple[int, int], Ending]
    gaps: Mapping[tuple[int, int], float]


def joints_of(texts: Iterable[tuple[str, Sequence[Shown]]]) -> Joints:
    """`texts`: what a block says, and its shows in order."""
    endings: dict[tuple[int, int], Ending] = {}
    gaps: dict[tuple[int, int], float] = {}
    for text, shows in texts:
        for one, two in pairwise(shows):
            match between(one, two, text):
                case "space":
                    is_same_line = abs(two.show.baseline - one.show.baseline) < one.show.size * _LEAST_LEADING
                    gap = (two.show.left - one.show.right) / two.show.size if is_same_line and one.page == two.page else 0.0
                    gaps[two.page, two.show.start] = max(gap, 0.0)
                case "soft hyphen" | "break" as ending:
                    endings[one.page, one.show.start] = ending
                case "nothing":
                    pass
    return Joints(endings, gaps)

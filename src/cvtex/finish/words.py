"""Shown text x what the block says -> where one word ends and the next begins.

TeX sets gaps, not spaces, and divides words with a hyphen like any other. Readers of the text need a space for each gap
and at the end of each line; where a line ends within a word, a soft hyphen if TeX has divided it, and a place to break
(a space of width zero) after a hyphen or a slash that is the word's own: else extractors take such a hyphen for TeX's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, Literal, TypeAlias

from cvtex.pdf.content import LEAST_GAP, Show
from cvtex.text.scripts.line_breaks import may_have_gap
from cvtex.text.unicode import without_ignorable
from cvtex.value import Value, replace

# What a line ends with within a word.
Ending = Literal["soft hyphen", "break"]
Between = Literal["nothing", "space", Ending]

# Raised and lowered text stands nearer to its line than another line does. In ems.
_LEAST_LEADING: Final = 0.75
HYPHENS: Final = "-\u2010\u00ad"
_CONTEXT: Final = 8


class Shown(Value):
    """A show on a page, and whether it is in a label. `is_moved`: it is a word from right to left, and stands in
    another order.
    """

    show: Show
    page: int
    is_label: bool = False
    is_moved: bool = False

    @property
    def first_word(self) -> str:
        return without_ignorable(self.show.words[0])[:_CONTEXT]

    @property
    def last_word(self) -> str:
        return without_ignorable(self.show.words[-1])[-_CONTEXT:]


_BLANKS: Final = re.compile(r"\s+")


def as_one(shows: Sequence[Show], text: str) -> Show:
    """Shows that have a text in place of their own, as one: it stands where the first of them stands, and ends as the
    last.

    What is shown between may go beyond both, such as an accent that is wider than its letter.
    """
    first, last = shows[0], shows[-1]
    return replace(first, start=last.start, end=last.end, words=(text,), right=max(first.right, last.right))


def between(one: Shown, two: Shown, text: str, reach: float, *, begins_line: bool, word: str = "") -> Between:
    """`text`: all that the block says to which both belong. `reach`: how far to the right its line has been shown, in
    bp.

    `begins_line`: whether the second one does. `word`: what was shown before of the word with which the first one
    begins.
    """
    before, after = _end_of_word(word, one), two.first_word
    if not before or not after or before[-1].isspace() or after[0].isspace():
        return "nothing"
    if one.is_moved or two.is_moved:
        # Where they stand tells nothing.
        return "space" if f"{before[-3:]} {after[:3]}" in text else "nothing"
    if not begins_line:
        size = max(one.show.size, two.show.size)
        if two.show.left - reach < LEAST_GAP * size:
            return "nothing"
        return "nothing" if _is_gap_alone(before, after, text) else "space"
    # Signs that TeX builds from others are not found; then those beside the break decide.
    for length in (_CONTEXT, 3, 1):
        head, tail = before[-length - 1 :], after[:length]
        # Of short words the text may have both.
        if f"{head} {tail}" in text:
            break
        if head + tail in text:
            return "break"
        if before[-1] in HYPHENS and head[:-1] + tail in text:
            return "soft hyphen"
    return "space"


def _is_gap_alone(before: str, after: str, text: str) -> bool:
    """Whether a gap between two words is no blank: beside an East Asian sign, where the text has none."""
    if not may_have_gap(before, after):
        return False
    for length in (_CONTEXT, 3, 1):
        head, tail = before[-length:], after[:length]
        if head + tail in text:
            return f"{head} {tail}" not in text
    return False


def _end_of_word(word: str, shown: Shown) -> str:
    """A word may be shown in parts, each in a font of its own. `word`: what was shown of it before."""
    return (word + shown.last_word)[-_CONTEXT:] if len(shown.show.words) == 1 else shown.last_word


def _begins_line(one: Shown, two: Shown) -> bool:
    size = max(one.show.size, two.show.size)
    return (
        one.page != two.page
        or abs(one.show.baseline - two.show.baseline) > _LEAST_LEADING * size
        or two.show.left < one.show.right - size
    )


class Joint(Value):
    """What a show ends with. `gap`: how wide the space is, in ems; 0 at the end of a line.

    `ends_label`: the space is between a label and what it labels, and belongs to neither.
    """

    kind: Literal["space", Ending]
    gap: float = 0.0
    ends_label: bool = False


BlockTexts: TypeAlias = Sequence[tuple[str, Sequence[Shown]]]
"""What each block says, and its shows in order."""


def joints_of(texts: BlockTexts) -> dict[tuple[int, int], Joint]:
    """By (page, start) of the show before the joint."""
    joints: dict[tuple[int, int], Joint] = {}
    for written, shows in texts:
        # Blanks of any width and number are a gap.
        text = _BLANKS.sub(" ", written)
        # An accent ends before the letter does over which it was set.
        reach = shows[0].show.right if shows else 0.0
        word = ""
        for one, two in pairwise(shows):
            begins_line = _begins_line(one, two)
            kind = between(one, two, text, reach, begins_line=begins_line, word=word)
            word = _end_of_word(word, one) if kind == "nothing" else ""
            if kind == "space":
                gap = (
                    0.0
                    if begins_line or one.is_moved or two.is_moved
                    else (two.show.left - one.show.right) / one.show.size
                )
                joints[one.page, one.show.start] = Joint("space", gap, one.is_label and not two.is_label)
            elif kind != "nothing":
                joints[one.page, one.show.start] = Joint(kind)
            reach = two.show.right if begins_line else max(reach, two.show.right)
    return joints


# What is set with gaps that are no blanks is among these.
_MAY_HAVE_GAPS: Final = re.compile("[\u1100-\u1fff\u2329\u232a\u2e80-\U0010ffff]")


def without_false_blanks(texts: BlockTexts) -> dict[tuple[int, int], Show]:
    """Shows with gaps that are no blanks, each with its words made whole; by (page, start)."""
    found: dict[tuple[int, int], Show] = {}
    for text, shows in texts:
        if not _MAY_HAVE_GAPS.search(text):
            continue
        for one in shows:
            pairs = enumerate(pairwise(one.show.words))
            closed = frozenset(place for place, (before, after) in pairs if _is_gap_alone(before, after, text))
            if closed:
                found[one.page, one.show.start] = replace(
                    one.show, words=_closed(one.show.words, closed), closed=closed
                )
    return found


def _closed(words: tuple[str, ...], gaps: frozenset[int]) -> tuple[str, ...]:
    """The words without these gaps between them."""
    out = list(words[:1])
    for place, word in enumerate(words[1:]):
        if place in gaps:
            out[-1] += word
        else:
            out.append(word)
    return tuple(out)

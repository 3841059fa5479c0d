"""Shown text, text of its block -> what separates words: spaces, soft hyphens, break opportunities.

TeX writes gaps in place of spaces, and its hyphens look like the author's. Text extraction needs a space for each gap
and each line end. Where a line ends within a word, it needs a soft hyphen if TeX divided the word, and a zero-width
space after the author's own hyphen or slash: otherwise extractors take the hyphen for TeX's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, Literal, TypeAlias

from cvtex.model.element import Element
from cvtex.pdf.content import LEAST_GAP, Show
from cvtex.text.drawn_parts import drawn_order
from cvtex.text.scripts.line_breaks import may_have_gap
from cvtex.text.unicode import without_ignorable
from cvtex.value import Value, replace

# The end of a line within a word.
Ending = Literal["soft hyphen", "break"]
Between = Literal["nothing", "space", Ending]

# In ems: superscripts and subscripts are nearer to their line than the next line is.
_LEAST_LEADING: Final = 0.75
HYPHENS: Final = "-\u2010\u00ad"
_CONTEXT: Final = 8


class Shown(Value):
    """A show on a page. `is_moved`: a right-to-left word, whose position on the line differs from its reading order."""

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
    """Join shows whose ActualText is `text`: at the position of the first, with the bytes of the last.

    Shows in between may reach farther right, such as an accent wider than its letter. They do not count.
    """
    first, last = shows[0], shows[-1]
    return replace(first, start=last.start, end=last.end, words=(text,), right=max(first.right, last.right))


def between(one: Shown, two: Shown, text: str, reach: float, *, begins_line: bool, word: str = "") -> Between:
    """What separates two shows of a block. `text`: of the block. `reach`: the right end of the line so far, in bp.

    `begins_line`: whether `two` begins a line. `word`: the part before `one` of the word that `one` continues.
    """
    before, after = _end_of_word(word, one), two.first_word
    if not before or not after or before[-1].isspace() or after[0].isspace():
        return "nothing"
    if one.is_moved or two.is_moved:
        # Their positions are not in reading order.
        return "space" if f"{before[-3:]} {after[:3]}" in text else "nothing"
    if not begins_line:
        size = max(one.show.size, two.show.size)
        if two.show.left - reach < LEAST_GAP * size:
            return "nothing"
        return "nothing" if _is_gap_alone(before, after, text) else "space"
    # Characters that TeX builds from others are not found; then shorter contexts decide.
    for length in (_CONTEXT, 3, 1):
        head, tail = before[-length - 1 :], after[:length]
        # The text may contain short words both joined and apart; a space wins.
        if f"{head} {tail}" in text:
            break
        if head + tail in text:
            return "break"
        if before[-1] in HYPHENS and head[:-1] + tail in text:
            return "soft hyphen"
    return "space"


def _is_gap_alone(before: str, after: str, text: str) -> bool:
    """Whether a gap is not a space of the text: beside an East Asian character, where the text has none."""
    if not may_have_gap(before, after):
        return False
    for length in (_CONTEXT, 3, 1):
        head, tail = before[-length:], after[:length]
        if head + tail in text:
            return f"{head} {tail}" not in text
    return False


def _end_of_word(word: str, shown: Shown) -> str:
    """A word may be shown in parts, in several fonts. `word`: its part before `shown`."""
    return (word + shown.last_word)[-_CONTEXT:] if len(shown.show.words) == 1 else shown.last_word


def _begins_line(one: Shown, two: Shown) -> bool:
    size = max(one.show.size, two.show.size)
    return (
        one.page != two.page
        or abs(one.show.baseline - two.show.baseline) > _LEAST_LEADING * size
        or two.show.left < one.show.right - size
    )


class Joint(Value):
    """What follows a show. `gap`: the width of the space in ems, 0 at a line end.

    `ends_label`: the space between a label and its item, which belongs to neither.
    """

    kind: Literal["space", Ending]
    gap: float = 0.0
    ends_label: bool = False


_NO_LETTER: Final = re.compile(r"[\W_]+")
# Letters by which a part is found if some of its characters, such as those of formulas, are shown as others.
_HEAD: Final = 12


def drawn_text(element: Element, shows: Sequence[Shown]) -> str:
    """The text of a block with its parts in the order in which they are drawn."""
    texts = element.texts
    if len(texts) < 2 or element.parts or not shows:
        return element.text
    letters = [_letters(text) for text in texts]
    if len(texts) == 2 and _begins_with(_letters(shows[0].first_word), *letters):
        return element.text
    shown = _letters("".join([word for one in shows for word in one.show.words]))
    order = drawn_order(shown, [(text,) for text in letters])
    if len(order) < len(texts):
        order = drawn_order(shown, [(text[:_HEAD],) for text in letters])
    return " ".join([texts[number] for number in order]) if len(order) == len(texts) else element.text


def _begins_with(shown: str, one: str, other: str) -> bool:
    """Whether `one` clearly is shown first."""
    length = min(len(shown), len(one))
    return length > 0 and shown[:length] == one[:length] != other[:length]


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text)


BlockTexts: TypeAlias = Sequence[tuple[str, Sequence[Shown]]]
"""The text of each block with its shows in order."""


def joints_of(texts: BlockTexts) -> dict[tuple[int, int], Joint]:
    """Joints by (page, start) of the show before them."""
    joints: dict[tuple[int, int], Joint] = {}
    for written, shows in texts:
        # Any white space is one gap.
        text = _BLANKS.sub(" ", written)
        # The farthest right end so far: an accent may end before the letter below it.
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


# Scripts that may be set with gaps that are not spaces.
_MAY_HAVE_GAPS: Final = re.compile("[\u1100-\u1fff\u2329\u232a\u2e80-\U0010ffff]")


def without_false_blanks(texts: BlockTexts) -> dict[tuple[int, int], Show]:
    """Shows with gaps that are not spaces, with their words joined; by (page, start)."""
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
    """Join the words on both sides of each of these gaps."""
    out = list(words[:1])
    for place, word in enumerate(words[1:]):
        if place in gaps:
            out[-1] += word
        else:
            out.append(word)
    return tuple(out)

"""The parts of a block, found in the text that shows them: each whole and once, in any order.

A theme may draw dates before a title, or details above it. The texts of a part are found in their own order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

# More parts are found in their own order only; no block has so many.
_MOST_PARTS: Final = 8


def drawn_order(shown: str, parts: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """Return the parts that `shown` holds at places apart from each other, in the order of these places.

    If not all are there, as much text as possible is found: a short part is not taken for a piece of a long one.
    """
    if _end(shown, 0, [text for part in parts for text in part]) is not None:
        return tuple(range(len(parts)))
    if len(parts) > _MOST_PARTS:
        return _in_own_order(shown, parts)
    # For each set of parts, the order in which they end earliest, since that leaves most text for the others.
    ends: dict[int, tuple[int, tuple[int, ...]]] = {0: (0, ())}
    for found in range(1 << len(parts)):
        if found not in ends:
            continue
        start, order = ends[found]
        for number, part in enumerate(parts):
            if found & 1 << number or (end := _end(shown, start, part)) is None:
                continue
            candidate = end, (*order, number)
            ends[found | 1 << number] = min(candidate, ends.get(found | 1 << number, candidate))
    sizes = [sum(map(len, part)) for part in parts]
    return max((order for _, order in ends.values()), key=lambda order: (sum(sizes[one] for one in order), len(order)))


def _in_own_order(shown: str, parts: Sequence[Sequence[str]]) -> tuple[int, ...]:
    found: list[int] = []
    start = 0
    for number, part in enumerate(parts):
        if (end := _end(shown, start, part)) is not None:
            found.append(number)
            start = end
    return tuple(found)


def _end(shown: str, start: int, texts: Sequence[str]) -> int | None:
    """Where the last of these texts ends, if they follow each other from `start` on."""
    for text in texts:
        place = shown.find(text, start)
        if place < 0:
            return None
        start = place + len(text)
    return start

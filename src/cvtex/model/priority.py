"""How much an item wants to be printed where room is short."""

from __future__ import annotations

from collections.abc import Mapping

from cvtex.value import Value


class Priority(Value):
    """`level` from 0 to 100: whatever has a higher one comes before everything that has a lower one.

    What must be printed has the level 100 and is never weighed.
    """

    level: int
    is_must: bool = False


PRIORITY_WORDS: Mapping[str, Priority] = {
    "must": Priority(100, is_must=True),
    "high": Priority(75),
    "normal": Priority(50),
    "low": Priority(25),
}
NORMAL = PRIORITY_WORDS["normal"]

"""How important an item is if space is short."""

from __future__ import annotations

from collections.abc import Mapping

from cvtex.value import Value


class Priority(Value):
    """`level` is 0 to 100; items of a higher level come before all items of a lower level.

    `is_must` items have level 100 and are never left out.
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

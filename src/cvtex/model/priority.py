"""How important an item is if space is short."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

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

# Levels that authors cannot write. Items of these levels come after 'must' and before all others, and give way only if
# they do not fit.
BEST_OF_SECTION: Final = 101
DEGREE: Final = 102
CURRENT_POST: Final = 103
KEPT_AS: Final[Mapping[int, str]] = {
    BEST_OF_SECTION: "best of its section",
    DEGREE: "degree",
    CURRENT_POST: "current post",
}


def gives_way(stated: Priority | None) -> bool:
    """Whether the author said that an item may be left out like others."""
    return stated is not None and stated.level <= NORMAL.level

"""When a change of files has come to its end, and what is said of the build that follows. No files, no clock: looks
come in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

# Seconds in which nothing may change: an editor's save in several steps, several files at once.
QUIET: Final = 0.012
# After so many seconds of changes without an end, what is there is built.
LONGEST: Final = 1.0

# Paths with what the system says of them without reading; None: there is nothing.
Stamps = Mapping[str, tuple[int, ...] | None]


def settled(before: Stamps, looks: Iterable[tuple[float, Stamps]]) -> Stamps | None:
    """The first stamps that differ from those `before` and stay; None if the looks, (seconds, stamps) each, end first."""
    last, began, changed = before, 0.0, 0.0
    for now, found in looks:
        if found != last:
            began = now if last == before else began
            last, changed = found, now
        elif last != before and now - changed >= QUIET:
            return last
        if last != before and now - began >= LONGEST:
            return last
    return None


def line_of(time: str, result: str, seconds: float) -> str:
    """`12:03:04 build/cv-full.pdf: 8 pages, 0.31 s`."""
    return f"{time} {result}, {seconds:.2f} s"

"""Alternating measurements, so that other load on the machine affects all cases alike."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class Took(NamedTuple):
    """Wall time and processor time in seconds.

    Processor time includes all children that have ended. It varies less on a shared machine.
    """

    wall: float
    processor: float


def seconds(work: Callable[[], object]) -> float:
    return took(work).wall


def took(work: Callable[[], object]) -> Took:
    before, start = _processor(), time.perf_counter()
    work()
    wall = time.perf_counter() - start
    return Took(wall, _processor() - before)


def _processor() -> float:
    """NaN on systems that do not report the time of children."""
    if sys.platform == "win32":
        return math.nan
    import resource

    who = (resource.getrusage(which) for which in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in who)


def by_turns(kinds: Mapping[str, Callable[[], T]], rounds: int) -> dict[str, list[T]]:
    """Run all kinds in each round -> the results of each kind. The first round warms up and does not count."""
    found: dict[str, list[T]] = {kind: [] for kind in kinds}
    for round_ in range(rounds + 1):
        # Each kind follows each other one equally often.
        order = list(kinds)[round_ % len(kinds) :] + list(kinds)[: round_ % len(kinds)]
        for kind in order if round_ % 2 else reversed(order):
            result = kinds[kind]()
            if round_:
                found[kind].append(result)
    return found

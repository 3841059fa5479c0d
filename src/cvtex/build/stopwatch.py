"""How long each stage takes. The clock is given: the core has none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Literal

Stage = Literal["read", "check", "select", "cite", "emit", "typeset", "finish", "verify", "fit", "write"]


class Stopwatch:
    """Stages follow each other without a gap, so that their times add up to the whole; some come more than once.

    `clock` gives seconds; `heed` hears of each stage as it begins. Without a clock nothing is measured.
    """

    __slots__ = ("_began", "_clock", "_heed", "_stage", "_times")

    def __init__(self, clock: Callable[[], float] | None = None, heed: Callable[[Stage], None] | None = None) -> None:
        self._clock, self._heed = clock, heed
        self._stage: Stage | None = None
        self._began = 0.0
        self._times: dict[Stage, float] = {}

    def enter(self, stage: Stage) -> None:
        """The stage before it ends here."""
        self.stop()
        if self._clock is not None:
            self._stage, self._began = stage, self._clock()
        if self._heed is not None:
            self._heed(stage)

    def stop(self) -> None:
        """What comes next belongs to no stage."""
        if self._clock is not None and self._stage is not None:
            self._times[self._stage] = self._times.get(self._stage, 0.0) + self._clock() - self._began
            self._stage = None

    @property
    def times(self) -> Mapping[Stage, float]:
        """Seconds, in the order in which the stages came first."""
        return self._times


UNMEASURED: Final = Stopwatch()

"""Measures the time of each stage, with a clock that the caller provides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Literal

Stage = Literal["read", "check", "select", "cite", "emit", "typeset", "finish", "verify", "fit", "write"]


class Stopwatch:
    """Stages follow each other without gaps, so that their times add up to the total; a stage may occur several times.

    `clock` returns seconds; without it nothing is measured. `on_enter` is called when a stage begins.
    """

    __slots__ = ("_began", "_clock", "_on_enter", "_stage", "_times")

    def __init__(
        self, clock: Callable[[], float] | None = None, on_enter: Callable[[Stage], None] | None = None
    ) -> None:
        self._clock, self._on_enter = clock, on_enter
        self._stage: Stage | None = None
        self._began = 0.0
        self._times: dict[Stage, float] = {}

    def enter(self, stage: Stage) -> None:
        """End the current stage, and begin another."""
        self.stop()
        if self._clock is not None:
            self._stage, self._began = stage, self._clock()
        if self._on_enter is not None:
            self._on_enter(stage)

    def stop(self) -> None:
        """End the current stage."""
        if self._clock is not None and self._stage is not None:
            self._times[self._stage] = self._times.get(self._stage, 0.0) + self._clock() - self._began
            self._stage = None

    @property
    def times(self) -> Mapping[Stage, float]:
        """Seconds of each stage, in the order of first occurrence."""
        return self._times


UNMEASURED: Final = Stopwatch()

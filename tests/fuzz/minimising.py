"""A case with a fault -> a smaller one with the same fault, found in a bounded number of runs."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, Literal

from cases import Case

from cvtex.value import replace

_MOST_RUNS: Final = 400
_MOST_SECONDS: Final = 90

Unit = Literal["lines", "letters"]


class _BoundError(Exception):
    """So many runs, or so much time, is enough."""


def minimised(case: Case, is_at_fault: Callable[[Case], bool], most_runs: int = _MOST_RUNS) -> Case:
    """Leave out files, then lines, then letters or bytes, as long as the fault remains."""
    return _Minimiser(case, is_at_fault, most_runs).smallest()


class _Minimiser:
    def __init__(self, case: Case, is_at_fault: Callable[[Case], bool], most_runs: int) -> None:
        self._case = case
        self._is_at_fault = is_at_fault
        self._runs = most_runs
        self._ends = time.monotonic() + _MOST_SECONDS

    def smallest(self) -> Case:
        try:
            for name in self._case.files:
                if name != "cv.yaml" and len(self._case.files) > 1:
                    self._try({one: data for one, data in self._case.files.items() if one != name})
            units: tuple[Unit, ...] = ("lines", "letters")
            for unit in units:
                for name in self._case.files:
                    self._shorten(name, unit)
        except _BoundError:
            pass
        return self._case

    def _shorten(self, name: str, unit: Unit) -> None:
        """Leave out a half, then each quarter of what is left, and so on."""
        parts = _parts(self._case.files[name], unit)
        size = len(parts) // 2
        while size:
            start = 0
            while start < len(parts):
                fewer = parts[:start] + parts[start + size :]
                if self._try({**self._case.files, name: b"".join(fewer)}):
                    parts = fewer
                else:
                    start += size
            size //= 2

    def _try(self, files: dict[str, bytes]) -> bool:
        self._runs -= 1
        if self._runs < 0 or time.monotonic() > self._ends:
            raise _BoundError
        smaller = replace(self._case, files=files)
        if not self._is_at_fault(smaller):
            return False
        self._case = smaller
        return True


def _parts(data: bytes, unit: Unit) -> list[bytes]:
    if unit == "lines":
        return data.splitlines(keepends=True)
    text = data.decode("utf-8", "replace")
    return [one.encode() for one in text] if text.encode() == data else [bytes([one]) for one in data]

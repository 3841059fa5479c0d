"""What a command is at, on one line of the terminal that is wiped; and how long each stage took, if that is asked for."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Final, Self, TextIO

import click

from cvtex.build.stopwatch import Stage, Stopwatch

_DOING: Final[dict[Stage, str]] = {
    "read": "reading",
    "check": "checking",
    "select": "selecting",
    "cite": "citing",
    "emit": "writing TeX",
    "typeset": "typesetting",
    "finish": "tagging",
    "verify": "verifying",
    "fit": "fitting",
    "write": "writing",
}
# A line that wraps could not be wiped.
_WIDEST: Final = 70


class Progress:
    """Used as a context: at its end the line is gone, and the times are told. In a pipe no line is shown."""

    def __init__(self, *, timings: bool, terminal: TextIO | None = None) -> None:
        self._timings = timings
        self._stream = terminal or sys.stderr
        self._is_shown = self._stream.isatty()
        self._width = 0
        self._lock = threading.Lock()
        self._stopwatches: list[tuple[str, Stopwatch]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with self.aside():
            self._is_shown = False
            if kind is None or kind is SystemExit:
                self._print_timings()

    def stopwatch(self, name: str = "") -> Stopwatch:
        """For the stages of a variant, or of what all have in common."""
        made = Stopwatch(
            time.perf_counter if self._timings else None,
            partial(self._show, name) if self._is_shown else None,
        )
        self._stopwatches.append((name, made))
        return made

    @contextmanager
    def aside(self) -> Iterator[None]:
        """The line is gone, and none is shown, while something else is written."""
        with self._lock:
            self._write("")
            yield

    def _print_timings(self) -> None:
        for name, stopwatch in self._stopwatches:
            for stage, seconds in stopwatch.times.items():
                click.echo(f"{stage:<9}{name:<14} {seconds * 1000:8.1f} ms", err=True)

    def _show(self, name: str, stage: Stage) -> None:
        from cvtex.diagnostics import printable

        # Whoever writes something else is not waited for.
        if not self._lock.acquire(blocking=False):
            return
        try:
            if self._is_shown:
                self._write(printable(f"{_DOING[stage]} {name}".rstrip())[:_WIDEST] + " ...")
        finally:
            self._lock.release()

    def _write(self, text: str) -> None:
        if text or self._width:
            # Spaces, since not every terminal knows how to clear a line.
            self._stream.write(f"\r{' ' * self._width}\r{text}")
            self._stream.flush()
            self._width = len(text)

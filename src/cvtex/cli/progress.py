"""Show the current stage on one line of the terminal; print the time of each stage with --timings."""

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
# A line that wraps could not be erased.
_WIDEST: Final = 70


class Progress:
    """A context manager: on exit it erases the line and prints the times. It shows no line in a pipe."""

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
        """Make the stopwatch of a variant, or of the stages common to all."""
        made = Stopwatch(
            time.perf_counter if self._timings else None,
            partial(self._show, name) if self._is_shown else None,
        )
        self._stopwatches.append((name, made))
        return made

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Erase the line, and show none inside the block, so that other output can be written."""
        with self._lock:
            self._write("")
            yield

    def show(self, text: str) -> None:
        """Show a text on the line, if there is a terminal."""
        if self._is_shown:
            with self._lock:
                self._write(_shortened(text))

    def _print_timings(self) -> None:
        for name, stopwatch in self._stopwatches:
            for stage, seconds in stopwatch.times.items():
                click.echo(f"{stage:<9}{name:<14} {seconds * 1000:8.1f} ms", err=True)

    def _show(self, name: str, stage: Stage) -> None:
        # Skip this update rather than wait for other output.
        if not self._lock.acquire(blocking=False):
            return
        try:
            if self._is_shown:
                self._write(_shortened(f"{_DOING[stage]} {name}".rstrip()))
        finally:
            self._lock.release()

    def _write(self, text: str) -> None:
        if text or self._width:
            # Overwrite with spaces: not every terminal can clear a line.
            self._stream.write(f"\r{' ' * self._width}\r{text}")
            self._stream.flush()
            self._width = len(text)


def _shortened(text: str) -> str:
    from cvtex.diagnostics import printable

    return printable(text)[:_WIDEST] + " ..."

"""Run `cvtex watch` as users do, and read its output line by line."""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import IO, Self

_SECONDS = 120
_TIME = re.compile(r"\d\d:\d\d:\d\d ")


class Watch:
    """A running `cvtex watch` with its own temporary folder. Ctrl-C stops it at the end of the `with` block."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.temporary = folder.parent / f"{folder.name}-temporary"
        self.temporary.mkdir()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "cvtex", "watch", "--engine", "embedded", *arguments],
            cwd=folder,
            env={**os.environ, "TMPDIR": str(self.temporary), "PYTHONUTF8": "1", "PYTHONWARNINGS": "error"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._errors: queue.Queue[str] = queue.Queue()
        self._readers = [
            threading.Thread(target=_read, args=(self.process.stdout, self._lines)),
            threading.Thread(target=_read, args=(self.process.stderr, self._errors)),
        ]

    def __enter__(self) -> Self:
        for reader in self._readers:
            reader.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> int:
        """Send Ctrl-C -> the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(_SECONDS)
        finally:
            self.process.kill()
            for reader in self._readers:
                reader.join()

    def next_line(self) -> str:
        """Return the next line about a build, without the time of day and the duration."""
        line = self._lines.get(timeout=_SECONDS)
        assert _TIME.match(line), line
        assert re.search(r", \d+\.\d\d s$", line), line
        return line[9:].rpartition(", ")[0]

    def address(self) -> str:
        """Return the address of the page, from the first line of `--serve`."""
        found = re.fullmatch(r"serving (http://127\.0\.0\.1:\d+/[\w-]{32,}/)", self._lines.get(timeout=_SECONDS))
        assert found is not None
        return found[1]

    def is_silent(self, seconds: float) -> bool:
        """Check that no line comes for some seconds."""
        try:
            self._lines.get(timeout=seconds)
        except queue.Empty:
            return True
        return False

    def errors(self) -> str:
        """Return the lines on standard error since the last call."""
        lines = []
        while not self._errors.empty():
            lines.append(self._errors.get())
        return "\n".join(lines)


def _read(stream: IO[str] | None, lines: queue.Queue[str]) -> None:
    assert stream is not None
    with stream:
        for line in stream:
            lines.put(line.rstrip("\n"))

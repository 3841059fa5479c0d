"""Workers: child processes that are watched, ended when they take too long, and started again."""

from __future__ import annotations

import os
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

import msgspec
from cases import Case, Fault
from targets import TARGETS
from worker import Answer, Order

HERE: Final = Path(__file__).parent
# A process that has run so many inputs gives way to a fresh one: what a library keeps must not grow.
_MOST_INPUTS: Final = 1_000
# The kernel counts the seconds of a core; a process that only waits, or that shares its core, is ended by the clock.
_CLOCK: Final = 8
_SHOWN: Final = 4_000
_FRAME: Final = re.compile(r'File "[^"]*[/\\]cvtex[/\\]([^"]+\.py)", line \d+,? in (\S+)')


class Worker:
    """One child process at a time. Not for several threads."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._process: subprocess.Popen[bytes] | None = None
        self._own = Path(tempfile.mkdtemp(prefix="cvtex-fuzz-"))
        self._runs = 0

    def close(self) -> None:
        self._end()
        shutil.rmtree(self._own, ignore_errors=True)

    def answer(self, order: Order) -> Answer:
        """Run one input. A process that ends over it, or must be ended, is an answer, too."""
        if self._process is None or self._runs >= _MOST_INPUTS:
            self._start()
        process = self._process
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        self._runs += 1
        process.stdin.write(msgspec.json.encode(order) + b"\n")
        process.stdin.flush()
        line = _line(process, TARGETS[order.target].seconds * _CLOCK)
        if line.endswith(b"\n"):
            return msgspec.json.decode(line, type=Answer)
        fault = self._fault(order, is_waiting=process.poll() is None)
        self._end()
        return Answer((fault,))

    @property
    def case(self) -> Case | None:
        """The input of the last answer; None if it was not even made."""
        try:
            return msgspec.json.decode((self._own / "case").read_bytes(), type=Case)
        except (OSError, msgspec.MsgspecError):
            return None

    def _fault(self, order: Order, *, is_waiting: bool) -> Fault:
        assert self._process is not None
        if is_waiting:
            # Where it waits: the handler of this signal writes it down.
            os.killpg(self._process.pid, signal.SIGXCPU)
        code = self._process.wait(timeout=60)
        log = (self._own / "log").read_text(errors="replace")[-_SHOWN:]
        frames = _FRAME.findall(log)
        place = ":".join(frames[0]) if frames else "?"
        if is_waiting:
            return Fault(f"hangs: {order.target} in {place}", log)
        if code == -signal.SIGXCPU:
            return Fault(f"time: {order.target} in {place}", log)
        return Fault(f"the process ended with {code}: in {place}", log)

    def _start(self) -> None:
        self._end()
        temporary = self._own / "tmp"
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir()
        (self._own / "log").write_bytes(b"")
        environment = {**os.environ, "TMPDIR": str(temporary), "HOME": str(self._own), "PYTHONUTF8": "1"}
        environment |= {"XDG_CACHE_HOME": str(self._cache), "XDG_STATE_HOME": str(self._own / "state")}
        command = [sys.executable, str(HERE / "worker.py"), str(self._own)]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=(self._own / "errors").open("wb"),
            env=environment,
            start_new_session=True,
        )
        self._runs = 0

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    stream.close()


def _line(process: subprocess.Popen[bytes], seconds: float) -> bytes:
    """A line of a process's output; what there is of it if the process ends or the time is over."""
    assert process.stdout is not None
    found = b""
    while not found.endswith(b"\n"):
        ready, _, _ = select.select([process.stdout], [], [], seconds)
        if not ready or not (part := os.read(process.stdout.fileno(), 1 << 16)):
            break
        found += part
    if not found.endswith(b"\n") and ready:
        process.wait(timeout=60)
    return found

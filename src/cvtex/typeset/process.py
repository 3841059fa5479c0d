"""Run one child process with limits on time and bytes written. It never outlives the call."""

import contextlib
import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import Final, Literal

from cvtex.typeset.children import bound, defer_interrupts, kill, start
from cvtex.value import Value, field

_POLL_SECONDS: Final = 0.001
_SIZE_POLL_SECONDS: Final = 0.1


class Scheduler(Value):
    """Coordinates threads that build in parallel.

    A thread holds `lock` while it computes and releases it while its child process runs. Without the lock, threads
    would take turns in computing, start their processes at the same time, and then all wait.
    `stop`: set to end all threads. Ctrl-C itself reaches only the main thread.
    """

    lock: threading.Lock = field(default_factory=threading.Lock)
    stop: threading.Event = field(default_factory=threading.Event)


_SCHEDULER: Final = ContextVar[Scheduler | None]("_SCHEDULER", default=None)


class ProcessEnd(Value):
    """How a process ended. `exit_code`: None if it was stopped or not started; `fault`: why it was not started."""

    exit_code: int | None
    stopped: Literal["time", "size"] | None
    fault: str
    seconds: float


def do_nothing() -> None:
    """The default for `meanwhile`."""


def run_process(
    arguments: Sequence[str | Path],
    *,
    cwd: Path,
    environment: Mapping[str, str],
    output: Path,
    watched: Path,
    time_limit: float,
    size_limit: int,
    meanwhile: Callable[[], None] = do_nothing,
) -> ProcessEnd:
    """Run a command -> how it ended. Its output goes into the file `output`.

    The process is killed after `time_limit` seconds, when the files below `watched` exceed `size_limit` bytes, and when
    an exception such as KeyboardInterrupt leaves this call. On POSIX it has its own process group, so everything it
    started is killed with it. The call raises KeyboardInterrupt when the scheduler stops.

    Sizes are polled because RLIMIT_FSIZE exists on POSIX only, holds for each file separately, and needs code between
    fork and exec, which is unsafe with threads. A process can exceed the limit by what it writes in 0.1 seconds.

    `meanwhile` is called once the process runs. It must not block.
    """
    process = None
    started = time.monotonic()
    try:
        try:
            with defer_interrupts(), output.open("wb") as sink:
                process = start(arguments, cwd, environment, sink)
        except OSError as problem:
            return ProcessEnd(None, None, problem.strerror or str(problem), 0.0)
        bound(process, time_limit)
        meanwhile()
        with _lock_released():
            stopped = _wait(process, started + time_limit, watched, size_limit)
        return ProcessEnd(None if stopped else process.returncode, stopped, "", time.monotonic() - started)
    finally:
        if process is not None and process.poll() is None:
            kill(process)


@contextlib.contextmanager
def scheduled(scheduler: Scheduler) -> Iterator[None]:
    """Hold the lock of the scheduler in this block."""
    token = _SCHEDULER.set(scheduler)
    try:
        with scheduler.lock:
            yield
    finally:
        _SCHEDULER.reset(token)


@contextlib.contextmanager
def _lock_released() -> Iterator[None]:
    scheduler = _SCHEDULER.get()
    if scheduler is None:
        yield
        return
    scheduler.lock.release()
    try:
        _check_stop()
        yield
    finally:
        scheduler.lock.acquire()


def _check_stop() -> None:
    scheduler = _SCHEDULER.get()
    if scheduler is not None and scheduler.stop.is_set():
        raise KeyboardInterrupt


def _wait(
    process: "subprocess.Popen[bytes]", deadline: float, watched: Path, size_limit: int
) -> Literal["time", "size"] | None:
    # On POSIX, Popen.wait(timeout) sleeps up to 50 ms at a time, a third of a pdfTeX run.
    next_size = time.monotonic() + _SIZE_POLL_SECONDS
    while process.poll() is None:
        _check_stop()
        now = time.monotonic()
        if now >= deadline:
            return "time"
        if now >= next_size:
            if _folder_size(watched) > size_limit:
                return "size"
            next_size = now + _SIZE_POLL_SECONDS
        time.sleep(_POLL_SECONDS)
    return None


def _folder_size(folder: Path) -> int:
    size = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):  # removed after it was listed
                size += Path(parent, name).lstat().st_size
    return size

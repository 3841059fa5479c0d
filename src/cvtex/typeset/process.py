"""One child process with bounds: time, bytes written, and no way to outlive the call."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from pathlib import Path
from types import FrameType
from typing import Final, Literal

from cvtex.value import Value, field

_POLL_SECONDS: Final = 0.001
_SIZE_POLL_SECONDS: Final = 0.1

# A group of its own: Ctrl-C then reaches this program only, which ends the child.
if sys.platform == "win32":
    _CREATION_FLAGS: Final = subprocess.CREATE_NEW_PROCESS_GROUP
else:
    _CREATION_FLAGS: Final = 0


class Scheduler(Value):
    """What threads that build side by side heed.

    `turn` is held by the one that computes, and left to others while a process runs: Python lets one thread compute at
    a time anyway, but would let them reach their processes all at once, and then compute nothing meanwhile.
    `stop`: set when all are to end. Ctrl-C itself reaches the main thread alone.
    """

    lock: threading.Lock = field(default_factory=threading.Lock)
    stop: threading.Event = field(default_factory=threading.Event)


_SCHEDULER: Final = ContextVar[Scheduler | None]("_SCHEDULER", default=None)


class ProcessEnd(Value):
    """How a process ended: `exit_code` is None if it was stopped or could not be started; then `fault` says why."""

    exit_code: int | None
    stopped: Literal["time", "size"] | None
    fault: str
    seconds: float


def do_nothing() -> None:
    """Nothing to do while a process runs."""


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
    """Command -> how it ended; what it printed stands in the file `output`. It has ended, whichever way this is left.

    On POSIX it has a group of its own, with all that it starts. It is killed after `time_limit` seconds, when the files
    below `watched` exceed `size_limit` bytes, and when this call is left by an exception such as KeyboardInterrupt,
    which it raises itself when the scheduler stops. Sizes are watched from here since RLIMIT_FSIZE is POSIX only, holds
    per file, and needs code between fork and exec, which is unsafe with threads. A fast writer can exceed the limit by
    what it writes in a tenth of a second. `meanwhile` is called once it runs, and bounds itself.
    """
    process = None
    start = time.monotonic()
    try:
        with defer_interrupts(), output.open("wb") as sink:
            process = subprocess.Popen(  # noqa: S603 - a list of arguments, no shell
                [str(argument) for argument in arguments],
                cwd=cwd,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=subprocess.STDOUT,
                start_new_session=sys.platform != "win32",
                creationflags=_CREATION_FLAGS,
            )
        meanwhile()
        with _lock_released():
            stopped = _wait(process, start + time_limit, watched, size_limit)
        if stopped:
            return ProcessEnd(None, stopped, "", time.monotonic() - start)
        return ProcessEnd(process.returncode, None, "", time.monotonic() - start)
    except OSError as problem:
        return ProcessEnd(None, None, problem.strerror or str(problem), 0.0)
    finally:
        if process is not None and process.poll() is None:
            _kill(process)


@contextlib.contextmanager
def scheduled(scheduler: Scheduler) -> Iterator[None]:
    """Computes within only while this thread has the turn."""
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


# How others end this program: a service or `timeout`, and a terminal that is closed.
_TERMINATIONS: Final = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


@contextlib.contextmanager
def terminations_as_interrupts() -> Iterator[None]:
    """To be ended from outside is within what Ctrl-C is, so that no process and no folder stays."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {
        one: signal.signal(one, signal.default_int_handler)
        for one in _TERMINATIONS
        if signal.getsignal(one) == signal.SIG_DFL
    }
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


@contextlib.contextmanager
def defer_interrupts() -> Iterator[None]:
    """Ctrl-C comes a moment later, so that no process runs, and no folder stays, of which nobody knows.

    Python tells the main thread alone of it; to block the signal would not do, since any other thread may take it.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[tuple[int, FrameType | None]] = []
    held = {one: handler for one in (signal.SIGINT, *_TERMINATIONS) if callable(handler := signal.getsignal(one))}
    for one in held:
        signal.signal(one, lambda *call: came.append(call))
    try:
        yield
    finally:
        for one, handler in held.items():
            signal.signal(one, handler)
        if came:
            held[signal.Signals(came[0][0])](*came[0])


def _wait(
    process: "subprocess.Popen[bytes]", deadline: float, watched: Path, size_limit: int
) -> Literal["time", "size"] | None:
    # Popen.wait(timeout) sleeps up to 50 ms at a time on POSIX, a third of a pdfTeX run.
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
            with contextlib.suppress(OSError):  # removed since it was listed
                size += Path(parent, name).lstat().st_size
    return size


def _kill(process: "subprocess.Popen[bytes]") -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError):  # it ended meanwhile
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()

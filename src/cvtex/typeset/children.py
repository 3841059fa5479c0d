"""Start and end child processes, and treat signals. The only module that asks the system about processes."""

from __future__ import annotations

import contextlib
import math
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import BinaryIO, Final

# Sent by a service manager or `timeout`, and when a terminal is closed. Windows has no SIGHUP.
_TERMINATIONS: Final = ("SIGTERM", "SIGHUP")


def start(
    arguments: Sequence[str | Path], cwd: Path, environment: Mapping[str, str], output: BinaryIO
) -> subprocess.Popen[bytes]:
    """Start a process in a group of its own: Ctrl-C reaches only this program, which then kills it. Raises OSError."""
    words = [str(argument) for argument in arguments]
    if sys.platform == "win32":
        return subprocess.Popen(  # noqa: S603 - a list of arguments, no shell
            words,
            cwd=cwd,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            # Without a window of its own where this program has none, as when an editor runs it.
            creationflags=subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW,
        )
    return subprocess.Popen(  # noqa: S603 - a list of arguments, no shell
        words,
        cwd=cwd,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def start_worker(arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a process to talk to, in a group of its own as above. Its input and output are pipes. Raises OSError."""
    if sys.platform == "win32":
        return subprocess.Popen(  # noqa: S603 - a list of arguments, no shell
            arguments,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW,
        )
    return subprocess.Popen(  # noqa: S603 - a list of arguments, no shell
        arguments,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def ended_within(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Wait for the end of a process -> whether it came."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def become_interruptible() -> None:
    """Obey Ctrl-C, even if the parent ignores it, as one in the background does."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def limit_memory(most: int) -> None:
    """Bound the memory of this process, and of each that it starts, where the system can."""
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(ValueError, OSError):
            _, allowed = resource.getrlimit(resource.RLIMIT_AS)
            least = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
            resource.setrlimit(resource.RLIMIT_AS, (least, allowed))


def bound(process: subprocess.Popen[bytes], time_limit: float) -> None:
    """Bound the time that a child computes, where the system can: nobody stops it if this program is killed.

    The bound is above that of `run_process`, which reports what it stops.
    """
    if sys.platform == "linux":
        import resource

        seconds = math.ceil(time_limit) + 1
        with contextlib.suppress(OSError):
            resource.prlimit(process.pid, resource.RLIMIT_CPU, (seconds, seconds))


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and wait for its end. On POSIX, everything that it started is killed with it."""
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError):  # it has ended
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def signal_name(number: int) -> str:
    """`9` -> `SIGKILL`; a number that this system does not name stays one."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)


def cores() -> int:
    """Cores available to this process; all of the machine where the system cannot say."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextlib.contextmanager
def terminations_as_interrupts() -> Iterator[None]:
    """Treat SIGTERM and SIGHUP like Ctrl-C in this block, so that no child process and no temporary folder is left."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {
        one: signal.signal(one, signal.default_int_handler)
        for one in _terminations()
        if signal.getsignal(one) == signal.SIG_DFL
    }
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


@contextlib.contextmanager
def defer_interrupts() -> Iterator[None]:
    """Defer Ctrl-C to the end of this block, so that a new process or folder is known before it must be removed.

    Python delivers it to the main thread only. Blocking the signal would not help: another thread may receive it.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[tuple[int, FrameType | None]] = []
    held = {one: handler for one in (signal.SIGINT, *_terminations()) if callable(handler := signal.getsignal(one))}
    for one in held:
        signal.signal(one, lambda *call: came.append(call))
    try:
        yield
    finally:
        for one, handler in held.items():
            signal.signal(one, handler)
        if came:
            held[signal.Signals(came[0][0])](*came[0])


def _terminations() -> tuple[signal.Signals, ...]:
    return tuple(getattr(signal, name) for name in _TERMINATIONS if hasattr(signal, name))

"""A child process that makes and runs one input after the other, each with limits of time and memory.

It reads orders from standard input, a line of JSON each, and answers on standard output. A case is written to a file
before it runs, so that it is known when the process ends in it.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import os
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Final

import msgspec
from cases import Case, Fault
from targets import TARGETS, Target
from verdicts import leftovers, traceback_fault

from cvtex.value import Value

if sys.platform != "win32":
    import resource

# Of memory: above the first, an input is at fault; above the second, the process gets no more.
MOST_KILOBYTES: Final = 1_000_000
_MOST_BYTES: Final = 3_000_000_000
_PEAK: Final = "VmHWM:"


class Order(Value):
    """`number`: of the input to make; `case`: the input to run in place of it."""

    target: str
    seed: str = ""
    number: int = 0
    case: Case | None = None


class Answer(Value):
    faults: tuple[Fault, ...]
    kilobytes: int = 0


def main() -> None:
    """Arguments: the worker's own folder."""
    own = Path(sys.argv[1])
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    # What libraries print must not be read as an answer.
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    log = (own / "log").open("w+b")
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_DATA, (_MOST_BYTES, _MOST_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        faulthandler.enable(log)
        faulthandler.register(signal.SIGXCPU, log, all_threads=False, chain=True)
    for line in sys.stdin.buffer:
        order = msgspec.json.decode(line, type=Order)
        answers.write(msgspec.json.encode(_answer(order, own)) + b"\n")


def _answer(order: Order, own: Path) -> Answer:
    target = TARGETS[order.target]
    _reset_peak()
    _allow_seconds(target.seconds)
    with tempfile.TemporaryDirectory(prefix="fuzz-", dir=own, ignore_cleanup_errors=True) as folder:
        case = order.case or _made(order, Path(folder), own)
        if case is None:
            return Answer((Fault("the input cannot be made", traceback.format_exc()),))
        (own / "case").write_bytes(msgspec.json.encode(case))
        faults = tuple(_faults(target, case, Path(folder)))
    _clean(own)
    kilobytes = _peak()
    if kilobytes > MOST_KILOBYTES:
        faults += (Fault(f"memory: {order.target}", f"{kilobytes // 1000} MB"),)
    gc.collect()
    return Answer(faults, kilobytes)


def _made(order: Order, folder: Path, own: Path) -> Case | None:
    (own / "case").unlink(missing_ok=True)
    chance = Random(f"{order.seed} {order.target} {order.number}")
    with tempfile.TemporaryDirectory(prefix="make-", dir=own, ignore_cleanup_errors=True) as trying:
        return TARGETS[order.target].make(order.target, chance, Path(trying))


def _faults(target: Target, case: Case, folder: Path) -> Iterator[Fault]:
    try:
        case.write(folder)
    except (OSError, ValueError):
        # A name that the system does not allow is no input.
        return
    try:
        yield from target.run(case, folder)
    except Exception:  # noqa: BLE001 - this is what is looked for
        yield traceback_fault(traceback.format_exc())
    yield from leftovers(Path(tempfile.gettempdir()))


def _clean(own: Path) -> None:
    for path in Path(tempfile.gettempdir()).iterdir():
        with contextlib.suppress(OSError):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _allow_seconds(seconds: int) -> None:
    """Let the kernel end this process after so many seconds of a core."""
    if sys.platform != "win32":
        used = resource.getrusage(resource.RUSAGE_SELF)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 1 + seconds, most))


def _reset_peak() -> None:
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def _peak() -> int:
    """The most memory since `_reset_peak`, in kilobytes; 0 where the system does not say."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith(_PEAK):
                return int(line.removeprefix(_PEAK).split()[0])
    return 0


if __name__ == "__main__":
    main()

"""Run the fuzzer: `make fuzz`, or with MINUTES, JOBS, SEED and TARGETS (parts of their names). See README.md.

The exit code is 1 if something is at fault.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from cases import Case, Fault, document, name_of
from limits import Worker
from minimising import minimised
from targets import TARGETS
from worker import Order

FOUND: Final = Path(__file__).parent / "found"


class Report:
    """What was run, and what was found, by target."""

    def __init__(self) -> None:
        self.inputs = dict.fromkeys(TARGETS, 0)
        self.seconds = dict.fromkeys(TARGETS, 0.0)
        self.kilobytes = dict.fromkeys(TARGETS, 0)
        self.faults: dict[str, dict[str, int]] = {name: {} for name in TARGETS}
        self.documents: list[Path] = []

    def table(self, targets: Sequence[str], elapsed: float) -> Iterator[str]:
        row = "{:<20} {:>9} {:>9} {:>8} {:>12} {:>12} {:>8}"
        yield row.format("target", "inputs", "failures", "kinds", "inputs/s", "inputs/hour", "peak MB")
        for name in (one for one in targets if self.inputs[one]):
            inputs, found = self.inputs[name], self.faults[name]
            speed, hourly = f"{inputs / self.seconds[name]:.2f}", f"{inputs / elapsed * 3600:,.0f}"
            yield row.format(name, inputs, sum(found.values()), len(found), speed, hourly, self.kilobytes[name] // 1000)
        yield row.format("all", sum(self.inputs.values()), self.failures, len(self.kinds), "", "", "")

    @property
    def failures(self) -> int:
        return sum(sum(found.values()) for found in self.faults.values())

    @property
    def kinds(self) -> set[str]:
        return {kind for found in self.faults.values() for kind in found}


class Run:
    """Several threads, each with a worker, take one order after the other."""

    def __init__(self, targets: Sequence[str], seed: str, seconds: float, found: Path, *, minimise: bool) -> None:
        self._orders = _orders(targets, seed)
        self._ends = time.monotonic() + seconds
        self._lock = threading.Lock()
        self._found = found
        self._minimise = minimise
        self._handled: set[str] = set()
        self.report = Report()

    def work(self, cache: Path) -> None:
        worker = Worker(cache)
        try:
            while time.monotonic() < self._ends:
                with self._lock:
                    order = next(self._orders)
                began = time.monotonic()
                answer = worker.answer(order)
                self._note(order, time.monotonic() - began, answer.kilobytes, answer.faults)
                if new := self._new(answer.faults):
                    self._keep(worker, order, new)
        finally:
            worker.close()

    def stop(self) -> None:
        """End after the inputs that run now."""
        self._ends = 0.0

    def _note(self, order: Order, seconds: float, kilobytes: int, faults: Sequence[Fault]) -> None:
        with self._lock:
            report, name = self.report, order.target
            report.inputs[name] += 1
            report.seconds[name] += seconds
            report.kilobytes[name] = max(report.kilobytes[name], kilobytes)
            for fault in faults:
                report.faults[name][fault.kind] = report.faults[name].get(fault.kind, 0) + 1

    def _new(self, faults: Sequence[Fault]) -> list[Fault]:
        """The faults of a kind that nobody has taken on yet."""
        with self._lock:
            new = [one for one in faults if one.kind not in self._handled]
            self._handled |= {one.kind for one in new}
            return new

    def _keep(self, worker: Worker, order: Order, faults: Sequence[Fault]) -> None:
        case = worker.case
        for fault in faults:
            self._say(f"{order.target} {order.number}: {fault.kind}")
            if case is None:
                continue
            smallest = minimised(case, partial(_shows, worker, fault.kind)) if self._minimise else case
            path = self._found / name_of(smallest, fault)
            path.write_text(document(smallest, fault), encoding="utf-8", newline="\n")
            with self._lock:
                self.report.documents.append(path)

    def _say(self, line: str) -> None:
        with self._lock:
            sys.stdout.write(f"{time.strftime('%H:%M:%S')} {line}\n")
            sys.stdout.flush()


def _shows(worker: Worker, kind: str, case: Case) -> bool:
    return any(one.kind == kind for one in worker.answer(Order(case.target, case=case)).faults)


def _orders(targets: Sequence[str], seed: str) -> Iterator[Order]:
    """Rounds with each target as often as it wants, mixed; endless."""
    counts = dict.fromkeys(targets, 0)
    names = [name for name in targets for _ in range(TARGETS[name].often)]
    random.Random(seed).shuffle(names)
    while True:
        for name in names:
            yield Order(name, seed, counts[name])
            counts[name] += 1


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", default=time.strftime("%Y-%m-%d"))
    parser.add_argument("--targets", default="", help="parts of names, separated by commas")
    parser.add_argument("--found", type=Path, default=FOUND, help="the folder for documents of failures")
    parser.add_argument("--as-found", action="store_true", help="store inputs without making them smaller")
    given = parser.parse_args(arguments)
    parts = [one for one in given.targets.split(",") if one]
    targets = [name for name in TARGETS if not parts or any(part in name for part in parts)]
    given.found.mkdir(parents=True, exist_ok=True)
    run = Run(targets, given.seed, given.minutes * 60, given.found, minimise=not given.as_found)
    began = time.monotonic()
    for ending in (signal.SIGINT, signal.SIGTERM):
        # The report of a run that is cut short is worth having.
        signal.signal(ending, lambda *_: run.stop())
    with tempfile.TemporaryDirectory(prefix="cvtex-fuzz-cache-", ignore_cleanup_errors=True) as cache:
        threads = [threading.Thread(target=run.work, args=(Path(cache),), daemon=True) for _ in range(given.jobs)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    sys.stdout.write("\n".join(run.report.table(targets, time.monotonic() - began)) + "\n")
    for path in run.report.documents:
        sys.stdout.write(f"stored: {path}\n")
    return 1 if run.report.failures else 0


if __name__ == "__main__":
    sys.exit(main())

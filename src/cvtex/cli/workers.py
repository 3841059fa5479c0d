"""Run jobs in processes of their own, as many at a time as there are cores. A job that hangs or crashes ends alone.

A worker is a Python process that does one job after another (`worker.py`), so that imports are paid for once. A thread
here waits for each worker. The end of a worker's standard input tells it to stop, on every system.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Any, Final, Generic, TypeVar

from cvtex.cli.claims import Claim
from cvtex.cli.output import Exit
from cvtex.typeset.children import defer_interrupts, ended_within, kill, start_worker
from cvtex.value import Value

T = TypeVar("T")
# Must be a function of a module, or a partial of one: it is pickled.
Job = Callable[[Claim], T]

# A job that takes longer has hung.
MOST_SECONDS: Final = 600.0
# Memory of a worker, and of each program that it starts.
MOST_MEMORY: Final = 4_000_000_000
# A worker is replaced after so many jobs, so that its memory does not grow with their number.
MOST_JOBS: Final = 100
# A worker that was told to stop ends its TeX and removes its folder, or is killed after so many seconds.
GRACE_SECONDS: Final = 5.0
# On Windows, Ctrl-C does not interrupt a thread that waits without a timeout.
_WAIT_SECONDS: Final = 0.1

# The worker imports what this process would, and nothing from the working directory.
_START: Final = "import sys; sys.path[:] = {path}; from cvtex.cli.worker import main; main({memory})"


class Answer(Value, Generic[T]):
    """What a job printed to both streams, its exit code, and its result; None if it ended without one."""

    output: str
    errors: str
    exit_code: int
    result: T | None = None


@contextmanager
def worked_off(
    jobs: Sequence[tuple[str, Job[T]]],
    most_workers: int,
    seconds: float = MOST_SECONDS,
    memory: int = MOST_MEMORY,
) -> Iterator[Iterator[tuple[str, Answer[T]]]]:
    """Names and jobs -> names and answers, as the jobs end. No worker is running after the block."""
    crew: _Crew[T] = _Crew(jobs, min(most_workers, len(jobs)), seconds, memory)
    try:
        with defer_interrupts():
            crew.start()
        yield crew.answers()
    finally:
        with defer_interrupts():
            crew.stop()


class _Crew(Generic[T]):
    """What the threads share: the jobs that are left, the answers, who writes which file, and the workers."""

    def __init__(self, jobs: Sequence[tuple[str, Job[T]]], workers: int, seconds: float, memory: int) -> None:
        self._jobs = iter(jobs)
        self._number = len(jobs)
        self._threads = [threading.Thread(target=self._serve) for _ in range(workers)]
        self._seconds, self._memory = seconds, memory
        self._ended: SimpleQueue[tuple[str, Answer[T]]] = SimpleQueue()
        self._lock = threading.Lock()
        self._owners: dict[str, str] = {}
        self._workers: set[_Worker] = set()
        self._is_stopped = False

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def answers(self) -> Iterator[tuple[str, Answer[T]]]:
        for _ in range(self._number):
            yield self._next_answer()

    def _next_answer(self) -> tuple[str, Answer[T]]:
        while True:
            is_over = not any(thread.is_alive() for thread in self._threads)
            try:
                return self._ended.get(timeout=_WAIT_SECONDS)
            except Empty:
                if is_over:
                    raise

    def stop(self) -> None:
        """End all jobs, and begin no other."""
        with self._lock:
            self._is_stopped = True
            for worker in self._workers:
                worker.tell_to_stop()
        for thread in self._threads:
            thread.join()

    def _serve(self) -> None:
        """Have jobs done by one worker after another, until none is left."""
        worker: _Worker | None = None
        try:
            while (job := self._next()) is not None:
                name, call = job
                try:
                    worker = worker or self._start()
                    answer = self._ask(worker, name, call)
                except OSError as problem:
                    answer = _crashed(f"no process can be started: {problem.strerror}")
                self._ended.put((name, answer))
                if worker and (worker.is_ending or answer.exit_code == Exit.BUG or worker.jobs >= MOST_JOBS):
                    self._dismiss(worker)
                    worker = None
        finally:
            if worker:
                self._dismiss(worker)

    def _next(self) -> tuple[str, Job[T]] | None:
        with self._lock:
            return None if self._is_stopped else next(self._jobs, None)

    def _start(self) -> _Worker:
        with self._lock:
            if self._is_stopped:
                raise InterruptedError
            worker = _Worker(self._memory)
            self._workers.add(worker)
            return worker

    def _dismiss(self, worker: _Worker) -> None:
        worker.close()
        with self._lock:
            self._workers.discard(worker)

    def _ask(self, worker: _Worker, name: str, job: Job[T]) -> Answer[T]:
        hung = threading.Event()

        def give_up() -> None:
            hung.set()
            worker.end()

        timer = threading.Timer(self._seconds, give_up)
        timer.start()
        worker.jobs += 1
        try:
            worker.send(job)
            while not isinstance(said := worker.receive(), Answer):
                worker.send(self._claim(name, said))
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            # It has ended, or was told to.
            worker.end()
            why = f"not done after {self._seconds:g} seconds" if hung.is_set() else worker.how_it_ended
            return _crashed(f"{why}; do it alone, to see more")
        else:
            return said
        finally:
            timer.cancel()
            # The time may have been up just now: the worker must not get another job then.
            timer.join()

    def _claim(self, name: str, paths: tuple[str, ...]) -> str:
        with self._lock:
            keys = [os.path.normcase(Path(path).absolute()) for path in paths]
            other = next((owner for key in keys if (owner := self._owners.get(key, name)) != name), "")
            if not other:
                self._owners |= dict.fromkeys(keys, name)
            return other


def _crashed(why: str) -> Answer[Any]:
    return Answer("", f"cvtex: error: {why}\n", Exit.BUG)


class _Worker:
    """A process that does jobs. It sees no Ctrl-C: whoever started it tells it to stop."""

    def __init__(self, memory: int) -> None:
        self.jobs = 0
        self.is_ending = False
        self._lock = threading.Lock()
        start = _START.format(path=ascii(sys.path), memory=memory)
        self._process = start_worker([sys.executable, "-P", "-c", start])

    @property
    def how_it_ended(self) -> str:
        code = self._process.returncode
        return f"the process was ended by signal {-code}" if code < 0 else f"the process ended with exit code {code}"

    def send(self, value: object) -> None:
        stream = _open(self._process.stdin)
        stream.write(pickle.dumps(value))
        stream.flush()

    def receive(self) -> Any:
        """Raises EOFError if the process has ended."""
        return pickle.load(_open(self._process.stdout))  # noqa: S301 - written by our own process

    def tell_to_stop(self) -> None:
        self.is_ending = True
        with contextlib.suppress(OSError):
            _open(self._process.stdin).close()

    def end(self) -> None:
        """Return when the process has ended."""
        self.tell_to_stop()
        with self._lock:
            if not ended_within(self._process, GRACE_SECONDS):
                kill(self._process)

    def close(self) -> None:
        """For the thread that reads the answers."""
        self.end()
        _open(self._process.stdout).close()


def _open(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None
    return stream

"""Run calls in parallel, with results in order; Ctrl-C stops all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

from cvtex.typeset.children import cores, defer_interrupts
from cvtex.typeset.process import Scheduler, scheduled

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")

# On Windows, Ctrl-C does not interrupt a thread that waits without a timeout.
_WAIT_SECONDS: Final = 0.1


@contextmanager
def side_by_side(calls: Sequence[Callable[[], T]], most: int | None = None) -> Iterator[Iterator[T]]:
    """Calls -> their results, in the order of the calls.

    At most `most` calls run at a time, or one per core. No call is running after the block: on exit, calls that wait
    for a process are stopped, and all others are waited for.
    """
    workers = min(len(calls), most or cores())
    if workers < 2:
        yield (call() for call in calls)
        return
    from concurrent.futures import ThreadPoolExecutor

    scheduler = Scheduler()
    executor = ThreadPoolExecutor(workers, thread_name_prefix="cvtex")
    try:
        futures = [executor.submit(_call, call, scheduler) for call in calls]
        yield (_result(future) for future in futures)
    finally:
        with defer_interrupts():
            scheduler.stop.set()
            executor.shutdown(cancel_futures=True)


def _call(call: Callable[[], T], scheduler: Scheduler) -> T:
    with scheduled(scheduler):
        return call()


def _result(future: Future[T]) -> T:
    from concurrent.futures import wait

    while not wait((future,), timeout=_WAIT_SECONDS).done:
        pass
    return future.result()

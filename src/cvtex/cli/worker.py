"""The process of a worker (`workers.py`): jobs from standard input, answers to standard output, until the end."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import pickle
import threading
from _thread import interrupt_main
from queue import SimpleQueue
from typing import IO, Any, Final

from cvtex.cli import ended
from cvtex.cli.interruption import catch_lost_interrupts
from cvtex.cli.workers import Answer
from cvtex.typeset.children import become_interruptible, limit_memory

# Objects before their garbage is collected: as for a single build.
_GARBAGE: Final = (200_000, 10, 10)


def main(memory: int) -> None:
    """Do the jobs that come, one after another."""
    limit_memory(memory)
    become_interruptible()
    gc.set_threshold(*_GARBAGE)
    catch_lost_interrupts()
    with contextlib.suppress(KeyboardInterrupt):
        # What a library prints must not come between the answers.
        answers = os.fdopen(os.dup(1), "wb")
        with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - not a file
            os.dup2(nowhere.fileno(), 1)
        inbox: SimpleQueue[Any] = SimpleQueue()
        threading.Thread(target=_receive, args=(os.fdopen(os.dup(0), "rb"), inbox), daemon=True).start()

        def ask(question: object) -> Any:
            answers.write(pickle.dumps(question))
            answers.flush()
            if (reply := inbox.get()) is None:
                raise KeyboardInterrupt
            return reply

        job = inbox.get()
        while job is not None:
            job = ask(_answer(job, ask))
            # So many objects stay, such as those of imported modules, that looking at them again is slow.
            gc.collect()
            gc.freeze()


def _receive(stream: IO[bytes], inbox: SimpleQueue[Any]) -> None:
    """Pass on what comes; at the end, stop the job that is running. Its TeX and its folder go with it."""
    try:
        with contextlib.suppress(EOFError, OSError):
            while True:
                inbox.put(pickle.load(stream))  # noqa: S301 - written by the process that started this one
    finally:
        inbox.put(None)
        interrupt_main()


def _answer(job: Any, ask: Any) -> Answer[Any]:
    output, errors = io.StringIO(), io.StringIO()
    results: list[Any] = []

    def call() -> int:
        results.append(job(ask))
        return int(results[0].exit_code)

    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
        code = ended(call)
    return Answer(output.getvalue(), errors.getvalue(), code, results[0] if results else None)

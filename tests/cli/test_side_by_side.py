"""Parallel calls: results in order, and no call or process left at the end."""

from __future__ import annotations

import os
import sys
import threading
from functools import partial
from pathlib import Path

import pytest

from cvtex.cli import side_by_side as module
from cvtex.cli.side_by_side import side_by_side
from cvtex.typeset.process import ProcessEnd, run_process

FOREVER = "import time; time.sleep(60)"


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "cores", lambda: 2)


def run_python(program: str, folder: Path) -> ProcessEnd:
    folder.mkdir()
    return run_process(
        (sys.executable, "-c", program),
        cwd=folder,
        environment=os.environ,
        output=folder / "output.txt",
        watched=folder,
        time_limit=30,
        size_limit=1000,
    )


def test_results_come_in_the_order_of_the_calls() -> None:
    with side_by_side([partial(pow, number, 2) for number in range(5)]) as results:
        assert [0, 1, 4, 9, 16] == list(results)


def test_a_call_runs_while_another_waits_for_a_process(tmp_path: Path) -> None:
    sign = tmp_path / "sign"
    waits_for_sign = f"import os, time\nwhile not os.path.exists({str(sign)!r}): time.sleep(0.01)"

    def give_sign() -> ProcessEnd:
        sign.touch()
        return ProcessEnd(7, None, "", 0.0)

    with side_by_side([lambda: run_python(waits_for_sign, tmp_path / "one"), give_sign]) as results:
        assert [0, 7] == [end.exit_code for end in results]


def test_only_one_call_computes_at_a_time() -> None:
    """Libraries need not be thread-safe."""
    computing, most = 0, 0

    def compute() -> None:
        nonlocal computing, most
        computing += 1
        most = max(most, computing)
        threading.Event().wait(0.02)
        computing -= 1

    with side_by_side([compute] * 4) as results:
        list(results)
    assert 1 == most


def test_an_exception_is_raised_in_the_order_of_the_calls() -> None:
    def fail() -> int:
        raise ValueError("second")

    with side_by_side([lambda: 1, fail, lambda: 3]) as results:
        assert 1 == next(results)
        with pytest.raises(ValueError, match="second"):
            next(results)


def test_an_interrupt_stops_all_processes_and_starts_no_more(tmp_path: Path) -> None:
    started = [tmp_path / name for name in ("one", "two", "three")]
    threads = threading.active_count()

    def interrupt_when_both_run() -> None:
        with side_by_side([partial(run_python, FOREVER, folder) for folder in started]):
            while not all((folder / "output.txt").exists() for folder in started[:2]):
                threading.Event().wait(0.01)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupt_when_both_run()
    assert threads == threading.active_count()
    assert not started[2].exists()


def test_on_one_core_calls_run_in_sequence_in_the_same_thread(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "cores", lambda: 1)
    with side_by_side([threading.get_ident, threading.get_ident]) as results:
        assert {threading.get_ident()} == set(results)

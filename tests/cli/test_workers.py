"""Workers: jobs in processes of their own. One that hangs, crashes or needs too much memory costs no other."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from worker_jobs import claim, crash, done, eat, leave_a_trace, process_id

from cvtex.cli import workers
from cvtex.cli.claims import Claim
from cvtex.cli.one_build import BuildEnd
from cvtex.cli.output import Exit
from cvtex.cli.workers import Answer, worked_off

Jobs = list[tuple[str, Callable[[Claim], Any]]]


def all_answers(jobs: Jobs, most: int = 2, **limits: float) -> dict[str, Answer[BuildEnd]]:
    with worked_off(jobs, most, **limits) as answers:  # type: ignore[arg-type]  # by name
        return dict(answers)


@pytest.mark.skipif(sys.platform == "win32", reason="no signals, no limit on memory")
@pytest.mark.parametrize(
    ("job", "limits", "code", "message"),
    [
        (crash, {}, Exit.BUG, "cvtex: error: the process was ended by signal 9; do it alone, to see more\n"),
        (
            eat,
            {"memory": 2_000_000_000},
            Exit.DOCUMENT_HAS_ERRORS,
            "cvtex: error: the input takes more memory than there is (leave out parts of it to find the one)\n",
        ),
    ],
)
def test_a_job_that_goes_wrong_costs_no_other(
    job: Callable[[Claim], BuildEnd], limits: dict[str, float], code: int, message: str
) -> None:
    jobs: Jobs = [("one", partial(done, "one")), ("bad", job), ("two", partial(done, "two"))]
    answers = all_answers(jobs, 1, **limits)
    assert (answers["bad"].exit_code, answers["bad"].errors) == (code, message)
    assert [answers[name].output for name in ("one", "two")] == ["one is done\n", "two is done\n"]


def test_a_job_that_hangs_costs_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class UpWhenItHangs(threading.Thread):
        """Goes by what the job does: a worker may take long to start."""

        def __init__(self, _: float, call: Callable[[], None]) -> None:
            super().__init__()
            self._call, self._is_cancelled = call, threading.Event()

        def run(self) -> None:
            while not self._is_cancelled.wait(0.01):
                if (tmp_path / "began").exists():
                    self._call()
                    return

        def cancel(self) -> None:
            self._is_cancelled.set()

    monkeypatch.setattr("threading.Timer", UpWhenItHangs)
    bad = partial(leave_a_trace, tmp_path)
    answers = all_answers([("one", partial(done, "one")), ("bad", bad), ("two", partial(done, "two"))], 1)
    message = "cvtex: error: not done after 600 seconds; do it alone, to see more\n"
    assert (answers["bad"].exit_code, answers["bad"].errors) == (Exit.BUG, message)
    assert [answers[name].output for name in ("one", "two")] == ["one is done\n", "two is done\n"]


def test_a_job_that_is_done_just_in_time_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    class UpAtTheEnd(threading.Thread):
        """Its time is up when the answer has come."""

        def __init__(self, _: float, call: Callable[[], None]) -> None:
            super().__init__()
            self.cancel = call

    monkeypatch.setattr("threading.Timer", UpAtTheEnd)
    answers = all_answers([(name, partial(done, name)) for name in "ab"], 1)
    assert {name: answer.output for name, answer in answers.items()} == {"a": "a is done\n", "b": "b is done\n"}


def test_a_path_belongs_to_the_first_that_claims_it() -> None:
    jobs: Jobs = [("a", partial(claim, "x/cv")), ("b", partial(claim, "./x/cv")), ("c", partial(claim, "y/cv"))]
    answers = all_answers(jobs, 1)
    assert [answers[name].result for name in "abc"] == [BuildEnd(0, ("",)), BuildEnd(0, ("a",)), BuildEnd(0, ("",))]


def test_at_the_end_of_the_block_no_job_is_running(tmp_path: Path) -> None:
    trace = tmp_path / "began"
    with worked_off([("one", partial(leave_a_trace, tmp_path))], 1):
        limit = time.monotonic() + 30
        while not trace.exists() and time.monotonic() < limit:
            time.sleep(0.01)
        assert trace.exists()
    assert not trace.exists()


def test_a_worker_is_replaced_after_some_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "MOST_JOBS", 1)
    jobs: Jobs = [(name, process_id) for name in "ab"]
    assert len({answer.output for answer in all_answers(jobs, 1).values()}) == 2

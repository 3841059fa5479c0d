"""Child processes as on Windows: no fork, no process groups to kill, no SIGHUP and no SIGKILL."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest
from fake_windows import NEW_GROUP, NO_WINDOW, FakeWindows
from running import run_cvtex

from cvtex.typeset.children import cores, defer_interrupts, terminations_as_interrupts
from cvtex.typeset.process import ProcessEnd, run_process

CV = """\
owner: {name: Ada Example}
sections: {about: {kind: text, title: About, text: Hello.}}
variants: {full: {}}
"""


@pytest.fixture(autouse=True)
def windows(monkeypatch: pytest.MonkeyPatch) -> FakeWindows:
    return FakeWindows(monkeypatch)


def run_python(program: str, folder: Path, time_limit: float) -> ProcessEnd:
    return run_process(
        (sys.executable, "-c", program),
        cwd=folder,
        environment=os.environ,
        output=folder / "output.txt",
        watched=folder,
        time_limit=time_limit,
        size_limit=10**6,
    )


def test_a_process_starts_in_a_group_of_its_own_without_a_window(tmp_path: Path, windows: FakeWindows) -> None:
    assert run_python("import sys; sys.exit(3)", tmp_path, 20).exit_code == 3
    assert windows.flags == [NEW_GROUP | NO_WINDOW]


def test_a_process_is_stopped_at_its_time_limit(tmp_path: Path) -> None:
    end = run_python("import time; time.sleep(60)", tmp_path, 0.2)
    assert (end.exit_code, end.stopped) == (None, "time")


def test_cores_are_counted() -> None:
    assert cores() == os.cpu_count()


def test_signals_that_exist_are_treated_as_interrupts() -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    with terminations_as_interrupts(), defer_interrupts():
        assert callable(signal.getsignal(signal.SIGTERM))
    assert before == (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT))


def test_a_cv_is_built_and_replaced(tmp_path: Path, windows: FakeWindows) -> None:
    (tmp_path / "cv.yaml").write_bytes(CV.replace("\n", "\r\n").encode())
    target = tmp_path / "build" / "cv-full.pdf"
    built = run_cvtex(["build"], tmp_path)
    assert (0, "") == (built.exit_code, built.errors)
    assert target.read_bytes().startswith(b"%PDF")
    windows.held[target] = 1000
    held = run_cvtex(["build", "--force"], tmp_path)
    assert held.exit_code == 74
    assert "another program has it open; close it there, and build again" in held.errors
    assert [target] == list(target.parent.iterdir())

"""A child process ends when it should, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cvtex.typeset import process
from cvtex.typeset.process import ProcessEnd, run_process

FOREVER = "import time; time.sleep(60)"
WRITE_FOREVER = "import sys\nwhile True: sys.stdout.write('x' * 1000)"
# Writes the id of its own child into a file, so that the test can wait for its end.
WITH_A_CHILD = (
    "import pathlib, subprocess, sys, time; "
    f"child = subprocess.Popen([sys.executable, '-c', {FOREVER!r}]); "
    "pathlib.Path('child').write_text(str(child.pid)); time.sleep(60)"
)


def run_python(program: str, folder: Path, time_limit: float = 20.0, size_limit: int = 10**6) -> ProcessEnd:
    return run_process(
        (sys.executable, "-c", program),
        cwd=folder,
        environment=os.environ,
        output=folder / "output.txt",
        watched=folder,
        time_limit=time_limit,
        size_limit=size_limit,
    )


def is_alive(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    # A zombie has ended; its new parent has not collected it yet.
    status = Path(f"/proc/{process_id}/stat")
    return not (status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z")


def ends(process_id: int) -> bool:
    for _ in range(200):
        if not is_alive(process_id):
            return True
        time.sleep(0.01)
    return False


def test_output_and_exit_code_are_returned(tmp_path):
    end = run_python("import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)", tmp_path)
    assert (end.exit_code, end.stopped, end.fault) == (3, None, "")
    assert set((tmp_path / "output.txt").read_text().split()) == {"out", "err"}


def test_it_gets_no_input(tmp_path):
    reading, writing = os.pipe()
    os.write(writing, b"typed by the user")
    os.close(writing)
    own_input = os.dup(0)
    os.dup2(reading, 0)
    try:
        end = run_python("import sys; sys.exit(5 if sys.stdin.read() == '' else 6)", tmp_path)
    finally:
        os.dup2(own_input, 0)
        os.close(own_input)
        os.close(reading)
    assert end.exit_code == 5


def test_it_is_stopped_at_its_time_limit(tmp_path):
    end = run_python(FOREVER, tmp_path, time_limit=0.3)
    assert (end.exit_code, end.stopped) == (None, "time")
    assert 0.3 <= end.seconds < 5


def test_it_is_stopped_when_it_writes_too_much(tmp_path):
    end = run_python(WRITE_FOREVER, tmp_path)
    assert (end.exit_code, end.stopped) == (None, "size")
    assert end.seconds < 5


@pytest.mark.skipif(os.name != "posix", reason="process groups are of POSIX")
def test_its_own_children_end_with_it(tmp_path):
    end = run_python(WITH_A_CHILD, tmp_path, time_limit=2.0)
    assert end.stopped == "time"
    assert ends(int((tmp_path / "child").read_text()))


@pytest.mark.skipif(os.name != "posix", reason="process groups are of POSIX")
def test_it_ends_when_the_user_interrupts(tmp_path, monkeypatch):
    class InterruptingTime:
        monotonic = staticmethod(time.monotonic)

        @staticmethod
        def sleep(seconds: float) -> None:
            if (tmp_path / "child").is_file() and (tmp_path / "child").read_text():
                raise KeyboardInterrupt
            time.sleep(seconds)

    monkeypatch.setattr(process, "time", InterruptingTime)
    with pytest.raises(KeyboardInterrupt):
        run_python(WITH_A_CHILD, tmp_path)
    assert ends(int((tmp_path / "child").read_text()))


@pytest.mark.skipif(os.name != "posix", reason="signals are of POSIX")
def test_it_ends_when_the_interrupt_comes_while_it_is_started(tmp_path, monkeypatch):
    started = []

    class Interrupted(subprocess.Popen[bytes]):
        def __init__(self, *arguments, **options):
            super().__init__(*arguments, **options)
            started.append(self.pid)
            os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(subprocess, "Popen", Interrupted)
    with pytest.raises(KeyboardInterrupt):
        run_python(WITH_A_CHILD, tmp_path)
    assert ends(started[0])


def test_a_program_that_cannot_be_started_is_a_fault_not_an_exception(tmp_path):
    end = run_process(
        (tmp_path / "nothing",),
        cwd=tmp_path,
        environment={},
        output=tmp_path / "output.txt",
        watched=tmp_path,
        time_limit=1.0,
        size_limit=1000,
    )
    assert end.exit_code is None
    assert end.fault


def test_an_error_of_the_work_meanwhile_is_not_the_process_s(tmp_path: Path) -> None:
    def meanwhile() -> None:
        raise FileNotFoundError

    with pytest.raises(FileNotFoundError):
        run_process(
            (sys.executable, "-c", FOREVER),
            cwd=tmp_path,
            environment=os.environ,
            output=tmp_path / "output.txt",
            watched=tmp_path,
            time_limit=20,
            size_limit=10**6,
            meanwhile=meanwhile,
        )

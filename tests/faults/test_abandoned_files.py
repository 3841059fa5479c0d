"""What a killed program leaves is removed by the next start; what a living one uses is not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from cvtex.files import locks, temporary
from cvtex.files.replacement import remove_unfinished, replace_file
from cvtex.files.temporary import OwnFolder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a process is killed by a signal")

# Make a folder and a half-written file in the working directory, say so, and wait to be killed.
HOLDER = """
import sys, tempfile, time
from pathlib import Path
from cvtex.files import replacement, temporary
tempfile.tempdir = "."
folder = temporary.OwnFolder()
(folder.path / "cv.tex").write_text("half")
replacement._new_file_beside(Path("cv.pdf"))[1]
kept = replacement._new_file_beside(Path("cv.pdf"))
print("ready", flush=True)
time.sleep(60)
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    temporary._remove_abandoned.cache_clear()
    yield tmp_path
    temporary._remove_abandoned.cache_clear()


@pytest.fixture
def other(place: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-c", HOLDER], cwd=place, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    yield process
    process.kill()
    process.communicate()


def folders(place: Path) -> list[Path]:
    return [path for path in place.iterdir() if path.is_dir()]


def files(place: Path) -> list[Path]:
    return [path for path in place.iterdir() if path.is_file()]


def start(place: Path) -> None:
    """Do what each start does."""
    OwnFolder().remove()
    remove_unfinished(place)


def test_only_what_a_killed_process_left_is_removed(place: Path, other: subprocess.Popen[bytes]) -> None:
    living = folders(place)
    assert len(living) == 1
    start(place)
    assert (folders(place), len(files(place))) == (living, 1), "another process uses them"
    other.send_signal(signal.SIGKILL)
    other.wait()
    temporary._remove_abandoned.cache_clear()
    start(place)
    assert list(place.iterdir()) == []


def test_own_folders_and_files_are_in_use(place: Path) -> None:
    first = OwnFolder()
    temporary._remove_abandoned.cache_clear()
    second = OwnFolder()
    assert first.path.is_dir()
    first.remove()
    second.remove()
    assert list(place.iterdir()) == []


def test_foreign_names_links_and_other_users_stay(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outside = place / "outside"
    outside.mkdir()
    (outside / "kept.txt").write_text("kept")
    (place / f"{locks.prefix()}link").symlink_to(outside)
    (place / f".{locks.prefix()}link").symlink_to(outside / "kept.txt")
    # Of an earlier version, of another machine, of another program.
    for name in ("cvtex-abc", "cvtex-00000000-abc", "other"):
        (place / name).mkdir()
    before = sorted(place.iterdir())
    start(place)
    assert sorted(place.iterdir()) == before
    (place / f"{locks.prefix()}theirs").mkdir()
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    temporary._remove_abandoned.cache_clear()
    start(place)
    assert (place / f"{locks.prefix()}theirs").exists()
    assert (outside / "kept.txt").read_text() == "kept"


def test_without_locks_nothing_is_removed(
    place: Path, other: subprocess.Popen[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some network drives have none."""
    monkeypatch.setattr("cvtex.files.locks.lock", lambda _: False)
    other.kill()
    other.wait()
    before = sorted(place.iterdir())
    start(place)
    assert sorted(place.iterdir()) == before


def test_a_folder_that_another_process_takes_for_abandoned_is_made_again(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between its making and its locking, a folder looks abandoned."""
    taken: list[Path] = []

    def lock(descriptor: int) -> bool:
        if not taken:
            taken.extend(folders(place))
            taken[0].rmdir()
        return True

    monkeypatch.setattr("cvtex.files.locks.lock", lock)
    folder = OwnFolder()
    assert folder.path.is_dir()
    assert folder.path not in taken
    folder.remove()


def test_a_name_may_be_as_long_as_a_name_can_be(tmp_path: Path) -> None:
    target = tmp_path / f"{'n' * 250}.pdf"
    replace_file(target, b"new")
    assert target.read_bytes() == b"new"


def test_half_written_files_of_others_go_with_the_next_output(place: Path, other: subprocess.Popen[bytes]) -> None:
    other.kill()
    other.wait()
    replace_file(place / "other.pdf", b"whole")
    assert files(place) == [place / "other.pdf"]

"""What is asked of the disk is kept with its answer, and asked again: each kind of change is seen, and no change is
not.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from cvtex.files.dependency import Dependency, read_paths
from cvtex.read.observed import ObservedFiles, is_unchanged


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.bib").write_bytes(b"@misc{a}")
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "own.sty").write_bytes(b"%")
    return tmp_path


def asked(folder: Path) -> tuple[Dependency, ...]:
    files = ObservedFiles()
    files.read(folder / "a.bib")
    assert not files.has_file(folder / "b.bib")
    assert files.has_folder(folder / "styles")
    assert ("own.sty",) == files.names(folder / "styles", ".sty", ".def")
    files.place(folder / "styles")
    assert files.is_steady
    return files.dependencies


def changed(folder: Path, dependencies: tuple[Dependency, ...]) -> set[str]:
    return {f"{one.question} {Path(one.path).relative_to(folder)}" for one in dependencies if not is_unchanged(one)}


def age(path: Path, seconds: float = 60) -> None:
    then = time.time() - seconds
    os.utime(path, (then, then))


def test_nothing_changed(folder: Path) -> None:
    found = asked(folder)
    assert changed(folder, found) == set()
    assert read_paths(found) == (str(folder / "a.bib"),)


def test_each_answer_that_is_another_one_is_seen(folder: Path) -> None:
    found = asked(folder)
    (folder / "b.bib").write_bytes(b"")
    assert changed(folder, found) == {"kind b.bib"}
    (folder / "a.bib").write_bytes(b"@misc{b}")
    (folder / "styles" / "other.def").write_bytes(b"")
    assert changed(folder, found) == {"kind b.bib", "content a.bib", "names styles"}
    (folder / "a.bib").unlink()
    (folder / "a.bib").mkdir()
    assert "content a.bib" in changed(folder, found)


def test_a_link_that_leads_elsewhere_is_seen(folder: Path) -> None:
    found = asked(folder)
    (folder / "styles").rename(folder / "elsewhere")
    try:
        (folder / "styles").symlink_to(folder / "elsewhere", target_is_directory=True)
    except OSError:
        pytest.skip("no links here")
    assert changed(folder, found) == {"place styles"}


def test_a_touch_changes_nothing_and_hidden_or_other_names_neither(folder: Path) -> None:
    found = asked(folder)
    age(folder / "a.bib")
    for name in (".#own.sty", "own.sty~", "notes.txt"):
        (folder / "styles" / name).write_bytes(b"")
    assert changed(folder, found) == set()


def test_a_settled_file_is_known_by_its_state_and_not_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: int(time.time() * 1e9 + 60e9))
    found = asked(folder)
    assert found[0].state
    monkeypatch.setattr(Path, "read_bytes", None)
    assert changed(folder, found) == set()


def test_a_file_of_just_now_is_read_again(folder: Path) -> None:
    """It can be changed once more without another time stamp."""
    found = asked(folder)
    before = (folder / "a.bib").stat()
    (folder / "a.bib").write_bytes(b"@misc{b}")
    os.utime(folder / "a.bib", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert found[0].state == ()
    assert changed(folder, found) == {"content a.bib"}


def test_a_time_that_is_set_back_hides_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: int(time.time() * 1e9 + 60e9))
    found = asked(folder)
    before = (folder / "a.bib").stat()
    for other in (b"@misc{another}", b"@misc{b}"):
        time.sleep(0.02)
        (folder / "a.bib").write_bytes(other)
        os.utime(folder / "a.bib", ns=(before.st_atime_ns, before.st_mtime_ns))
        if len(other) != before.st_size or os.name != "nt":
            assert changed(folder, found) == {"content a.bib"}


def test_two_answers_to_one_question_are_no_ground_to_stand_on(folder: Path) -> None:
    files = ObservedFiles()
    files.read(folder / "a.bib")
    (folder / "a.bib").write_bytes(b"")
    files.read(folder / "a.bib")
    assert not files.is_steady


def test_a_file_that_was_missing_and_comes_is_seen(tmp_path: Path) -> None:
    files = ObservedFiles()
    for name in (".hidden.bib", "folder/works.bib"):
        with pytest.raises(FileNotFoundError):
            files.read(tmp_path / name)
    assert [True, True] == [is_unchanged(one) for one in files.dependencies]
    (tmp_path / ".hidden.bib").touch()
    assert [False, True] == [is_unchanged(one) for one in files.dependencies]

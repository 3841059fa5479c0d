"""Recorded questions to the disk are asked again: every kind of change is detected, and nothing else."""

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


def test_each_changed_answer_is_detected(folder: Path) -> None:
    found = asked(folder)
    (folder / "b.bib").write_bytes(b"")
    assert changed(folder, found) == {"kind b.bib"}
    (folder / "a.bib").write_bytes(b"@misc{b}")
    (folder / "styles" / "other.def").write_bytes(b"")
    assert changed(folder, found) == {"kind b.bib", "content a.bib", "names styles"}
    (folder / "a.bib").unlink()
    (folder / "a.bib").mkdir()
    assert "content a.bib" in changed(folder, found)


def test_a_changed_link_is_detected(folder: Path) -> None:
    found = asked(folder)
    (folder / "styles").rename(folder / "elsewhere")
    try:
        (folder / "styles").symlink_to(folder / "elsewhere", target_is_directory=True)
    except OSError:
        pytest.skip("no links here")
    assert changed(folder, found) == {"place styles"}


def test_touching_and_hidden_or_other_names_change_nothing(folder: Path) -> None:
    found = asked(folder)
    age(folder / "a.bib")
    for name in (".#own.sty", "own.sty~", "notes.txt"):
        (folder / "styles" / name).write_bytes(b"")
    assert changed(folder, found) == set()


def test_a_settled_file_is_recognised_by_its_state(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: int(time.time() * 1e9 + 60e9))
    found = asked(folder)
    assert found[0].state
    monkeypatch.setattr(Path, "read_bytes", None)
    assert changed(folder, found) == set()


def test_a_file_changed_just_now_is_read_again(folder: Path) -> None:
    """It could change again with the same time stamp."""
    found = asked(folder)
    before = (folder / "a.bib").stat()
    (folder / "a.bib").write_bytes(b"@misc{b}")
    os.utime(folder / "a.bib", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert found[0].state == ()
    assert changed(folder, found) == {"content a.bib"}


def test_a_change_with_a_reset_time_is_detected(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: int(time.time() * 1e9 + 60e9))
    found = asked(folder)
    before = (folder / "a.bib").stat()
    for other in (b"@misc{another}", b"@misc{b}"):
        time.sleep(0.02)
        (folder / "a.bib").write_bytes(other)
        os.utime(folder / "a.bib", ns=(before.st_atime_ns, before.st_mtime_ns))
        if len(other) != before.st_size or os.name != "nt":
            assert changed(folder, found) == {"content a.bib"}


def test_two_answers_to_one_question_are_not_steady(folder: Path) -> None:
    files = ObservedFiles()
    files.read(folder / "a.bib")
    (folder / "a.bib").write_bytes(b"")
    files.read(folder / "a.bib")
    assert not files.is_steady


def test_a_new_file_is_detected(tmp_path: Path) -> None:
    files = ObservedFiles()
    for name in (".hidden.bib", "folder/works.bib"):
        with pytest.raises(FileNotFoundError):
            files.read(tmp_path / name)
    assert [True, True] == [is_unchanged(one) for one in files.dependencies]
    (tmp_path / ".hidden.bib").touch()
    assert [False, True] == [is_unchanged(one) for one in files.dependencies]


@pytest.mark.parametrize(
    "problem", [PermissionError(13, "Permission denied"), OSError(5, "Input/output error")], ids=str
)
def test_a_file_that_becomes_readable_is_detected(
    problem: OSError, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise problem

    files = ObservedFiles()
    with monkeypatch.context() as patch:
        # Root may read everything, so that a mode of 0 would not do.
        patch.setattr("cvtex.read.observed.open_regular", refuse)
        patch.setattr(Path, "read_bytes", refuse)
        with pytest.raises(type(problem)):
            files.read(folder / "a.bib")
        # `watch` waits, and does not build again and again.
        assert changed(folder, files.dependencies) == set()
    assert changed(folder, files.dependencies) == {"content a.bib"}
    assert read_paths(files.dependencies) == ()

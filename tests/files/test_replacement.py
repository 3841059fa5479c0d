"""A file is replaced whole or not at all."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from cvtex.files.replacement import replace_file, write_beside


def test_the_new_bytes_take_the_place_of_the_old(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "cv.pdf"
    replace_file(target, b"one")
    replace_file(target, b"two")
    assert b"two" == target.read_bytes()
    assert [target] == list(target.parent.iterdir())


def test_a_failure_leaves_the_old_bytes_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "cv.pdf"
    replace_file(target, b"old")

    def full_disk(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        replace_file(target, b"new")
    assert b"old" == target.read_bytes()
    assert [target] == list(tmp_path.iterdir())


def test_an_interrupt_leaves_the_old_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "cv.pdf"
    replace_file(target, b"old")

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        replace_file(target, b"new")
    assert b"old" == target.read_bytes()
    assert [target] == list(tmp_path.iterdir())


def test_files_that_are_the_same_are_left_alone(tmp_path: Path) -> None:
    write_beside(tmp_path, {"a.sty": b"a"})
    before = (tmp_path / "a.sty").stat().st_mtime_ns
    write_beside(tmp_path, {"a.sty": b"a", "b.sty": b"b"})
    assert before == (tmp_path / "a.sty").stat().st_mtime_ns
    assert b"b" == (tmp_path / "b.sty").read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
def test_a_new_file_has_the_mode_that_the_user_gives_to_files(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        replace_file(tmp_path / "cv.pdf", b"new")
    finally:
        os.umask(before)
    assert 0o640 == (tmp_path / "cv.pdf").stat().st_mode & 0o777


def test_a_file_left_by_a_killed_program_does_not_interfere(tmp_path: Path) -> None:
    target = tmp_path / "cv.pdf"
    left = target.with_name(f".cv.pdf-{os.getpid()}_{threading.get_ident()}_0")
    left.write_bytes(b"half")
    replace_file(target, b"new")
    assert (b"new", b"half") == (target.read_bytes(), left.read_bytes())

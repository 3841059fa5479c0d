"""A disk that is full, broken or read-only, at each operation in turn: the old file or the new one, and a message."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import pytest
from running import Ran, run_cvtex

CV = """\
owner: {name: Ada Example}
sections:
  about: {kind: text, title: About, text: Hello.}
"""
FAULTS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EDQUOT, errno.EMFILE)


class Faulty:
    """A wrapper of the calls that change the disk: the call number `nth` raises, and all after it."""

    def __init__(self, nth: int, code: int, below: Path) -> None:
        self.count, self._nth, self._code, self._below = 0, nth, code, str(below)

    def wrap(self, call: Callable[..., Any], place: int = 0) -> Callable[..., Any]:
        def wrapped(*arguments: Any, **options: Any) -> Any:
            if self._below in str(arguments[place]):
                self._step(str(arguments[place]))
            return call(*arguments, **options)

        return wrapped

    def wrap_descriptor(self, call: Callable[[int], None]) -> Callable[[int], None]:
        """Only files that are written are synchronised."""

        def wrapped(descriptor: int) -> None:
            self._step("")
            call(descriptor)

        return wrapped

    def wrap_open(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
            is_written = any(letter in mode for letter in "wxa") and self._below in str(file)
            if is_written:
                self._step(str(file))
            opened = call(file, mode, *arguments, **options)
            return _Sink(opened, self) if is_written else opened

        return wrapped

    def _step(self, name: str) -> None:
        self.count += 1
        if self.count >= self._nth:
            raise OSError(self._code, os.strerror(self._code), name)


class _Sink:
    def __init__(self, file: Any, faulty: Faulty) -> None:
        self._file, self._faulty = file, faulty

    def write(self, data: bytes) -> int:
        # Half of it is written, as on a disk that becomes full.
        self._file.write(data[: len(data) // 2])
        self._faulty._step("")
        return int(self._file.write(data[len(data) // 2 :]))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def run_with(faulty: Faulty, arguments: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> Ran:
    with monkeypatch.context() as patch:
        patch.setattr(io, "open", faulty.wrap_open(io.open))
        patch.setattr(os, "fsync", faulty.wrap_descriptor(os.fsync))
        patch.setattr(os, "replace", faulty.wrap(os.replace))
        patch.setattr(os, "mkdir", faulty.wrap(os.mkdir))
        return run_cvtex(arguments, folder)


@pytest.mark.parametrize("code", FAULTS, ids=lambda code: errno.errorcode[code])
def test_a_fault_at_each_operation_in_turn(code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "cv"
    folder.mkdir()
    (folder / "cv.yaml").write_text(CV)
    build = ["build", "--format", "md,json", "--force"]
    assert run_cvtex(build, folder).exit_code == 0
    old = {path.name: path.read_bytes() for path in (folder / "build").iterdir()}
    (folder / "cv.yaml").write_text(CV.replace("Hello", "Good morning"))
    for nth in range(1, 100):
        faulty = Faulty(nth, code, Path("build"))
        ran = run_with(faulty, build, folder, monkeypatch)
        found = {path.name: path.read_bytes() for path in (folder / "build").iterdir()}
        assert found.keys() == old.keys(), "nothing half-written is left"
        assert "Traceback" not in ran.errors
        if faulty.count < nth:
            break
        assert ran.exit_code == 74
        assert f": {os.strerror(code)}\n" in ran.errors
        assert "cannot write 'build" in ran.errors
        # The first format is written before the second.
        assert found["cv-full.json"] == old["cv-full.json"]
        assert found["cv-full.md"] == old["cv-full.md"] or b"Good morning" in found["cv-full.md"]
    assert nth > 4, "each of the operations failed once"
    assert ran.exit_code == 0
    assert all(b"Good morning" in data for data in found.values())


@pytest.mark.parametrize(
    "arguments",
    [
        ["new", "build", "--name", "Ada Example"],
        pytest.param(["import", "resume.json", "--into", "build"], marks=pytest.mark.slow),
        ["build", "--force", "--format", "md", "--depfile", "build/cv.d", "--report", "build/report.json"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_fault_at_each_operation_of_other_commands(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each file that is there is whole. An import that was cut off is not built."""

    def run(faulty: Faulty, name: str) -> tuple[Ran, dict[str, bytes]]:
        folder = tmp_path / name
        folder.mkdir()
        (folder / "cv.yaml").write_text(CV)
        (folder / "resume.json").write_text('{"basics": {"name": "Ada Example"}, "work": [{"name": "Firm"}]}')
        ran = run_with(faulty, arguments, folder, monkeypatch)
        written = {path.name: path.read_bytes() for path in (folder / "build").glob("*") if path.is_file()}
        return ran, written

    _, whole = run(Faulty(1000, errno.ENOSPC, Path("build")), "whole")
    assert len(whole) > 1
    for nth in range(1, 100):
        faulty = Faulty(nth, errno.ENOSPC, Path("build"))
        ran, written = run(faulty, str(nth))
        assert "Traceback" not in ran.errors
        assert {name: whole[name] for name in written} == written
        if faulty.count < nth:
            break
        assert ran.exit_code == 74
        assert "cannot write 'build" in ran.errors
    assert nth > 4
    assert written == whole


@pytest.mark.parametrize("code", FAULTS, ids=lambda code: errno.errorcode[code])
def test_temporary_files_that_cannot_be_written(code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cv.yaml").write_text(CV)

    def refuse(*_: object, **__: object) -> str:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    ran = run_cvtex(["build", "--engine", "embedded"], tmp_path)
    assert ran.exit_code == 3
    assert f"temporary files cannot be written: {os.strerror(code)}\n" in ran.errors
    many = "allow more open files, as by 'ulimit -n 256', or close other programs"
    cure = many if code == errno.EMFILE else "make room, or name another folder for temporary files by TMPDIR"
    assert f"  hint: {cure}\n" in ran.errors
    assert not (tmp_path / "build").exists()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root may mount a disk")
@pytest.mark.parametrize("size", ["64k", "400k", "3m"])
@pytest.mark.parametrize("what", ["TMPDIR", "output", "XDG_CACHE_HOME"])
def test_a_disk_that_is_really_full(what: str, size: str, tmp_path: Path) -> None:
    import subprocess

    (tmp_path / "cv.yaml").write_text(CV)
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", disk], check=False).returncode:
        pytest.skip("this machine mounts nothing")
    try:
        environment = {} if what == "output" else {what: str(disk)}
        output = disk if what == "output" else tmp_path / "build"
        output.mkdir(exist_ok=True)
        (output / "cv-full.pdf").write_bytes(b"the last good PDF")
        done = subprocess.run(
            [sys.executable, "-m", "cvtex", "build", "--engine", "embedded", "-o", output],
            cwd=tmp_path, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **environment},
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert "Traceback" not in done.stderr
        assert done.returncode in (0, 3, 74), done.stderr
        data = (output / "cv-full.pdf").read_bytes()
        if done.returncode:
            assert data == b"the last good PDF"
            assert "No space left on device" in done.stderr or "is full" in done.stderr
        else:
            assert data.startswith(b"%PDF-")
            assert data.rstrip().endswith(b"%%EOF")
        assert [path.name for path in disk.iterdir() if "cvtex-" in path.name] == []
    finally:
        subprocess.run(["umount", disk], check=True)

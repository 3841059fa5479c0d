"""Pipes, devices, folders and links in place of files: no wait without end, and nothing of the system is replaced."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from running import run_cvtex, start_cvtex

from cvtex.files.replacement import replace_file

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices with names are of POSIX")

CV = """\
owner: {name: Ada Example}
bibliography: [works.bib]
sections:
  about: {kind: text, title: About, text: Hello.}
"""
BUILD = ("build", "--format", "md")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "cv.yaml").write_text(CV)
    (tmp_path / "works.bib").write_text("")
    return tmp_path


def pipe(path: Path) -> None:
    os.mkfifo(path)


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def loop(path: Path) -> None:
    path.symlink_to(path.name)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (pipe, "it is a pipe or a device, not a file"),
        (endless, "it is a pipe or a device, not a file"),
        (loop, "Too many levels of symbolic links"),
        (Path.mkdir, "is a folder"),
    ],
)
@pytest.mark.parametrize("name", ["cv.yaml", "works.bib"])
def test_a_source_that_is_no_file_is_an_error(
    name: str, make: Callable[[Path], None], message: str, folder: Path
) -> None:
    (folder / name).unlink()
    make(folder / name)
    ran = run_cvtex(["check", folder / "cv.yaml" if name == "works.bib" else "cv.yaml"], folder)
    assert ran.exit_code == 1
    # A folder may stand for the CV in it; no link of a CV may lead to a device.
    if (name, make) not in {("cv.yaml", Path.mkdir), ("works.bib", endless)}:
        assert message in ran.errors


def test_an_output_that_is_a_link_is_replaced_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("precious")
    (tmp_path / "cv.pdf").symlink_to("precious.txt")
    replace_file(tmp_path / "cv.pdf", b"new")
    assert (tmp_path / "precious.txt").read_text() == "precious"
    assert not (tmp_path / "cv.pdf").is_symlink()


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append((tmp_path / "pipe").read_bytes()))
    reader.start()
    data = bytes(300_000)
    for _ in range(200):
        try:
            replace_file(tmp_path / "pipe", data)
            break
        except OSError:
            # The reader has not opened it yet.
            threading.Event().wait(0.01)
    reader.join()
    assert got == [data]
    assert (tmp_path / "pipe").is_fifo()


def test_a_pipe_that_nobody_reads_is_an_error(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="No such device"):
        replace_file(tmp_path / "pipe", b"x")


def test_devices_stay_devices(folder: Path) -> None:
    """A build by root, as in a container, must not put a file in the place of /dev/null."""
    before = Path("/dev/null").stat().st_rdev
    replace_file(Path("/dev/null"), b"x")
    assert Path("/dev/null").stat().st_rdev == before
    link = Path("/dev/stdout")
    was_link = link.is_symlink()
    ran = start_cvtex([*BUILD, "--force", "--depfile", "/dev/stdout"], folder)
    assert link.is_symlink() == was_link
    assert "build/cv-full.md: cv.yaml works.bib" in ran.output.replace("./", "")


@pytest.mark.parametrize("name", ["build", "build/cv-full.md"])
def test_an_output_in_the_place_of_something_else_is_an_error(name: str, folder: Path) -> None:
    if name == "build":
        (folder / name).write_text("a file")
    else:
        (folder / name).mkdir(parents=True)
    ran = run_cvtex(BUILD, folder)
    assert ran.exit_code == 74
    assert f"cannot write '{name}': " in ran.errors

"""A TeX that lacks a library, is killed, floods its log or writes half a PDF: reason, cure, and the old PDF stays."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import pytest
from running import Ran, run_cvtex

from cvtex.build import typesetter
from cvtex.typeset import run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a shell stands in for TeX")

CV = """\
owner: {name: Ada Example}
sections:
  about: {kind: text, title: About, text: Hello.}
"""
HALF = r"printf '%%PDF-1.5\n1 0 obj\n<</Type/Catalog' > cv.pdf; "
LOG = "echo 'This is pdfTeX' > cv.log; "
REINSTALL = "reinstall this TeX, which 'cvtex doctor' names, or use another one with --engine"
AGAIN = f"build again; if that does not help, {REINSTALL}"
KEEP = "--keep-tex keeps the .tex and the log beside the PDF"
LIBRARY = "install the package of your system that has it, or use another TeX with --engine"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("cv/build", "programs", "temporary"):
        (tmp_path / name).mkdir(parents=True)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "cv" / "cv.yaml").write_text(CV)
    (tmp_path / "cv" / "build" / "cv-full.pdf").write_bytes(b"the last good PDF")
    return tmp_path


def build(program: bytes, folder: Path) -> Ran:
    """Build with this program as TeX."""
    path = folder / "programs" / "pdflatex"
    path.write_bytes(program)
    path.chmod(0o755)
    places = f"{path.parent}{os.pathsep}/usr/bin{os.pathsep}/bin"
    return run_cvtex(["build", "--engine", "pdflatex"], folder / "cv", PATH=places)


def built(script: str, folder: Path) -> Ran:
    """Build with a shell script as TeX. The old PDF stays alone, and nothing is left behind."""
    ran = build(f"#!/bin/sh\n{script}\n".encode(), folder)
    (old,) = (folder / "cv" / "build").iterdir()
    assert old.read_bytes() == b"the last good PDF"
    assert list((folder / "temporary").iterdir()) == []
    return ran


@pytest.mark.parametrize(
    ("script", "reason", "cure"),
    [
        (HALF + LOG, "TeX wrote only a part of the PDF", AGAIN),
        (HALF, "TeX wrote only a part of the PDF", AGAIN),
        (": > cv.pdf", "TeX wrote only a part of the PDF", AGAIN),
        (HALF + LOG + "exit 1", "TeX ended with exit code 1: its log names no error", f"{REINSTALL}; {KEEP}"),
        (HALF + "exit 1", "TeX wrote no log; it printed: nothing", REINSTALL),
        (
            LOG + "echo '/usr/bin/pdflatex: /usr/share/size10.clo: Too many open files'; exit 1",
            "TeX ended with exit code 1: /usr/share/size10.clo: Too many open files",
            "allow more open files, as by 'ulimit -n 256', or close other programs",
        ),
        # Words of the CV, in the context of an error.
        (
            LOG + "echo 'error while loading shared libraries: libc.so: no'; exit 1",
            "TeX ended with exit code 1: its log names no error",
            REINSTALL,
        ),
        (LOG, "TeX produced no PDF", KEEP),
        (
            "echo 'pdflatex: error while loading shared libraries: libpng16.so.16: cannot open' >&2; exit 127",
            "TeX cannot be started: the library libpng16.so.16 is missing",
            LIBRARY,
        ),
        (
            "echo 'Error loading shared library libz.so.1: No such file or directory (needed by pdflatex)'; exit 127",
            "TeX cannot be started: the library libz.so.1 is missing",
            LIBRARY,
        ),
        (
            "echo 'dyld[7]: Library not loaded: /opt/lib/libpng.dylib'; kill -ABRT $$",
            "TeX cannot be started: the library /opt/lib/libpng.dylib is missing",
            LIBRARY,
        ),
        ("kill -SEGV $$", "TeX was ended by the signal SIGSEGV", AGAIN),
        (LOG + "kill -TERM $$", "TeX was ended by the signal SIGTERM", AGAIN),
        (
            "kill -KILL $$",
            "TeX was ended by the signal SIGKILL",
            "the machine may have run out of memory: close other programs, and build again",
        ),
    ],
)
def test_a_faulty_tex(script: str, reason: str, cure: str, folder: Path) -> None:
    ran = built(script, folder)
    assert (ran.exit_code, ran.output) == (3, "")
    assert f"error: {reason}" in ran.errors
    assert cure in ran.errors


def test_a_file_that_is_no_program(folder: Path) -> None:
    ran = build(b"\x7fELF, but not for this processor", folder)
    assert ran.exit_code == 3
    assert f"error: TeX could not be started: Exec format error\n  hint: {REINSTALL}\n" in ran.errors


def test_a_pdf_that_is_none_but_for_its_end(folder: Path) -> None:
    ran = build(b"#!/bin/sh\nprintf '%%PDF-1.5\\nstartxref\\n9\\n%%%%EOF\\n' > cv.pdf; " + LOG.encode(), folder)
    assert ran.exit_code == 3
    assert "error: TeX wrote a malformed PDF: its cross-reference table is not where the file says\n" in ran.errors
    assert f"hint: build again; if that does not help, use another TeX with --engine; {KEEP}\n" in ran.errors
    assert (folder / "cv" / "build" / "cv-full.pdf").read_bytes() == b"the last good PDF"
    assert (folder / "cv" / "build" / "cv-full.draft.pdf").read_bytes().startswith(b"%PDF-1.5\nstartxref")


@pytest.mark.parametrize("where", ["cv.log", ".terminal", "cv.pdf", "other"])
def test_a_flood_is_stopped(where: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "WRITTEN_BYTES", 3 * 1024**2)
    ran = built("exec yes" if where == ".terminal" else f"exec yes > {where}", folder)
    assert ran.exit_code == 3
    assert f"error: TeX was stopped because it wrote more than 3 MB\n  hint: {REINSTALL}; {KEEP}\n" in ran.errors


def test_a_hang_is_stopped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetter, "TIME_LIMIT", 0.2)
    ran = built("exec sleep 60", folder)
    assert ran.exit_code == 3
    assert "error: TeX was stopped after 0.2 s\n  hint: build again when the machine does less;" in ran.errors


def test_a_log_of_nothing_but_errors(folder: Path) -> None:
    """All of them are of no place of the CV: line 1 of the .tex is the program's own."""
    ran = built("seq -f './cv.tex:1: Error number %.0f' 20000 > cv.log; exit 1", folder)
    assert ran.exit_code == 3
    assert "TeX says 'Error number 7'" in ran.errors
    assert len(ran.errors.splitlines()) < 5000

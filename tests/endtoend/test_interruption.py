"""Ctrl-C keeps the old PDF, prints no traceback and leaves no temporary files."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from running import start_cvtex

INTERRUPTED = 130
# `full` is last, so that its PDF is not yet written when the signal arrives.
SEVERAL = ("2page", "german", "full")


# TeX never ends on its own, so that the signal cannot come after it.
ENDLESS = "\\ProvidesPackage{cvtex-endless}\n\\def\\again{\\again}\\again\n"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a console's Ctrl-C cannot be sent to a single process")


def test_an_interrupted_tex_is_ended(sources: Path) -> None:
    theme = sources / "styles" / "themes" / "cvtex-endless.sty"
    theme.parent.mkdir(parents=True)
    theme.write_text(ENDLESS)
    cv = sources / "cv.yaml"
    cv.write_text(cv.read_text().replace("  full: {}", "  full: {theme: endless}"))
    check_interrupted(("full",), 0.0, sources)


@pytest.mark.slow
@pytest.mark.parametrize("later", [0.0, 0.05, 0.15], ids=["at-once", "50-ms-later", "150-ms-later"])
def test_an_interrupted_build_of_several_variants_changes_nothing(later: float, sources: Path) -> None:
    check_interrupted(SEVERAL, later, sources)


def check_interrupted(variants: tuple[str, ...], later: float, sources: Path) -> None:
    pdf = sources / "build" / "cv-full.pdf"
    pdf.parent.mkdir()
    pdf.write_bytes(b"the last good PDF")
    temporary = sources / "temporary"
    temporary.mkdir()
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "cvtex",
            "build",
            "--engine",
            "embedded",
            *(part for name in variants for part in ("-V", name)),
        ],
        cwd=sources,
        env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    deadline = time.monotonic() + 60
    # TeX's temporary folder exists: the build is running.
    while not list(temporary.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.005)
    time.sleep(later)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)

    assert process.returncode == INTERRUPTED
    assert b"Traceback" not in errors
    assert pdf.read_bytes() == b"the last good PDF"
    assert list(temporary.iterdir()) == []


def test_ctrl_c_while_modules_are_imported(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text("raise KeyboardInterrupt")
    ran = start_cvtex(["build"], tmp_path, PYTHONPATH=str(tmp_path))
    assert (ran.exit_code, ran.output, ran.errors) == (INTERRUPTED, "", "")


def test_ctrl_c_when_all_is_done(tmp_path: Path) -> None:
    """The interpreter still has to end. Its end must not look like an interruption."""
    script = (
        "import atexit, os, signal, sys; from cvtex.__main__ import main;"
        "atexit.register(lambda: os.kill(os.getpid(), signal.SIGINT)); sys.argv = ['cvtex', '--version']; main()"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")

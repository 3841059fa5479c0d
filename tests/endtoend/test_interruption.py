"""Ctrl-C leaves the old PDF, no trace on the terminal and nothing in the folders."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

INTERRUPTED = 130
# `full` comes last, so that it is not written yet when the signal comes.
SEVERAL = ("2page", "german", "full")


@pytest.mark.skipif(sys.platform == "win32", reason="a console's Ctrl-C cannot be sent to one process there")
@pytest.mark.parametrize(
    ("variants", "later"),
    [(("full",), 0.0), (SEVERAL, 0.0), (SEVERAL, 0.05), (SEVERAL, 0.15)],
    ids=["one", "several", "several-50-ms-later", "several-150-ms-later"],
)
def test_an_interrupted_build_changes_nothing(variants: tuple[str, ...], later: float, sources: Path) -> None:
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
    # The folder of a TeX run: the build is under way.
    while not list(temporary.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.005)
    time.sleep(later)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)

    assert process.returncode == INTERRUPTED
    assert b"Traceback" not in errors
    assert pdf.read_bytes() == b"the last good PDF"
    assert list(temporary.iterdir()) == []

"""Ctrl-C keeps the old PDF, prints no traceback and leaves no temporary files."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

INTERRUPTED = 130
# `full` is last, so that its PDF is not yet written when the signal arrives.
SEVERAL = ("2page", "german", "full")


@pytest.mark.skipif(sys.platform == "win32", reason="a console's Ctrl-C cannot be sent to a single process")
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

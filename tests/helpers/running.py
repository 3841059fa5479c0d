"""The program as its users start it: a process with arguments, output and an exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Ran:
    exit_code: int
    output: str
    errors: str


def run_cvtex(
    arguments: Sequence[str | Path], folder: Path, *, time_limit: float = 120, **environment: str
) -> Ran:
    """A Python warning anywhere in the program is an error here."""
    done = subprocess.run(
        [sys.executable, "-m", "cvtex", *map(str, arguments)],
        cwd=folder,
        env={**os.environ, "PYTHONWARNINGS": "error", "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=time_limit,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def copy_of_sample(folder: Path) -> Path:
    for name in ("cv.yaml", "publications.bib"):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    return folder

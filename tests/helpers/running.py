"""The program as its users start it: a process with arguments, output and an exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Set by `pytest --cold-and-warm`.
TWICE = "CVTEX_TESTS_COLD_AND_WARM"
# What tells the time, and what is asked of a cache by the test itself.
_DIFFERS = frozenset({"--timings", "--force", "--depfile", "--diff"})


@dataclass(frozen=True)
class Ran:
    exit_code: int
    output: str
    errors: str


def run_cvtex(arguments: Sequence[str | Path], folder: Path, *, time_limit: float = 120, **environment: str) -> Ran:
    """A Python warning anywhere in the program is an error here.

    With `pytest --cold-and-warm` a build is made without a cache first, and has to come to the same: what is told, the
    exit code, and all files. Not where a test has a cache of its own.
    """
    words = [str(one) for one in arguments]
    if not (
        os.environ.get(TWICE)
        and words[0] == "build"
        and not _DIFFERS & set(words)
        and "XDG_CACHE_HOME" not in environment
    ):
        return _run(words, folder, time_limit, environment)
    # A folder that cannot be made, since its parent is a file.
    nowhere = str(Path(__file__) / "nowhere")
    cold = _run(words, folder, time_limit, {**environment, "XDG_CACHE_HOME": nowhere, "LOCALAPPDATA": nowhere})
    written = _files(folder)
    for _ in range(2):
        # What the first one leaves in the cache, the second one takes from it.
        warm = _run([*words, "--force"], folder, time_limit, environment)
        assert warm == cold, (cold, warm)
        changed = [file for file, data in _files(folder).items() if data != written.get(file)]
        assert not changed, changed
    return warm


def _run(words: Sequence[str], folder: Path, time_limit: float, environment: dict[str, str]) -> Ran:
    done = subprocess.run(
        [sys.executable, "-m", "cvtex", *words],
        cwd=folder,
        env={**os.environ, "PYTHONWARNINGS": "error", "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=time_limit,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def _files(folder: Path) -> dict[str, bytes]:
    """But TeX's logs, which tell of the format."""
    return {str(file): file.read_bytes() for file in folder.rglob("*") if file.is_file() and file.suffix != ".log"}


def copy_of_sample(folder: Path) -> Path:
    for name in ("cv.yaml", "publications.bib"):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    return folder

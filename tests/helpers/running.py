"""Run cvtex as users do: arguments in; exit code, output and files out."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cvtex.cli import main

ROOT = Path(__file__).resolve().parents[2]
# Set by `pytest --cold-and-warm`.
TWICE = "CVTEX_TESTS_COLD_AND_WARM"
# Options whose output contains times, or whose result depends on the cache.
_DIFFERS = frozenset({"--timings", "--force", "--depfile", "--diff"})


@dataclass(frozen=True)
class Ran:
    exit_code: int
    output: str
    errors: str


def run_cvtex(arguments: Sequence[str | Path], folder: Path, **environment: str) -> Ran:
    """Run cvtex in this process, to avoid starting Python and its imports each time.

    `pytest --cold-and-warm` runs each command as a process, and each build without a cache first. Both builds must give
    the same output, exit code and files. Tests with their own cache are exempt.
    """
    words = [str(one) for one in arguments]
    if not os.environ.get(TWICE):
        return _call(words, folder, environment)
    if words[0] != "build" or _DIFFERS & set(words) or "XDG_CACHE_HOME" in environment:
        return _start(words, folder, environment)
    # A folder that cannot be created, because its parent is a file.
    nowhere = str(Path(__file__) / "nowhere")
    cold = _start(words, folder, {**environment, "XDG_CACHE_HOME": nowhere, "LOCALAPPDATA": nowhere})
    written = _files(folder)
    for _ in range(2):
        # The first build fills the cache; the second uses it.
        warm = _start([*words, "--force"], folder, environment)
        assert warm == cold, (cold, warm)
        changed = [file for file, data in _files(folder).items() if data != written.get(file)]
        assert not changed, changed
    return warm


def start_cvtex(arguments: Sequence[str | Path], folder: Path, *, time_limit: float = 120, **environment: str) -> Ran:
    """Run cvtex in its own process, for tests of streams, encodings or time limits."""
    return _start([str(one) for one in arguments], folder, environment, time_limit)


def _start(words: Sequence[str], folder: Path, environment: Mapping[str, str], time_limit: float = 120) -> Ran:
    """Run cvtex in its own process, with Python warnings as errors, as in pytest."""
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


def _call(words: list[str], folder: Path, environment: Mapping[str, str]) -> Ran:
    output, errors = io.StringIO(), io.StringIO()
    with (
        _as_in_a_process(words, environment),
        contextlib.chdir(folder),
        contextlib.redirect_stdout(output),
        contextlib.redirect_stderr(errors),
    ):
        try:
            main()
            code = 0
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 0
    return Ran(code, output.getvalue(), errors.getvalue())


@contextlib.contextmanager
def _as_in_a_process(words: list[str], environment: Mapping[str, str]) -> Iterator[None]:
    """Set the arguments and the environment for `main`, and restore all interpreter state that it changes."""
    arguments, variables, threshold = sys.argv, dict(os.environ), gc.get_threshold()
    sys.argv = ["cvtex", *words]
    os.environ.update(environment)
    try:
        yield
    finally:
        sys.argv = arguments
        os.environ.clear()
        os.environ.update(variables)
        gc.set_threshold(*threshold)
        gc.unfreeze()


def made_once(folder: Path, make: Callable[[Path], object]) -> Path:
    """Create a folder shared by tests in several workers: the first worker makes it, the others wait."""
    done = folder.with_name(f"{folder.name}.done")
    try:
        folder.mkdir()
    except FileExistsError:
        limit = time.monotonic() + 120
        while not done.exists():
            assert time.monotonic() < limit, f"{folder} was never finished"
            time.sleep(0.05)
    else:
        make(folder)
        done.touch()
    return folder


def _files(folder: Path) -> dict[str, bytes]:
    """Return all files except TeX's logs, which depend on the format."""
    return {str(file): file.read_bytes() for file in folder.rglob("*") if file.is_file() and file.suffix != ".log"}


def copy_of_sample(folder: Path) -> Path:
    for name in ("cv.yaml", "publications.bib"):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    return folder

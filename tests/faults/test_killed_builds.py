"""kill -9 before any operation on the disk: outputs are whole, the next build is fine, and nothing is left behind.

The moment is the number of the operation that is about to happen, by Python's own audit events, not a time.
"""

from __future__ import annotations

import math
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cvtex.cache.store import Cache

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a process is killed by a signal")

CV = """\
owner: {name: Ada Example}
sections:
  about: {kind: text, title: About, text: First words.}
"""
KILLER = """
import os, signal, sys
nth = int(sys.argv.pop(1))
count = 0
CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.utime", "subprocess.Popen", "fcntl.flock"}
def hook(event, arguments):
    global count
    is_written = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
    is_read = event == "open" and isinstance(arguments[0], str) and READ in arguments[0]
    if event in CHANGES or is_written or is_read:
        count += 1
        if count == nth:
            os.kill(os.getpid(), signal.SIGKILL)
READ = os.environ["TMPDIR"]
import cvtex.cli
sys.addaudithook(hook)
sys.argv[0] = "cvtex"
try:
    cvtex.cli.main()
finally:
    print(count, file=sys.stderr)
"""
BUILD = ("build", "--engine", "embedded", "--format", "pdf,html,md", "--depfile", "build/cv.d")


def run(folder: Path, nth: int) -> subprocess.CompletedProcess[str]:
    """Build with a cache and a temporary folder of its own; kill it before operation `nth`, never for 0."""
    return subprocess.run(
        [sys.executable, "-c", KILLER, str(nth), *BUILD],
        cwd=folder / "cv",
        env={
            **os.environ,
            "TMPDIR": str(folder / "temporary"),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def outputs(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "cv" / "build").iterdir() if path.name[0] != "."}


def built(folder: Path, text: str, nth: int = 0) -> dict[str, bytes]:
    """Build a CV with this word. The last operations may differ by a few from build to build."""
    (folder / "cv" / "cv.yaml").write_text(CV.replace("First", text))
    ran = run(folder, nth)
    assert ran.returncode in ({0, -signal.SIGKILL} if nth else {0}), ran.stderr
    return outputs(folder)


def operations(folder: Path, text: str) -> int:
    (folder / "cv" / "cv.yaml").write_text(CV.replace("First", text))
    return int(run(folder, 0).stderr.split()[-1])


def left(folder: Path) -> list[str]:
    places = (folder / "temporary", folder / "cv" / "build", folder / "cache" / "cvtex")
    return [path.name for place in places for path in place.iterdir() if "cvtex-" in path.name]


def without_cache(folder: Path) -> None:
    shutil.rmtree(folder / "cache" / "cvtex", ignore_errors=True)


def check_moments(folder: Path, share: float) -> None:
    """Kill builds with a cache, and first builds without one, at so many of their operations."""
    for name in ("cv", "temporary", "cache"):
        (folder / name).mkdir()
    cold = operations(folder, "First")
    versions = [outputs(folder), built(folder, "Second")]
    warm = operations(folder, "First")
    assert 20 < warm < cold
    moments = [(False, warm * step // math.ceil(warm * share) + 1) for step in range(math.ceil(warm * share))]
    moments += [(True, cold * step // math.ceil(cold * share) + 1) for step in range(math.ceil(cold * share))]
    for number, (is_cold, nth) in enumerate(moments):
        old, new = versions[number % 2], versions[1 - number % 2]
        text = ("Second", "First")[number % 2]
        if is_cold:
            without_cache(folder)
        found = built(folder, text, nth)
        mixed = [name for name, data in found.items() if data not in (old[name], new[name])]
        assert (mixed, found.keys()) == ([], old.keys()), f"before operation {nth}"
        assert built(folder, text) == new
        # Not every build looks at all of the cache.
        Cache(folder / "cache" / "cvtex").trim()
        if left(folder):
            # A TeX that outlived its parent may have written while its folder was removed.
            built(folder, "Third")
            assert built(folder, text) == new
        assert left(folder) == []


@pytest.mark.slow
def test_a_build_is_killed_at_some_moments(tmp_path: Path) -> None:
    check_moments(tmp_path, 0.02)


@pytest.mark.long
def test_a_build_is_killed_at_each_of_two_hundred_moments(tmp_path: Path) -> None:
    check_moments(tmp_path, 1)

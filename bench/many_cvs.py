"""Time many CVs in one command: `python bench/many_cvs.py [NUMBER ...]`, such as 10 100 1000.

The unit is F, a bare pdfTeX process over the document of one of them, timed before and after each case. Each CV is made
up, with a page of text and a few publications, and is built for the first time; the TeX format is there.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from floor import bare, job_of
from program import CVTEX, environment
from turns import took

from cvtex.typeset.children import cores
from cvtex.typeset.engine import Engine, choose_engine

PEOPLE = Path(__file__).resolve().parents[1] / "examples" / "department" / "people.py"
NUMBERS = (10, 100)
FLOORS = 5
_LOOK_SECONDS = 0.2


class Peak:
    """The largest memory of a process and all below it, by proportional shares (Linux only)."""

    def __init__(self, process: int) -> None:
        self.megabytes = 0.0
        self._process = process
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def close(self) -> None:
        self._stop.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._stop.wait(_LOOK_SECONDS):
            self.megabytes = max(self.megabytes, sum(map(_share, _family(self._process))) / 1e6)


def _family(process: int) -> set[int]:
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
    found = {process}
    while more := {one for one, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def _share(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def build(folder: Path, cache: Path) -> tuple[float, float, float, str]:
    """Build all CVs -> seconds, processor seconds, megabytes, and the last line."""
    before, start = os.times(), time.perf_counter()
    with (folder / "out.txt").open("wb") as output:
        process = subprocess.Popen(
            [*CVTEX, "build", "--recursive", "people"], cwd=folder, env=environment(cache), stdout=output
        )
        peak = Peak(process.pid)
        code = process.wait()
        wall = time.perf_counter() - start
        peak.close()
    after = os.times()
    assert code == 0, code
    processor = after.children_user - before.children_user + after.children_system - before.children_system
    return wall, processor, peak.megabytes, (folder / "out.txt").read_text().splitlines()[-1]


def measure(number: int, root: Path, engine: Engine) -> None:
    folder, cache = root / str(number), root / f"{number}-cache"
    folder.mkdir()
    for name, size in (("people", number), ("first", 1)):
        subprocess.run([sys.executable, PEOPLE, name, str(size)], cwd=folder, check=True)
    job, conditions = job_of(folder / "first" / "person-001" / "cv.yaml", "full", engine, cache / "cvtex")
    run = bare(job, engine, cache / "cvtex", conditions, root / f"{number}-floor")
    floors = [took(run) for _ in range(FLOORS)]
    cases: list[tuple[str, Callable[[], tuple[float, float, float, str]]]] = [
        ("first build", lambda: build(folder, cache)),
        ("up to date", lambda: build(folder, cache)),
    ]
    for name, call in cases:
        wall, processor, megabytes, line = call()
        floors += [took(run) for _ in range(FLOORS)]
        unit, own = statistics.median(one.wall for one in floors), statistics.median(one.processor for one in floors)
        files = [path.stat().st_size for path in (cache / "cvtex").iterdir()]
        print(
            f"{number} CVs, {name}: {wall:.1f} s, {number / wall / cores():.2f} a second and core; of each"
            f" {wall * cores() / number / unit:.1f} F by the clock, {processor / number / own:.1f} F of processor time;"
            f" {megabytes:.0f} MB; cache {sum(files) / 1e6:.0f} MB in {len(files)} files; {line}",
            flush=True,
        )


def main() -> None:
    engine = choose_engine(None, os.environ)
    assert isinstance(engine, Engine), engine
    print(f"{cores()} cores, load {os.getloadavg()[0]:.1f}")
    with TemporaryDirectory() as folder:
        for number in map(int, sys.argv[1:]) if sys.argv[1:] else NUMBERS:
            measure(number, Path(folder), engine)
    print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()

"""Run cvtex as a process on a CV in its own folder: edit, build, time and check it."""

from __future__ import annotations

import math
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, cycle
from pathlib import Path

from turns import Took, took

import cvtex

CVTEX = (sys.executable, "-m", "cvtex")
TIME_LIMIT = 600.0
# Runs between this process and the program, since a child's memory peak starts at that of its parent.
_PEAK = """\
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:], stdout=2)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""


def environment(cache: Path) -> dict[str, str]:
    """Run the imported cvtex, with compiled modules as after an installation."""
    own = {
        name: value
        for name, value in os.environ.items()
        if name not in {"PYTHONDONTWRITEBYTECODE", "SOURCE_DATE_EPOCH"}
    }
    return own | {"PYTHONPATH": str(Path(cvtex.__file__).parents[1]), "XDG_CACHE_HOME": str(cache)}


@dataclass
class Edit:
    """Replaces one line of a source file by a new text each time; with `known`, by one of three in turn."""

    file: Path
    printed: str
    known: bool = False
    texts: Iterator[str] = field(init=False)
    source: str = field(init=False)

    def __post_init__(self) -> None:
        self.source = self.file.read_text(encoding="utf-8")
        assert self.source.count(self.printed) == 1, self.printed
        fresh = (f"{self.printed} {number}" for number in count(1001))
        self.texts = cycle([f"{self.printed} {number}" for number in (1, 2, 3)]) if self.known else fresh

    def make(self) -> None:
        """Replace the file in one step, as editors do."""
        half = self.file.with_name(f".{self.file.name}.half")
        half.write_text(self.source.replace(self.printed, next(self.texts)), encoding="utf-8")
        half.replace(self.file)


@dataclass(frozen=True)
class State:
    """The state of a file. `of` raises FileNotFoundError."""

    changed: int
    data: bytes

    @classmethod
    def of(cls, file: Path) -> State:
        return cls(file.stat().st_mtime_ns, file.read_bytes())


@dataclass
class Project:
    folder: Path
    cache: Path

    def run(self, command: Sequence[str]) -> None:
        subprocess.run(
            command,
            cwd=self.folder,
            env=environment(self.cache),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            timeout=TIME_LIMIT,
        )

    def build(self, *variants: str, formats: str = "pdf") -> None:
        """`formats`: with commas between them."""
        named = (part for variant in variants for part in ("-V", variant))
        self.run([*CVTEX, "build", *named, *(() if formats == "pdf" else ("--format", formats))])

    def pdf(self, variant: str) -> Path:
        return self.folder / "build" / f"cv-{variant}.pdf"

    def timed(self, edit: Edit, *variants: str, formats: str = "pdf") -> Took:
        """Time a build after an edit. Each PDF must be newer and have other content."""
        before = {variant: State.of(self.pdf(variant)) for variant in variants}
        edit.make()
        found = took(lambda: self.build(*variants, formats=formats))
        for variant in variants:
            after = State.of(self.pdf(variant))
            assert after.changed > before[variant].changed, f"{variant} was not built"
            assert after.data != before[variant].data, f"the edit is not printed in {variant}"
        return found

    def timed_without_edit(self, variant: str) -> Took:
        before = State.of(self.pdf(variant))
        found = took(lambda: self.build(variant))
        assert State.of(self.pdf(variant)).data == before.data
        return found

    def peak_megabytes(self, edit: Edit, variant: str) -> float | None:
        """The largest memory of any process of a build, or None if the system does not report it."""
        if sys.platform == "win32":
            return None
        edit.make()
        command = [sys.executable, "-S", "-c", _PEAK, *CVTEX, "build", "-V", variant]
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=environment(self.cache),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            timeout=TIME_LIMIT,
        )
        return int(done.stdout) * (1 if sys.platform == "darwin" else 1024) / 1e6


class Watch:
    """A running `cvtex watch` over a project, until `close`."""

    def __init__(self, project: Project, variant: str) -> None:
        self.pdf = project.pdf(variant)
        before = self.pdf.stat().st_mtime_ns if self.pdf.exists() else None
        self.process = subprocess.Popen(
            [*CVTEX, "watch", "-V", variant],
            cwd=project.folder,
            env=environment(project.cache),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._wait_for_other_than(before, 5.0)

    @staticmethod
    def is_available(project: Project) -> bool:
        done = subprocess.run(
            [*CVTEX, "watch", "--help"],
            cwd=project.folder,
            env=environment(project.cache),
            capture_output=True,
            check=False,
        )
        return done.returncode == 0

    def timed(self, edit: Edit) -> Took:
        """Time from the save of an edit to the new PDF. Processor time is unknown, since the process goes on."""
        before = State.of(self.pdf)
        start = time.perf_counter()
        edit.make()
        assert self._wait_for_other_than(before.changed, 60.0), "watch built nothing"
        wall = time.perf_counter() - start
        assert State.of(self.pdf).data != before.data, "the edit is not printed"
        return Took(wall, math.nan)

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(10)

    def _wait_for_other_than(self, changed: int | None, limit: float) -> bool:
        end = time.perf_counter() + limit
        while time.perf_counter() < end:
            assert self.process.poll() is None, "watch has ended"
            if self.pdf.exists() and self.pdf.stat().st_mtime_ns != changed:
                return True
            time.sleep(0.001)
        return False

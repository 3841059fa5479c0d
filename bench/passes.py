"""What one pass of TeX takes: `python bench/passes.py [ENGINE]`, with the sample's variants `full` and `2page`.

F is a bare pdfTeX process, with no Python between, in a folder that is prepared, over the same body, with the dumped
format and the small map of fonts. All others are told in units of it. Medians; the runs of all kinds take turns, so that
what else the machine does befalls all alike.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from cvtex import pipeline, press
from cvtex.typeset import formats
from cvtex.typeset.engine import Engine, find_engine
from cvtex.typeset.environment import tex_environment
from cvtex.typeset.format_store import FormatStore
from cvtex.typeset.formats import run_with_format
from cvtex.typeset.run import Start, TexJob, TexRun, run_tex

SAMPLE = Path(__file__).resolve().parents[1] / "cv.yaml"
VARIANTS = ("full", "2page")
RUNS = 15


@dataclass
class Caught:
    """What the program hands to TeX, last."""

    jobs: list[TexJob] = field(default_factory=list)
    conditions: dict[str, object] = field(default_factory=dict)

    def run(self, job: TexJob, engine: Engine, store: FormatStore | None, **conditions: object) -> TexRun:
        self.jobs.append(job)
        self.conditions = conditions
        return run_with_format(job, engine, store, **conditions)  # type: ignore[arg-type]


def job_of(variant: str, engine: Engine, cache: Path) -> tuple[TexJob, dict[str, object]]:
    """The pass that prints, not the one that measures; formats and heights are in the cache afterwards."""
    caught = Caught()
    kept, press.run_with_format = press.run_with_format, caught.run
    try:
        built = pipeline.build(pipeline.load(SAMPLE), variant, engine.name, None, os.environ, cache=cache)
    finally:
        press.run_with_format = kept
    assert built.pdf is not None
    return caught.jobs[-1], caught.conditions


def bare(job: TexJob, engine: Engine, cache: Path, conditions: dict[str, object], root: Path) -> Callable[[], None]:
    """A folder with all that the run with a format has in its own, and how to start TeX there."""
    seen: list[tuple[TexJob, Start]] = []

    def spy(job: TexJob, engine: Engine, *, start: Start, **others: object) -> TexRun:
        seen.append((job, start))
        return run_tex(job, engine, start=start, **others)  # type: ignore[arg-type]

    kept, formats.run_tex = formats.run_tex, spy  # type: ignore[assignment]
    try:
        run_with_format(job, engine, FormatStore(cache), **conditions)  # type: ignore[arg-type]
    finally:
        formats.run_tex = kept
    ((written, start),) = seen
    assert any(option.startswith("-fmt=") for option in start.options), "no format was used"
    work, empty = root / "work", root / "empty"
    work.mkdir()
    empty.mkdir()
    for name, data in {**written.resources, f"{job.jobname}.tex": written.tex.encode()}.items():
        (work / name).write_bytes(data)
    epoch = conditions["epoch"]
    assert isinstance(epoch, int)
    environment = tex_environment(os.environ, engine.executable, engine.family, epoch, root, empty) | dict(start.environment)
    options = ("-interaction=nonstopmode", "-halt-on-error", "-file-line-error", "-no-shell-escape", *start.options)
    command = [str(engine.executable), *options, f"{job.jobname}.tex"]

    def run() -> None:
        for ending in ("aux", "log", "pdf"):
            (work / f"{job.jobname}.{ending}").unlink(missing_ok=True)
        subprocess.run(command, cwd=work, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)

    return run


def main() -> None:
    engine = find_engine(sys.argv[1] if len(sys.argv) > 1 else "embedded", os.environ)  # type: ignore[arg-type]
    assert engine is not None
    print(f"{'variant':<8} {'F, ms':>6} {'with a format':>14} {'without':>9}   in units of F, medians of {RUNS}")
    for variant in VARIANTS:
        with TemporaryDirectory() as name:
            root, cache = Path(name), Path(name, "cache")
            job, conditions = job_of(variant, engine, cache)
            kinds: dict[str, Callable[[], object]] = {
                "F": bare(job, engine, cache, conditions, root),
                "with": lambda: run_with_format(job, engine, FormatStore(cache), **conditions),  # type: ignore[arg-type]  # noqa: B023
                "without": lambda: run_tex(job, engine, **conditions),  # type: ignore[arg-type]  # noqa: B023
            }
            times: dict[str, list[float]] = {kind: [] for kind in kinds}
            for round_ in range(RUNS + 1):
                # Each kind comes after each other one as often.
                order = list(kinds)[round_ % len(kinds) :] + list(kinds)[: round_ % len(kinds)]
                for kind in order if round_ % 2 else reversed(order):
                    run = kinds[kind]
                    start = time.perf_counter()
                    run()
                    if round_:  # the first one warms up
                        times[kind].append((time.perf_counter() - start) * 1000)
            base = statistics.median(times["F"])
            with_, without = (statistics.median(times[kind]) / base for kind in ("with", "without"))
            print(f"{variant:<8} {base:>6.0f} {with_:>14.2f} {without:>9.2f}")


if __name__ == "__main__":
    main()

"""F: the time of a bare pdfTeX process over the document of a build, in a prepared folder, without Python.

With the dumped format and the small font map, it does exactly what TeX does in a warm build.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from cvtex import pipeline
from cvtex.build import loading, typesetter
from cvtex.build.request import BuildRequest
from cvtex.cache.store import Cache
from cvtex.typeset import formats
from cvtex.typeset.engine import Engine
from cvtex.typeset.environment import tex_environment
from cvtex.typeset.format_store import FormatStore
from cvtex.typeset.formats import run_with_format
from cvtex.typeset.run import Start, TexJob, TexRun, run_tex


@dataclass
class Caught:
    """Records the jobs that the program gives to TeX."""

    jobs: list[TexJob] = field(default_factory=list)
    conditions: dict[str, object] = field(default_factory=dict)

    def run(self, job: TexJob, engine: Engine, store: FormatStore | None, **conditions: object) -> TexRun:
        self.conditions = conditions
        self.jobs.append(job)
        return run_with_format(job, engine, store, **self.conditions)  # type: ignore[arg-type]


def job_of(cv: Path, variant: str, engine: Engine, cache: Path) -> tuple[TexJob, dict[str, object]]:
    """Build a variant -> its last job, which prints and does not measure. Formats and heights are cached afterwards."""
    caught = Caught()
    with patch.object(typesetter, "run_with_format", caught.run):
        built = pipeline.build(BuildRequest(loading.load(cv), variant, os.environ, engine.name, cache=Cache(cache)))
    assert built.pdf is not None, [str(one) for one in built.diagnostics]
    return caught.jobs[-1], caught.conditions


def bare(job: TexJob, engine: Engine, cache: Path, conditions: dict[str, object], root: Path) -> Callable[[], None]:
    """Prepare a folder like that of a run with a format -> a function that runs TeX there."""
    seen: list[tuple[TexJob, Start]] = []

    def spy(job: TexJob, engine: Engine, *, start: Start, **others: object) -> TexRun:
        seen.append((job, start))
        return run_tex(job, engine, start=start, **others)  # type: ignore[arg-type]

    with patch.object(formats, "run_tex", spy):
        run_with_format(job, engine, FormatStore(Cache(cache)), **conditions)  # type: ignore[arg-type]
    ((written, start),) = seen
    assert any(option.startswith("-fmt=") for option in start.options), "no format was used"
    work, empty = root / "work", root / "empty"
    work.mkdir(parents=True)
    empty.mkdir()
    for name, data in {**written.resources, f"{job.jobname}.tex": written.tex.encode()}.items():
        (work / name).write_bytes(data)
    epoch = conditions["epoch"]
    assert isinstance(epoch, int)
    environment = tex_environment(os.environ, epoch, root, empty) | dict(start.environment)
    options = (
        "-interaction=nonstopmode",
        "-halt-on-error",
        "-file-line-error",
        "-no-shell-escape",
        *start.options,
    )
    command = [str(engine.executable), *options, f"{job.jobname}.tex"]

    def run() -> None:
        for ending in ("aux", "log", "pdf"):
            (work / f"{job.jobname}.{ending}").unlink(missing_ok=True)
        subprocess.run(
            command,
            cwd=work,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=True,
        )

    return run

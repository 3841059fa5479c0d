"""Time whole builds of the sample CV and of a large bibliography: `python bench/builds.py [--quick]`.

The unit is F, the time of a bare TeX process (`floor.py`), measured beside each case. Results are medians of
alternating runs. `--quick` runs each case three times, to try the program out.
"""

from __future__ import annotations

import math
import os
import platform
import shutil
import statistics
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from subprocess import CalledProcessError
from tempfile import TemporaryDirectory

import made_up
import peer
from floor import bare, job_of
from program import Edit, Project, State, Watch
from turns import Took, by_turns, took

from cvtex.typeset.engine import Engine, choose_engine

ROOT = Path(__file__).resolve().parents[1]
RUNS, QUICK_RUNS = 11, 3
PRINTED = "Intelligent Total Body Scanner"
PUBLICATIONS = 1000
MEGABYTES = 200

# Times of one round: what the case is compared with first, the case itself last.
Round = tuple[Took, ...]


@dataclass(frozen=True)
class Case:
    """A case to time. `unit`: the unit of the ratio. `bound`: its maximum, None if it is only reported.

    `is_more`: how much longer it takes than the same build without something.
    """

    name: str
    unit: str
    bound: float | None
    run: Callable[[], Round]
    is_more: bool = False


@dataclass
class Bench:
    root: Path
    engine: Engine

    def floor(self, cv: Path, variant: str) -> Callable[[], Took]:
        own = self.root / f"floor-{cv.parent.name}-{variant}"
        job, conditions = job_of(cv, variant, self.engine, own / "cache")
        run = bare(job, self.engine, own / "cache", conditions, own)
        return lambda: took(run)

    def sample(self, name: str, *variants: str) -> Project:
        """Copy the sample into a folder of its own, and build `variants` so that the cache is warm."""
        project = Project(self.root / name, self.root / f"{name}-cache")
        project.folder.mkdir()
        for file in ("cv.yaml", "publications.bib"):
            shutil.copy(ROOT / file, project.folder)
        for variant in variants:
            project.build(variant)
        return project

    def edited(self, name: str, variant: str, *, known: bool = False, formats: str = "pdf") -> Callable[[], Took]:
        project = self.sample(name, variant)
        edit = Edit(project.folder / "cv.yaml", PRINTED, known)
        for _ in range(3):
            project.timed(edit, variant, formats=formats)
        return lambda: project.timed(edit, variant, formats=formats)

    def untouched(self) -> Callable[[], Took]:
        project = self.sample("untouched", "full")
        return lambda: project.timed_without_edit("full")

    def first(self) -> Callable[[], Took]:
        project = self.sample("first")

        def run() -> Took:
            for folder in (project.cache, project.folder / "build"):
                shutil.rmtree(folder, ignore_errors=True)
            found = took(lambda: project.build("full"))
            assert State.of(project.pdf("full")).data
            assert any(project.cache.rglob("*.fmt")), "no format in the cache"
            return found

        return run

    def both(self) -> Callable[[], Round]:
        """Time each variant alone, then both. Edits rotate through texts with known heights; output changes."""
        project = self.sample("both", "full", "2page")
        edit = Edit(project.folder / "cv.yaml", PRINTED, known=True)
        for _ in range(3):
            project.timed(edit, "full", "2page")

        def run() -> Round:
            return (
                project.timed(edit, "full"),
                project.timed(edit, "2page"),
                project.timed(edit, "full", "2page"),
            )

        return run

    def large(self) -> tuple[Project, Edit]:
        project = Project(self.root / "large", self.root / "large-cache")
        made_up.write(project.folder, PUBLICATIONS)
        project.build("full")
        edit = Edit(project.folder / "publications.bib", made_up.title(PUBLICATIONS // 2))
        project.timed(edit, "full")
        return project, edit

    def by_hand(self, *, clean: bool) -> Callable[[], Took]:
        folder = self.root / f"peer-{'clean' if clean else 'warm'}"
        folder.mkdir()
        shutil.copy(ROOT / "publications.bib", folder)
        source = folder / "cv.tex"
        source.write_text(peer.document(ROOT / "cv.yaml"), encoding="utf-8")
        return self._by_another(Project(folder, folder / "cache"), source, peer.COMMAND, clean=clean)

    def by_rendercv(self) -> Callable[[], Took]:
        """Raises CalledProcessError, for example offline: RenderCV 2.8 downloads a package into the user's cache."""
        source = self.root / "rendercv" / "cv.yaml"
        source.parent.mkdir()
        source.write_text(peer.rendercv_document(ROOT / "cv.yaml"), encoding="utf-8")
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        return self._by_another(Project(source.parent, cache), source, peer.RENDERCV)

    @staticmethod
    def _by_another(
        project: Project, source: Path, command: Sequence[str], *, clean: bool = False
    ) -> Callable[[], Took]:
        edit = Edit(source, PRINTED)
        pdf = project.folder / "cv.pdf"
        project.run(command)

        def run() -> Took:
            before = State.of(pdf)
            edit.make()
            if clean:
                for file in project.folder.glob("cv.*"):
                    if file != source:
                        file.unlink()
            found = took(lambda: project.run(command))
            after = State.of(pdf)
            assert after.changed > before.changed
            assert after.data != before.data
            return found

        return run


def beside(floor: Callable[[], Took], *runs: Callable[[], Took]) -> Callable[[], Round]:
    return lambda: (floor(), *(run() for run in runs))


def row(case: Case, rounds: list[Round]) -> str:
    compared = more if case.is_more else ratios
    ratio, spread = compared([[one.wall for one in round_] for round_ in rounds])
    of_processor, _ = compared([[one.processor for one in round_] for round_ in rounds])
    processor = "" if math.isnan(of_processor) else f"{of_processor:.2f}"
    return line(case.name, f"{ratio:.2f} {case.unit}", spread, processor, *judged(ratio, case.bound))


def more(rounds: list[list[float]]) -> tuple[float, str]:
    """How much longer the last of each round takes than the one before, in units of the first."""
    return _middle((own - other) / floor for floor, other, own in rounds)


def ratios(rounds: list[list[float]]) -> tuple[float, str]:
    """Divide the case by the slowest of the others, round by round -> the median and the middle half."""
    *others, own = zip(*rounds, strict=True)
    slowest = max(others, key=statistics.median)
    return _middle(one / other for one, other in zip(own, slowest, strict=True))


def _middle(values: Iterable[float]) -> tuple[float, str]:
    low, middle, high = statistics.quantiles(values, n=4)
    return middle, f"{low:.2f} to {high:.2f}"


def judged(value: float, bound: float | None) -> tuple[str, str]:
    return ("", "") if bound is None else (f"{bound:g}", "kept" if value <= bound else "MISSED")


def line(name: str, value: str, spread: str, processor: str, bound: str, kept: str) -> str:
    return f"{name:<64} {value:>9} {spread:>15} {processor:>10} {bound:>6}  {kept}".rstrip()


def main() -> None:
    runs = QUICK_RUNS if "--quick" in sys.argv[1:] else RUNS
    engine = choose_engine(None, os.environ)
    assert isinstance(engine, Engine)
    with TemporaryDirectory() as name, ExitStack() as last:
        bench = Bench(Path(name), engine)
        full, short = (bench.floor(ROOT / "cv.yaml", variant) for variant in ("full", "2page"))
        large, edit = bench.large()
        of_large = bench.floor(large.folder / "cv.yaml", "full")
        cases = [
            Case("warm build after an edit of cv.yaml", "F", 4, beside(full, bench.edited("edited", "full"))),
            *(
                Case(
                    f"a warm build of {formats}: more",
                    "F",
                    bound,
                    beside(
                        full,
                        bench.edited(f"without-{formats}", "full"),
                        bench.edited(formats, "full", formats=f"pdf,{formats}"),
                    ),
                    is_more=True,
                )
                for formats, bound in (("pdf,html,md,txt,json,bib", 0.5), ("pdf,docx", 1.5))
            ),
            Case("build without an edit", "F", 1, beside(full, bench.untouched())),
            Case("first build, without a cache", "F", 20, beside(full, bench.first())),
            Case(
                "2page after an edit, all heights known",
                "F'",
                4.5,
                beside(short, bench.edited("short", "2page", known=True)),
            ),
            Case(
                "2page after an edit, one height to be measured",
                "F'",
                None,
                beside(short, bench.edited("measured", "2page")),
            ),
            Case("both variants in one command, against the slower one alone", "x", 1.4, bench.both()),
            Case(
                f"{PUBLICATIONS} publications, one edited, against their own floor",
                "F''",
                3,
                beside(of_large, lambda: large.timed(edit, "full")),
            ),
            Case(
                f"{PUBLICATIONS} publications with html: more",
                "F''",
                1,
                beside(
                    of_large,
                    lambda: large.timed(edit, "full"),
                    lambda: large.timed(edit, "full", formats="pdf,html"),
                ),
                is_more=True,
            ),
        ]
        watched = bench.sample("watched", "full")
        if Watch.is_available(watched):
            saved = Edit(watched.folder / "cv.yaml", PRINTED)
            watch = Watch(watched, "full")
            last.callback(watch.close)
            cases.insert(1, Case("watch: from the save to the PDF", "F", 2.2, beside(full, lambda: watch.timed(saved))))
        else:
            print("skipped: no command `cvtex watch`")
        if missing := peer.missing():
            print(f"skipped: latexmk with biblatex; not installed: {', '.join(missing)}")
        else:
            cases.append(
                Case(
                    "the same by latexmk and biblatex, after an edit",
                    "F",
                    None,
                    beside(full, bench.by_hand(clean=False)),
                )
            )
            cases.append(
                Case(
                    "the same by latexmk, biblatex and biber, clean",
                    "F",
                    None,
                    beside(full, bench.by_hand(clean=True)),
                )
            )
        if shutil.which(peer.RENDERCV[0]) is None:
            print("skipped: RenderCV; not installed")
        else:
            try:
                cases.append(Case("the same by RenderCV, after an edit", "F", None, beside(full, bench.by_rendercv())))
            except CalledProcessError as failed:
                print(f"skipped: RenderCV; exit code {failed.returncode}: {last_line(failed)}")
        print(machine(engine, full, short, of_large))
        found = by_turns({case.name: case.run for case in cases}, runs)
        print(line(f"medians of {runs}", "", "middle half", "processor", "bound", ""))
        for case in cases:
            print(row(case, found[case.name]))
        peaks = [peak for _ in range(3) if (peak := large.peak_megabytes(edit, "full")) is not None]
        if peaks:
            peak = statistics.median(peaks)
            spread = f"{min(peaks):.0f} to {max(peaks):.0f}"
            print(
                line(
                    f"{PUBLICATIONS} publications: largest memory of a process",
                    f"{peak:.0f} MB",
                    spread,
                    "",
                    *judged(peak, MEGABYTES),
                )
            )


def last_line(failed: CalledProcessError) -> str:
    """The last line of a program's output, on either stream."""
    lines = (failed.stderr or failed.stdout or b"").decode("utf-8", "replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


def machine(engine: Engine, *floors: Callable[[], Took]) -> str:
    """Describe the machine, with the floors in milliseconds."""
    load = f"load {os.getloadavg()[0]:.1f}, " if hasattr(os, "getloadavg") else ""
    values = [statistics.median(floor().wall for _ in range(5)) * 1000 for floor in floors]
    units = ", ".join(f"{unit} = {value:.0f} ms" for unit, value in zip(("F", "F'", "F''"), values, strict=False))
    python = f"Python {platform.python_version()}"
    return f"{os.cpu_count()} cores, {load}{platform.system()}, {python}, {engine.name} TeX: {units}"


if __name__ == "__main__":
    main()

"""What each kind of cache entry saves: `python bench/caches.py [--quick] [CASE ...]`, in units of F (`floor.py`).

Builds with the whole cache alternate with builds without one kind (`without.py`). The result is the median of the extra
time: wall time, and processor time with child processes, which varies less on a shared machine.
"""

from __future__ import annotations

import os
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import made_up
import program
from builds import PRINTED, PUBLICATIONS, ROOT, machine
from program import CVTEX, Edit, Project
from scripts import FAMILY, Scripts
from turns import Took, by_turns

from cvtex.typeset.engine import Engine, choose_engine

RUNS, QUICK_RUNS = 15, 3
WITHOUT = Path(__file__).with_name("without.py")
TEXTS = ("markup", "dates", "hyphens")
PAGES = ("pages", "pagetexts")
OF_ALL = ("references", "formats", *TEXTS, *PAGES)


@dataclass(frozen=True)
class Case:
    """A project to build. `edit`: None for a build without an edit."""

    project: Project
    variant: str
    edit: Edit | None
    kinds: tuple[str, ...]

    def run(self, off: str) -> Took:
        program.CVTEX = (sys.executable, str(WITHOUT), off)
        try:
            if self.edit is None:
                return self.project.timed_without_edit(self.variant)
            return self.project.timed(self.edit, self.variant)
        finally:
            program.CVTEX = CVTEX


class Caches(Scripts):
    def case(self, name: str) -> Case:
        project, variant, file, printed = self.sample(name), "full", "cv.yaml", PRINTED
        cv, is_known = project.folder / "cv.yaml", False
        kinds: tuple[str, ...] = OF_ALL
        match name:
            case "2page":
                variant, is_known, kinds = "2page", True, ("heights", "solutions", *OF_ALL)
            case "german":
                _set(cv, "language: de", in_place_of="language: en-GB")
                kinds = TEXTS
            case "scripts":
                project, kinds = self.foreign(), ("faces", "glyphs")
            case "family":
                _set(cv, f"fonts: {{text: {FAMILY}}}")
                kinds = ("faces", "textfonts")
            case "1000-bib" | "1000-cv":
                project = Project(self.root / f"{name}-large", self.root / f"{name}-cache")
                made_up.write(project.folder, PUBLICATIONS)
                title = made_up.title(PUBLICATIONS // 2)
                file, printed = ("publications.bib", title) if name == "1000-bib" else ("cv.yaml", "Berlin")
                kinds = ("references", *PAGES)
        project.build(variant)
        if name == "no-edit":
            return Case(project, variant, None, ("cvs", "builds"))
        edit = Edit(project.folder / file, printed, is_known)
        for _ in range(3):
            project.timed(edit, variant)
        return Case(project, variant, edit, kinds)


NAMES = ("full", "2page", "german", "1000-bib", "1000-cv", "no-edit", "scripts", "family")


def _set(cv: Path, line: str, in_place_of: str = "") -> None:
    """Replace a line of cv.yaml, or insert one at the top."""
    text = cv.read_text(encoding="utf-8")
    assert in_place_of in text
    cv.write_text(text.replace(in_place_of, line, 1) if in_place_of else f"{line}\n{text}", encoding="utf-8")


def main() -> None:
    arguments = sys.argv[1:]
    runs = QUICK_RUNS if "--quick" in arguments else RUNS
    engine = choose_engine(None, os.environ)
    assert isinstance(engine, Engine)
    with TemporaryDirectory() as folder:
        bench = Caches(Path(folder), engine)
        full = bench.floor(ROOT / "cv.yaml", "full")
        print(machine(engine, full))
        for name in [one for one in arguments if one in NAMES] or NAMES:
            case = bench.case(name)
            is_full = case.variant == "full" and not name.startswith("1000")
            floor = full if is_full else bench.floor(case.project.folder / "cv.yaml", case.variant)
            kinds: dict[str, Callable[[], Took]] = {"F": floor}
            for kind in ("none", *case.kinds):
                kinds[kind] = lambda case=case, kind=kind: case.run(kind)  # type: ignore[misc]
            print_case(name, by_turns(kinds, runs))


def print_case(name: str, found: dict[str, list[Took]]) -> None:
    unit = Took(*(statistics.median(part) for part in zip(*found["F"], strict=True)))
    print(f"{name}: F = {unit.wall * 1000:.0f} ms, {unit.processor * 1000:.0f} ms of processor time")
    for kind, rounds in found.items():
        if kind in ("F", "none"):
            continue
        pairs = list(zip(rounds, found["none"], strict=True))
        wall = [(off.wall - on.wall) / unit.wall for off, on in pairs]
        processor = [(off.processor - on.processor) / unit.processor for off, on in pairs]
        low, middle, high = statistics.quantiles(wall, n=4)
        extra = statistics.median(processor)
        print(f"  {kind:<12} {middle:>6.2f} F  ({low:.2f} to {high:.2f})  processor {extra:>6.2f} F")


if __name__ == "__main__":
    main()

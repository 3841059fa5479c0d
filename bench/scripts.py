"""The cost of made fonts on the sample CV: `python bench/scripts.py [--quick]`, in units of F (`floor.py`).

Each case reports its extra time over a build without made fonts: a warm edit of a CV with names in other scripts, and
the first build in a new family against the first build in another size.
"""

from __future__ import annotations

import os
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from builds import PRINTED, Bench, judged, line, machine
from program import Edit, Project
from turns import Took, by_turns, took

from cvtex.typeset.engine import Engine, choose_engine

ROOT = Path(__file__).resolve().parents[1]
RUNS, QUICK_RUNS = 11, 3
FAMILY = "EB Garamond"
# Appended to the sample's sections.
OTHER_SCRIPTS = """
  other-scripts:
    kind: list
    title: Names
    items: [张伟 and 王小明, Иванов Иван Иванович, محمد بن علي]
"""


class Scripts(Bench):
    def foreign(self) -> Project:
        project = self.sample("foreign")
        cv = project.folder / "cv.yaml"
        text = cv.read_text(encoding="utf-8")
        head, sections, rest = text.partition("\nvariants:")
        cv.write_text(f"{head}{OTHER_SCRIPTS}{sections}{rest}", encoding="utf-8")
        project.build("full")
        return project

    def edited_foreign(self) -> Callable[[], Took]:
        project = self.foreign()
        edit = Edit(project.folder / "cv.yaml", PRINTED)
        for _ in range(3):
            project.timed(edit, "full")
        return lambda: project.timed(edit, "full")

    def first_in(self, name: str, setting: str) -> Callable[[], Took]:
        """Time the first build with a setting. The rest of the cache is warm."""
        project = self.sample(name, "full")
        cv = project.folder / "cv.yaml"
        source = cv.read_text(encoding="utf-8")

        def run() -> Took:
            for kept in project.cache.rglob("textfonts-*"):
                kept.unlink()
            for kept in project.cache.rglob("*.fmt"):
                kept.unlink()
            cv.write_text(f"{setting}\n{source}", encoding="utf-8")
            found = took(lambda: project.build("full"))
            cv.write_text(source, encoding="utf-8")
            project.build("full")
            return found

        return run


def main() -> None:
    runs = QUICK_RUNS if "--quick" in sys.argv[1:] else RUNS
    engine = choose_engine(None, os.environ)
    assert isinstance(engine, Engine)
    with TemporaryDirectory() as name:
        bench = Scripts(Path(name), engine)
        floor = bench.floor(ROOT / "cv.yaml", "full")
        cases: dict[str, Callable[[], tuple[Took, ...]]] = {}
        pairs = {
            "warm edit beside Chinese, Cyrillic and Arabic names: more": (
                bench.edited("latin", "full"),
                bench.edited_foreign(),
                0.6,
            ),
            f"first build in {FAMILY}: more than in another size": (
                bench.first_in("size", "font_size: 10.4"),
                bench.first_in("family", f"fonts: {{text: {FAMILY}}}"),
                3.0,
            ),
        }
        for title, (without, with_, _) in pairs.items():
            cases[title] = lambda without=without, with_=with_: (floor(), without(), with_())  # type: ignore[misc]
        print(machine(engine, floor))
        found = by_turns(cases, runs)
        print(line(f"medians of {runs}", "", "middle half", "", "bound", ""))
        for title, (_, _, bound) in pairs.items():
            more = [(own.wall - other.wall) / unit.wall for unit, other, own in found[title]]
            low, middle, high = statistics.quantiles(more, n=4)
            print(line(title, f"{middle:.2f} F", f"{low:.2f} to {high:.2f}", "", *judged(middle, bound)))


if __name__ == "__main__":
    main()

"""The cost of made fonts on the sample CV: `python bench/scripts.py [--quick]`, in units of F (`floor.py`).

Each case reports its extra time over a build without made fonts: a warm edit of a CV with names in other scripts, and
the first build in a new family against the first build in another size.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from builds import PRINTED, Bench, Case, beside, line, machine, row
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
        cases = [
            Case(
                "warm edit beside Chinese, Cyrillic and Arabic names: more",
                "F",
                0.6,
                beside(floor, bench.edited("latin", "full"), bench.edited_foreign()),
                is_more=True,
            ),
            Case(
                f"first build in {FAMILY}: more than in another size",
                "F",
                3,
                beside(
                    floor,
                    bench.first_in("size", "font_size: 10.4"),
                    bench.first_in("family", f"fonts: {{text: {FAMILY}}}"),
                ),
                is_more=True,
            ),
        ]
        print(machine(engine, floor))
        found = by_turns({case.name: case.run for case in cases}, runs)
        print(line(f"medians of {runs}", "", "middle half", "processor", "bound", ""))
        for case in cases:
            print(row(case, found[case.name]))


if __name__ == "__main__":
    main()

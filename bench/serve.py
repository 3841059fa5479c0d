"""Time `cvtex watch --serve` from a save to the painted page in a browser: `python bench/serve.py [--quick]`.

The unit is F, as in `builds.py`. Without Chromium or Playwright, nothing is measured.
"""

from __future__ import annotations

import math
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from builds import PRINTED, QUICK_RUNS, ROOT, RUNS, Bench, Case, beside, line, machine, row
from program import CVTEX, Edit, Project, environment
from turns import Took, by_turns

from cvtex.typeset.engine import Engine, choose_engine

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
# Notes, in seconds of the clock, when the build is announced and when all pages in sight are on the screen.
NOTES = """() => {
  const now = () => (performance.timeOrigin + performance.now()) / 1000;
  window.told = window.painted = 0;
  new MutationObserver(() => { window.painted = now(); })
    .observe(document.documentElement, {attributeFilter: ["data-painted"]});
  new MutationObserver(() => { window.told = window.told || now(); })
    .observe(document.getElementById("views"), {childList: true});
}"""


class Reader:
    """A browser that shows the page of a running `cvtex watch --serve`."""

    def __init__(self, page: Page, edit: Edit) -> None:
        self._page = page
        self._edit = edit
        self.told: list[float] = []

    def timed(self) -> Took:
        """Time from the save to the painted page."""
        self._page.evaluate("() => { window.told = window.painted = 0; }")
        start = time.time()
        self._edit.make()
        end = time.monotonic() + 60
        while not (painted := self._noted("painted")):
            assert time.monotonic() < end, "nothing was painted"
            time.sleep(0.02)
        self.told.append(self._noted("told") - start)
        return Took(painted - start, math.nan)

    def _noted(self, what: str) -> float:
        found: float = self._page.evaluate(f"() => window.{what}")
        return found


@contextmanager
def served(project: Project, variant: str) -> Iterator[str]:
    """Run `cvtex watch --serve` -> its address."""
    process = subprocess.Popen(
        [*CVTEX, "watch", "--serve", "-V", variant],
        cwd=project.folder,
        env=environment(project.cache) | {"PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        found = re.fullmatch(r"serving (\S+)\n", process.stdout.readline())
        assert found is not None
        yield found[1]
    finally:
        process.terminate()
        process.communicate(timeout=10)


@contextmanager
def reader(browser: Browser, project: Project, variant: str) -> Iterator[Reader]:
    with served(project, variant) as address:
        page = browser.new_page(viewport={"width": 1280, "height": 860})
        page.goto(address)
        page.wait_for_selector("[data-painted]", state="attached", timeout=60_000)
        page.wait_for_selector("[data-mood=built]")
        page.evaluate(NOTES)
        yield Reader(page, Edit(project.folder / "cv.yaml", PRINTED))
        page.close()


@contextmanager
def chromium() -> Iterator[Browser | None]:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        found = None
    if found is None:
        yield None
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield browser
        browser.close()


def main() -> None:
    runs = QUICK_RUNS if "--quick" in sys.argv[1:] else RUNS
    engine = choose_engine(None, os.environ)
    assert isinstance(engine, Engine)
    with TemporaryDirectory() as name, chromium() as browser:
        if browser is None:
            print("skipped: cvtex watch --serve; Chromium or Playwright is not installed")
            return
        bench = Bench(Path(name), engine)
        floor: Callable[[], Any] = bench.floor(ROOT / "cv.yaml", "full")
        with reader(browser, bench.sample("served", "full"), "full") as shown:
            case = Case("watch --serve: from the save to the painted page", "F", 2.5, beside(floor, shown.timed))
            print(machine(engine, floor))
            found = by_turns({case.name: case.run}, runs)
            print(line(f"medians of {runs}", "", "middle half", "processor", "bound", ""))
            print(row(case, found[case.name]))
            last = [one.wall for *_, one in found[case.name]]
            after = [whole - told for whole, told in zip(last, shown.told[-len(last) :], strict=True)]
            print(f"from the announcement to the painted page: {sorted(after)[len(after) // 2] * 1000:.0f} ms")


if __name__ == "__main__":
    main()

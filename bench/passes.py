"""Time one pass of TeX over the sample's variants `full` and `2page`: `python bench/passes.py [ENGINE]`.

The unit is F (`floor.py`). Results are medians of alternating runs.
"""

from __future__ import annotations

import os
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from floor import bare, job_of
from turns import by_turns, seconds

from cvtex.cache.store import Cache
from cvtex.typeset.engine import find_engine
from cvtex.typeset.format_store import FormatStore
from cvtex.typeset.formats import run_with_format
from cvtex.typeset.run import run_tex

SAMPLE = Path(__file__).resolve().parents[1] / "cv.yaml"
VARIANTS = ("full", "2page")
RUNS = 15


def main() -> None:
    engine = find_engine(sys.argv[1] if len(sys.argv) > 1 else "embedded", os.environ)  # type: ignore[arg-type]
    assert engine is not None
    print(f"{'variant':<8} {'F, ms':>6} {'with a format':>14} {'without':>9}   in units of F, medians of {RUNS}")
    for variant in VARIANTS:
        with TemporaryDirectory() as name:
            root, cache = Path(name), Path(name, "cache")
            job, conditions = job_of(SAMPLE, variant, engine, cache)
            floor = bare(job, engine, cache, conditions, root)
            kinds: dict[str, Callable[[], float]] = {
                "F": lambda: seconds(floor),  # noqa: B023
                "with": lambda: seconds(lambda: run_with_format(job, engine, FormatStore(Cache(cache)), **conditions)),  # type: ignore[arg-type]  # noqa: B023
                "without": lambda: seconds(lambda: run_tex(job, engine, **conditions)),  # type: ignore[arg-type]  # noqa: B023
            }
            times = {kind: statistics.median(found) for kind, found in by_turns(kinds, RUNS).items()}
            base = times["F"]
            print(f"{variant:<8} {base * 1000:>6.0f} {times['with'] / base:>14.2f} {times['without'] / base:>9.2f}")


if __name__ == "__main__":
    main()

"""Time finish and verify as shares of one TeX pass over the sample CV: `python bench/finish.py`. Medians."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from cvtex.build import loading
from cvtex.build.preparing import read_appearance
from cvtex.build.request import BuildRequest
from cvtex.build.results import TypesetResult
from cvtex.build.session import Session
from cvtex.build.typesetter import Typesetter
from cvtex.build.verification import Verification
from cvtex.finish.document import FinishedFile
from cvtex.model.plan import Plan
from cvtex.select.limits import apply_count_limits

ROOT = Path(__file__).resolve().parents[1]
RUNS = 15


def median(work: Callable[[], object]) -> float:
    """In milliseconds. The first run, which imports modules, does not count."""
    work()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main() -> None:
    loaded = loading.load(ROOT / "cv.yaml")
    print(f"{'variant':>8} {'TeX pass':>9} {'finish':>7} {'share':>6} {'verify':>7} {'share':>6}")
    for name in ("full", "2page"):
        session = Session(BuildRequest(loaded, name, os.environ, "embedded", 0))
        appearance = session.note(read_appearance(session.loaded, name, session.shelf))
        assert appearance is not None
        variant = session.note(session.cite(appearance, session.note(session.select(appearance))))
        assert variant is not None
        plan = apply_count_limits(variant.plan)
        typesetter = session.typesetter(variant)
        assert isinstance(typesetter, Typesetter)
        document = typesetter.write(typesetter.compose(plan))
        verification = Verification(session.request, typesetter, document)
        verification.prepare()
        typeset = typesetter.typeset(document)
        pdf = verification.finish(typeset)

        def check(verification: Verification, typeset: TypesetResult, plan: Plan, pdf: FinishedFile) -> None:
            verification.verdict(typeset, plan, pdf, verification.read(pdf))

        tex = median(partial(typesetter.typeset, document))
        tag = median(partial(verification.finish, typeset))
        verify = median(partial(check, verification, typeset, plan, pdf))
        print(f"{name:>8} {tex:>6.0f} ms {tag:>4.0f} ms {tag / tex:>6.2f} {verify:>4.0f} ms {verify / tex:>6.2f}")


if __name__ == "__main__":
    main()

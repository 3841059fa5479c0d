"""What finishing and verifying cost, as shares of one TeX pass: `python bench/finish.py`. Medians, on the sample CV."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from cvtex import pipeline
from cvtex.build import loading
from cvtex.build.lettering import Lettering
from cvtex.build.promise import expectation
from cvtex.build.short_texts import short_texts
from cvtex.build.typefaces import FontShelf
from cvtex.build.typesetter import Typesetter
from cvtex.cache.store import NO_CACHE
from cvtex.emit.latex.document import LatexWriter
from cvtex.emit.writer import Manuscript
from cvtex.finish.document import finish
from cvtex.typeset.engine import find_engine
from cvtex.verify.finished import read_finished
from cvtex.verify.rules import broken_promises

RUNS = 15
ROOT = Path(__file__).resolve().parents[1]


def median(work: Callable[[], object]) -> float:
    """Milliseconds. The first run imports, and does not count."""
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
        built = pipeline.build(loaded, name, "embedded", 0, os.environ)
        assert built.draft is not None
        assert built.printed is not None
        sheet, language = built.printed.sheet, built.draft.appearance.look.language
        engine = find_engine("embedded", os.environ)
        assert engine is not None
        shelf = FontShelf(loaded.folder, loaded.files, os.environ, NO_CACHE)
        lettering = Lettering(built.draft.appearance.families, language, shelf)
        press = Typesetter(built.draft, lettering, loaded.sources, engine, 0, os.environ, short_texts(NO_CACHE))
        raw = sheet.run.pdf
        assert raw is not None
        promises = LatexWriter.promises(
            Manuscript(sheet.blocks, built.draft.appearance.metadata, built.draft.appearance.look)
        )
        elements = promises.elements
        finished = finish(raw, elements, language, "all")
        expected = expectation(promises, built.draft, is_tagged=True)
        tex = median(lambda press=press, sheet=sheet: press.set(sheet.blocks))  # type: ignore[misc]
        tag = median(lambda raw=raw, elements=elements, language=language: finish(raw, elements, language, "all"))  # type: ignore[misc]
        check = median(lambda finished=finished, expected=expected: broken_promises(read_finished(finished), expected))  # type: ignore[misc]
        print(f"{name:>8} {tex:>6.0f} ms {tag:>4.0f} ms {tag / tex:>6.2f} {check:>4.0f} ms {check / tex:>6.2f}")


if __name__ == "__main__":
    main()

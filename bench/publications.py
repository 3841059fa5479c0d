"""Time the reading, normalising and citing of .bib entries: `python bench/publications.py`.

The entries are those of the sample, repeated under new keys. Each figure is the median of several runs in this process.
The last column is the time for one entry against that in the smallest bibliography: 1.0 is linear.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from cvtex.cite.dialect import normalise
from cvtex.cite.references import cite
from cvtex.diagnostics import Span
from cvtex.locales.locale import locale_of
from cvtex.model.bibliography import Bibliography
from cvtex.model.located import built_in
from cvtex.model.people import Owner, PersonName
from cvtex.read.bib import read_bibliography
from cvtex.read.style import read_reference_style, style_folders

ROOT = Path(__file__).resolve().parents[1]
SIZES = (100, 1_000, 7_000)
RUNS = 5
OWNER = Owner(
    span=Span(""),
    name=PersonName("Sebastian", "Lapuschkin"),
    former_names=(PersonName("Sebastian", "Bach"),),
)


def repeated(size: int) -> bytes:
    """Repeat the sample's bibliography until it has `size` entries."""
    entries = (ROOT / "publications.bib").read_text(encoding="utf-8").split("\n@")[1:]
    copies = ("@" + entries[number % len(entries)].replace("{", f"{{copy{number}", 1) for number in range(size))
    return "\n".join(copies).encode()


def median_seconds(work: Callable[[], object]) -> float:
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    style = read_reference_style(built_in("classic"), style_folders(ROOT)).value
    assert style is not None
    first: dict[str, float] = {}
    print(f"{'stage':<10} {'entries':>8} {'entries/s':>11} {'time an entry, against the smallest':>36}")
    for size in SIZES:
        data = repeated(size)
        bibliography: Bibliography = read_bibliography("bench.bib", data).value
        normal = normalise(bibliography).value
        assert len(normal.entries) == size
        stages: dict[str, Callable[[], object]] = {
            "read": lambda data=data: read_bibliography("bench.bib", data),  # type: ignore[misc]
            "normalise": lambda bibliography=bibliography: normalise(bibliography),  # type: ignore[misc]
            "cite": lambda normal=normal: cite(normal.entries, style(locale_of("en")), OWNER),  # type: ignore[misc]
        }
        for stage, work in stages.items():
            each = median_seconds(work) / size
            ratio = each / first.setdefault(stage, each)
            print(f"{stage:<10} {size:>8} {1 / each:>11.0f} {ratio:>36.2f}")


if __name__ == "__main__":
    main()

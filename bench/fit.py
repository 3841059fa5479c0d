"""Time the solver on random CVs of numbers: `python bench/fit.py`. Medians of several runs, in milliseconds."""

from __future__ import annotations

import random
import statistics
import time

from cvtex.fit.problem import AmountLimit, Box, Node, Option, Problem, Spacing
from cvtex.fit.solve import solve

LINE = 855164
SPACING = {
    "section": Spacing(2, 2, int(1.4 * LINE), int(0.4 * LINE)),
    "entry": Spacing(6, 6, int(0.35 * LINE), None),
}
RUNS = 10


def made_up(items: int, pages: int, seed: int) -> Problem:
    chance = random.Random(seed)
    sections: list[Node] = []
    left, number = items, 0
    while left:
        size = min(left, chance.randint(5, 40))
        left -= size
        name = f"s{len(sections)}"
        nodes = []
        for _ in range(size):
            number += 1
            lines = chance.randint(1, 4)
            gains = ((chance.randint(0, 2), chance.randint(1, 1_000_000)),)
            uses = {"publications": 1} if len(sections) == 1 else {}
            options = [Option("full", (Box("entry", lines * LINE),), gains, uses=uses)]
            if lines > 2:
                options.append(
                    Option(
                        "short",
                        (Box("entry", (lines - 1) * LINE),),
                        ((gains[0][0], gains[0][1] // 2),),
                        uses=uses,
                    )
                )
            nodes.append(Node(f"i{number}", tuple(options)))
        heading = (Option("full", (Box("section", int(1.34 * LINE)),)),)
        sections.append(Node(name, heading, tuple(nodes), is_container=True))
    return Problem(tuple(sections), SPACING, 55 * LINE, pages, (AmountLimit("publications", 10),))


def main() -> None:
    print(f"{'items':>6} {'pages':>6} {'median ms':>10} {'slowest':>8}  optimal")
    for items, pages in ((50, 1), (50, 2), (150, 2), (500, 2), (500, 4)):
        times, proved = [], 0
        for seed in range(RUNS):
            problem = made_up(items, pages, seed)
            start = time.perf_counter()
            found = solve(problem)
            times.append((time.perf_counter() - start) * 1000)
            proved += found is not None and found.is_optimal
        print(f"{items:>6} {pages:>6} {statistics.median(times):>10.0f} {max(times):>8.0f}  {proved} of {RUNS}")


if __name__ == "__main__":
    main()

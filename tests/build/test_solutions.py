"""Each problem is solved once, across processes, whatever the order of its sets."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cvtex.build.fit_loop import solve
from cvtex.cache.store import Cache
from cvtex.fit.problem import AmountLimit, Box, Infeasible, Node, Option, Problem, Solution, Spacing
from cvtex.value import replace

SPACING = {"entry": Spacing(6, 6, 1, None)}
MARKS = frozenset({"equal", "student", "corresponding"})
NODES = tuple(
    Node(name, (Option("", (Box("entry", height),), ((1, points),), MARKS),))
    for name, height, points in (("a", 60, 3), ("b", 50, 2), ("c", 40, 2))
)
PROBLEM = Problem(NODES, SPACING, room=100, pages=1)


@pytest.fixture
def solved(monkeypatch: pytest.MonkeyPatch) -> list[Problem]:
    """Problems solved rather than taken from the cache."""
    from cvtex.fit.infeasible import fit

    seen: list[Problem] = []

    def spy(problem: Problem) -> Solution | Infeasible:
        seen.append(problem)
        return fit(problem)

    monkeypatch.setattr("cvtex.fit.infeasible.fit", spy)
    return seen


def test_only_another_problem_is_solved(tmp_path: Path, solved: list[Problem]) -> None:
    first = solve(PROBLEM, Cache(tmp_path))
    assert isinstance(first, Solution)
    assert set(first.chosen) == {"b", "c"}
    assert solve(replace(PROBLEM), Cache(tmp_path)) == first
    others = [
        replace(PROBLEM, room=101),
        replace(PROBLEM, pages=2),
        replace(PROBLEM, limits=(AmountLimit("n", 1),)),
        replace(PROBLEM, nodes=(replace(NODES[0], must=True), *NODES[1:])),
        replace(PROBLEM, spacing={"entry": Spacing(6, 6, 2, None)}),
    ]
    for other in others:
        solve(other, Cache(tmp_path))
    assert solved == [PROBLEM, *others]


def test_infeasible_problems_are_not_cached(tmp_path: Path, solved: list[Problem]) -> None:
    must = replace(PROBLEM, nodes=tuple(replace(node, must=True) for node in NODES))
    for _ in range(2):
        assert isinstance(solve(must, Cache(tmp_path)), Infeasible)
    assert len(solved) == 2


PROGRAM = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from cvtex.cache.store import Cache
from cvtex.build.fit_loop import solve
from test_solutions import PROBLEM
solve(PROBLEM, Cache(Path(sys.argv[2])))
print("cvtex.fit.solve" in sys.modules)
"""


def test_another_process_does_not_solve_it_again(tmp_path: Path) -> None:
    """Processes iterate over sets in different orders."""
    solved = [
        subprocess.run(
            [sys.executable, "-c", PROGRAM, str(Path(__file__).parent), str(tmp_path)],
            env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
        ).stdout.strip()
        for seed in ("1", "2", "3")
    ]  # fmt: skip
    assert solved == ["True", "False", "False"]

"""Solutions that were found once: taken for the same problem, and for nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from kept_files import kept_file

from cvtex.fit.problem import Box, Choice, Infeasible, Limit, Node, Problem, Solution, Spacing
from cvtex.solution_cache import SolutionCache
from cvtex.value import replace

SPACING = {"entry": Spacing(6, 6, 1, None)}
NODES = tuple(
    Node(name, (Choice("", (Box("entry", height),), ((1, points),)),))
    for name, height, points in (("a", 60, 3), ("b", 50, 2), ("c", 40, 2))
)
PROBLEM = Problem(NODES, SPACING, room=100, pages=1)


@pytest.fixture
def solved(monkeypatch: pytest.MonkeyPatch) -> list[Problem]:
    """The problems that were solved, not taken from the cache."""
    from cvtex.fit.infeasible import fit

    seen: list[Problem] = []

    def spy(problem: Problem) -> Solution | Infeasible:
        seen.append(problem)
        return fit(problem)

    monkeypatch.setattr("cvtex.solution_cache.fit_anew", spy)
    return seen


def test_a_problem_is_solved_once(tmp_path: Path, solved: list[Problem]) -> None:
    first = SolutionCache(tmp_path / "new").fit(PROBLEM)
    assert isinstance(first, Solution)
    assert set(first.chosen) == {"b", "c"}
    assert SolutionCache(tmp_path / "new").fit(replace(PROBLEM)) == first
    assert len(solved) == 1


@pytest.mark.parametrize(
    "other",
    [
        replace(PROBLEM, room=101),
        replace(PROBLEM, pages=2),
        replace(PROBLEM, limits=(Limit("n", 1),)),
        replace(PROBLEM, nodes=(replace(NODES[0], must=True), *NODES[1:])),
        replace(PROBLEM, spacing={"entry": Spacing(6, 6, 2, None)}),
    ],
)
def test_another_problem_is_solved_anew(tmp_path: Path, solved: list[Problem], other: Problem) -> None:
    cache = SolutionCache(tmp_path)
    cache.fit(PROBLEM)
    cache.fit(other)
    assert solved == [PROBLEM, other]


@pytest.mark.parametrize(
    "damaged",
    ["", "{", "[]", '{"chosen": {"z": ""}, "value": [], "bound": []}', '{"chosen": {"a": "other"}, "value": [], "bound": []}',
     '{"chosen": {"a": ""}, "value": [["1", 2]], "bound": []}'],
)  # fmt: skip
def test_what_is_no_solution_of_the_problem_is_not_taken(tmp_path: Path, solved: list[Problem], damaged: str) -> None:
    cache = SolutionCache(tmp_path)
    first = cache.fit(PROBLEM)
    (file,) = tmp_path.iterdir()
    file.write_bytes(kept_file(damaged))
    assert cache.fit(PROBLEM) == first
    assert len(solved) == 2


def test_another_program_solves_anew(tmp_path: Path, solved: list[Problem], monkeypatch: pytest.MonkeyPatch) -> None:
    SolutionCache(tmp_path).fit(PROBLEM)
    monkeypatch.setattr("cvtex.solution_cache.program", lambda: "another")
    SolutionCache(tmp_path).fit(PROBLEM)
    assert len(solved) == 2


def test_why_there_is_none_is_found_out_each_time(tmp_path: Path, solved: list[Problem]) -> None:
    must = replace(PROBLEM, nodes=tuple(replace(node, must=True) for node in NODES))
    for _ in range(2):
        assert isinstance(SolutionCache(tmp_path).fit(must), Infeasible)
    assert len(solved) == 2

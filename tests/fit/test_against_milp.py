"""The solver against mixed integer programming by HiGHS, on problems too large for brute force."""

from __future__ import annotations

import random
from typing import Any

import highspy
import pytest

from cvtex.fit.problem import AmountLimit, Box, Node, Option, Problem, Spacing
from cvtex.fit.solve import solve

GAP = 3
# With the same gap everywhere, a page simply has room for one gap more than its height.
SPACING = {"S": Spacing(1, 1, GAP, GAP), "I": Spacing(3, 3, GAP, None)}


def made_up(seed: int) -> Problem:
    chance = random.Random(seed)
    sections = []
    for place in range(chance.randint(3, 6)):
        nodes = []
        for number in range(chance.randint(4, 14)):
            height = chance.randint(1, 4) * 12
            uses = {"n": 1} if place == 1 else {}
            full = Option("full", (Box("I", height),), ((0, chance.randint(1, 400)),), uses=uses)
            short = Option("short", (Box("I", height - 8),), ((0, full.gains[0][1] * 3 // 4 + 1),), uses=uses)
            options = (full, short) if chance.random() < 0.3 else (full,)
            nodes.append(Node(f"s{place}.{number}", options))
        sections.append(Node(f"s{place}", (Option("full", (Box("S", 16),)),), tuple(nodes), is_container=True))
    return Problem(tuple(sections), SPACING, chance.randint(240, 420), chance.randint(1, 3), (AmountLimit("n", 3),))


def best_by_programming(problem: Problem) -> int:
    """The most points. `is_from[p][i]`: the i-th item, printed or not, is on page p or a later one."""
    model = highspy.Highs()  # type: ignore[no-untyped-call]
    model.setOptionValue("output_flag", False)
    pages = range(problem.pages)
    items = [(section, node) for section in problem.nodes for node in section.children]
    is_from = [[model.addBinary() for _ in items] for _ in range(problem.pages + 1)]
    printed: dict[tuple[str, str, int], Any] = {}
    heads = {(section.id, page): model.addBinary() for section in problem.nodes for page in pages}
    for number, (section, node) in enumerate(items):
        model.addConstr(is_from[0][number] == 1)
        model.addConstr(is_from[problem.pages][number] == 0)
        for page in pages:
            model.addConstr(is_from[page][number] >= is_from[page + 1][number])
            if number:
                model.addConstr(is_from[page][number] >= is_from[page][number - 1])
            here = []
            for option in node.options:
                variable = printed[(node.id, option.name, page)] = model.addBinary()
                here.append(variable)
            model.addConstr(sum(here) <= is_from[page][number] - is_from[page + 1][number])
            # Its section's heading stands on this page or on one before.
            model.addConstr(sum(here) <= sum(heads[(section.id, earlier)] for earlier in range(page + 1)))
    for section in problem.nodes:
        model.addConstr(sum(heads[(section.id, page)] for page in pages) <= 1)
        for page in pages:
            below = [printed[(node.id, option.name, page)] for node in section.children for option in node.options]
            model.addConstr(heads[(section.id, page)] <= sum(below))
    for page in pages:
        used = [
            (option.height + GAP) * printed[(node.id, option.name, page)]
            for _, node in items
            for option in node.options
        ]
        used += [(16 + GAP) * heads[(section.id, page)] for section in problem.nodes]
        model.addConstr(sum(used) <= problem.room + GAP)
    counted = [
        printed[(node.id, option.name, page)]
        for _, node in items
        for option in node.options
        if option.uses
        for page in pages
    ]
    model.addConstr(sum(counted) <= 3)
    gains = [
        option.gains[0][1] * printed[(node.id, option.name, page)]
        for _, node in items
        for option in node.options
        for page in pages
    ]
    model.setOptionValue("mip_rel_gap", 0.0)
    model.maximize(sum(gains))
    assert model.modelStatusToString(model.getModelStatus()) == "Optimal"
    return round(model.getObjectiveValue())


@pytest.mark.parametrize(
    "seed",
    [
        *range(1, 4),
        *(pytest.param(seed, marks=pytest.mark.slow) for seed in (0, *range(4, 12))),
        *(pytest.param(seed, marks=pytest.mark.long) for seed in range(12, 40)),
    ],
)
def test_the_value_is_that_of_an_independent_solver(seed: int) -> None:
    problem = made_up(seed)
    found = solve(problem)
    assert found is not None
    assert found.is_optimal
    ((_, points),) = found.value
    assert points == best_by_programming(problem)

"""Headings with more legends than the solver follows: what is printed fits, under the legend of exactly its marks."""

from __future__ import annotations

from itertools import chain, combinations

from fitting_problems import SPACING
from hypothesis import given
from hypothesis import strategies as st

from cvtex.fit.legends import MOST_LEGENDS, with_highest_legends
from cvtex.fit.pages import lay_out
from cvtex.fit.problem import Box, Node, Option, Problem, printed_boxes
from cvtex.fit.solve import solve

MARKS = "abcd"


def option(marks: tuple[str, ...], lines_of: int) -> Option:
    """A heading with its legend, which has a line for each `lines_of` marks."""
    boxes = (Box("S", 2), Box("I", -(-len(marks) // lines_of))) if marks else (Box("S", 2),)
    return Option(" ".join(["full", *marks]), boxes, marks=frozenset(marks))


def section(works: list[frozenset[str]], lines_of: int) -> Node:
    subsets = chain.from_iterable(combinations(MARKS, size) for size in range(len(MARKS) + 1))
    items = tuple(
        Node(f"work {i}", (Option("full", (Box("I", 2),), ((1, 9 - i),), marks=marks),))
        for i, marks in enumerate(works)
    )
    return Node("section", tuple(option(marks, lines_of) for marks in subsets), items, is_container=True)


WORKS = st.lists(st.frozensets(st.sampled_from(MARKS), max_size=2), min_size=1, max_size=6)


@given(WORKS, st.integers(1, 4), st.integers(4, 20))
def test_the_legend_explains_what_is_printed(works: list[frozenset[str]], lines_of: int, room: int) -> None:
    problem = Problem((section(works, lines_of),), SPACING, room, 1)
    found = solve(problem)
    assert found is not None
    printed = [marks for i, marks in enumerate(works) if f"work {i}" in found.chosen]
    if not printed:
        assert not found.chosen
        return
    assert found.chosen["section"] == " ".join(["full", *sorted(frozenset().union(*printed))])
    assert len(lay_out(printed_boxes(problem, found), SPACING, room)) == 1
    assert not found.is_optimal


def test_few_legends_are_followed_one_by_one() -> None:
    whole = section([frozenset("a")], 4)
    few = Node(whole.id, whole.options[:MOST_LEGENDS], whole.children, is_container=True)
    problem = Problem((few,), SPACING, 20, 1)
    assert with_highest_legends(problem) is problem

"""Headings with many legends, such as those of a CV with several classes of trainees.

The legend depends on the marks that are printed below, and the solver follows every choice of it: with n marks, there
are 2^n legends and 3^n pairs of a legend and the marks seen. For more than a few marks it sees the highest legend only,
in place of which the right one is put afterwards. That one is no higher, so everything still fits.
"""

from __future__ import annotations

from collections.abc import Mapping

from cvtex.fit.problem import Node, Problem
from cvtex.value import replace

# All legends of three marks.
MOST_LEGENDS = 8


def with_highest_legends(problem: Problem) -> Problem:
    """The same problem if no heading has many legends."""
    if not any(_has_many(node) for node in problem.walk()):
        return problem
    return problem.mapped(_simplified)


def with_right_legends(problem: Problem, chosen: Mapping[str, str]) -> dict[str, str]:
    """Choose the legends that explain what is printed. `chosen`: the option of each printed node, by id."""
    right = dict(chosen)
    for node in problem.walk():
        if _has_many(node) and node.id in chosen:
            marks = frozenset(
                mark
                for below in node.walk()
                if below is not node
                for option in below.options
                if option.name == chosen.get(below.id)
                for mark in option.marks
            )
            right[node.id] = next(option.name for option in node.options if option.marks == marks)
    return right


def _has_many(node: Node) -> bool:
    return node.is_container and len(node.options) > MOST_LEGENDS and any(option.marks for option in node.options)


def _simplified(node: Node) -> Node:
    options = node.options
    if _has_many(node):
        highest = max(options, key=lambda option: option.height)
        options = (replace(highest, marks=frozenset()),)
    return replace(node, options=options, children=tuple(map(_simplified, node.children)))

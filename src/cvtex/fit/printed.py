"""Problem x solution -> what is printed."""

from __future__ import annotations

from cvtex.fit.problem import Box, Problem, Solution


def printed_boxes(problem: Problem, solution: Solution) -> tuple[Box, ...]:
    """All boxes that a solution prints, in order."""
    return tuple(
        box
        for node in problem.walk()
        if node.id in solution.chosen
        for choice in node.choices
        if choice.name == solution.chosen[node.id]
        for box in choice.boxes
    )

"""A problem -> the solver's steps: nodes in preorder, with integers for names and a single number for values.

Values compare by tier, then by points. They are encoded as one integer whose digits are the points of the tiers, so
that plain comparison is enough. The last digit is the printed height: of equal selections, the fuller pages win.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cvtex.fit.problem import Box, Node, Option, Problem, Worth
from cvtex.value import Value


class ScoredOption(Value):
    """An option with its gain as one number. `loads` are (index of the limit, amount)."""

    name: str
    boxes: tuple[Box, ...]
    gain: int
    height: int
    marks: frozenset[str]
    loads: tuple[tuple[int, int], ...]
    notes: tuple[Box, ...] = ()


class Step(Value):
    """A node in preorder. `end` is the place after the last node below it."""

    id: str
    options: tuple[ScoredOption, ...]
    end: int
    is_container: bool
    must: bool
    has_legend: bool
    holds_notes: bool = False


class TierScale(Value):
    """Tiers, lowest first, and the weight of a point in each. One sp of height weighs 1."""

    tiers: tuple[int, ...]
    weights: tuple[int, ...]

    def gain(self, option: Option) -> int:
        weight = dict(zip(self.tiers, self.weights, strict=True))
        return sum(weight[tier] * points for tier, points in option.gains)

    def value(self, number: int) -> Worth:
        """Decode a number to points by tier, highest first."""
        found = []
        for tier, weight in sorted(zip(self.tiers, self.weights, strict=True), reverse=True):
            points, number = divmod(number, weight)
            found.append((tier, points))
        return tuple(found)


def tier_scale(problem: Problem) -> TierScale:
    most: dict[int, int] = {}
    for node in problem.walk():
        best: dict[int, int] = {}
        for option in node.options:
            sums: dict[int, int] = {}
            for tier, points in option.gains:
                sums[tier] = sums.get(tier, 0) + points
            for tier, points in sums.items():
                best[tier] = max(best.get(tier, 0), points)
        for tier, points in best.items():
            most[tier] = most.get(tier, 0) + points
    tiers = tuple(sorted(most))
    weights = []
    # A point weighs more than any printed height.
    weight = 1 + sum(max((option.height for option in node.options), default=0) for node in problem.walk())
    for tier in tiers:
        weights.append(weight)
        weight *= most[tier] + 1
    return TierScale(tiers, tuple(weights))


def steps_of(problem: Problem, scale: TierScale) -> tuple[Step, ...]:
    """The steps of the side column, then those of the main text."""
    limits = {limit.name: place for place, limit in enumerate(problem.limits)}
    return tuple(_steps((*problem.side, *problem.nodes), 0, scale, limits))


def _steps(nodes: tuple[Node, ...], place: int, scale: TierScale, limits: Mapping[str, int]) -> Iterator[Step]:
    for node in nodes:
        below = tuple(_steps(node.children, place + 1, scale, limits))
        options = tuple(
            ScoredOption(
                option.name,
                option.boxes,
                scale.gain(option),
                option.height,
                option.marks,
                tuple(
                    (limits[name], amount) for name, amount in sorted(option.uses.items()) if name in limits and amount
                ),
                option.notes,
            )
            for option in node.options
        )
        end = place + 1 + len(below)
        must = node.must or any(step.must for step in below)
        has_legend = node.is_container and any(option.marks for option in options)
        yield Step(node.id, options, end, node.is_container, must, has_legend, node.holds_notes)
        yield from below
        place = end

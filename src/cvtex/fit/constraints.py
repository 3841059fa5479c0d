"""Limits and requirements in the solver's states, kept only while later nodes depend on them."""

from __future__ import annotations

from cvtex.fit.problem import Problem
from cvtex.fit.program import ScoredOption, Step

# Printed nodes of `requires` pairs: (number of the pair, 0 for the requiring node, 1 for the required one).
Present = frozenset[tuple[int, int]]


class LimitTracker:
    """How far limits are used up.

    Counts of items are part of the key. Loads, such as words, are part of the state, where less is better.
    """

    def __init__(self, problem: Problem, steps: tuple[Step, ...]) -> None:
        limits = problem.limits
        uses: list[list[tuple[int, int]]] = [[] for _ in limits]
        for place, step in enumerate(steps):
            for option in step.options:
                for limit, amount in option.loads:
                    uses[limit].append((place, amount))
        self._most = [limit.most for limit in limits]
        self._least = [limit.least for limit in limits]
        self._last = [max((place for place, _ in used), default=-1) for used in uses]
        self._is_load = [
            bool(used) and not limit.least and max(amount for _, amount in used) > 1
            for limit, used in zip(limits, uses, strict=True)
        ]
        self.start = tuple(0 for _ in limits)
        self.no_loads = tuple(0 for is_load in self._is_load if is_load)
        self._load_place = {
            limit: place for place, limit in enumerate(i for i, is_load in enumerate(self._is_load) if is_load)
        }

    def counted(self, counts: tuple[int, ...], option: ScoredOption) -> tuple[int, ...] | None:
        """Add an option to the counts; None if it exceeds a limit."""
        if not option.loads:
            return counts
        found = list(counts)
        for limit, amount in option.loads:
            if self._is_load[limit]:
                continue
            found[limit] += amount
            most = self._most[limit]
            if most is None:
                # Once the minimum is reached, nothing depends on the count.
                found[limit] = min(found[limit], self._least[limit])
            elif found[limit] > most:
                return None
        return tuple(found)

    def loaded(self, loads: tuple[int, ...], option: ScoredOption) -> tuple[int, ...] | None:
        """Add an option to the loads; None if it exceeds a limit."""
        if not loads or not option.loads:
            return loads
        found = list(loads)
        for limit, amount in option.loads:
            if self._is_load[limit]:
                place = self._load_place[limit]
                found[place] += amount
                most = self._most[limit]
                if most is not None and found[place] > most:
                    return None
        return tuple(found)

    def passed(self, counts: tuple[int, ...], place: int) -> tuple[int, ...] | None:
        """Drop the counts of limits that no later node uses; None if one of them misses its minimum."""
        if not counts:
            return counts
        found = list(counts)
        for limit, last in enumerate(self._last):
            if last < place:
                if 0 <= found[limit] < self._least[limit]:
                    return None
                # -1: met, and no longer counted.
                found[limit] = -1
        return tuple(found)


class RequirementTracker:
    """Tracks the printed nodes of `requires` pairs until both nodes of a pair have been passed."""

    def __init__(self, problem: Problem, steps: tuple[Step, ...]) -> None:
        places = {step.id: place for place, step in enumerate(steps)}
        pairs = [pair for pair in problem.requires if pair[0] in places and pair[1] in places]
        self._passed = [max(places[one], places[other]) + 1 for one, other in pairs]
        self._sides: dict[str, frozenset[tuple[int, int]]] = {}
        for number, pair in enumerate(pairs):
            for side, id_ in enumerate(pair):
                self._sides[id_] = self._sides.get(id_, frozenset()) | {(number, side)}

    def with_node(self, present: Present, id_: str) -> Present:
        return present | self._sides.get(id_, frozenset())

    def holds(self, present: Present, place: int) -> bool:
        """Whether every passed pair with its first node printed has its second node printed, too."""
        return all((number, 1) in present for number, side in present if side == 0 and self._passed[number] <= place)

    def still_needed(self, present: Present, place: int) -> Present:
        return frozenset(one for one in present if self._passed[one[0]] > place) if present else present

"""The best choice that fits: dynamic programming over the nodes in printed order, exact.

A state says what is printed so far. Of two states before the same node that differ only in where the document ends and
in what it is worth, the one that ends later and is worth no more can be forgotten; see `layout_state`. What else the
future depends on is kept in the state's key: headings that wait for their first item, the last option, an unclosed run of
headings, the legend that was chosen and the marks seen since, how far limits are used up, and which nodes that others
require are there. A bound on what the rest can add forgets those that cannot become better than a selection already known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cvtex.fit.bound import Bound
from cvtex.fit.constraints import LimitTracker, Present, RequirementTracker
from cvtex.fit.layout_state import START, STRIDE, Paginator, Placing, Tail
from cvtex.fit.problem import Box, Problem, Solution
from cvtex.fit.program import ScoredOption, Step, steps_of, tier_scale

# Work is bounded: after so many states the best choice found so far is the answer, with the bound for the best there
# is.
MOST_STATES = 4_000_000
# A first good choice is found by keeping only so many of the most promising states at each node.
_NARROW = 24


# (place, option, marks seen) of those that are open.
Legends = tuple[tuple[int, int, frozenset[str]], ...]
# The headings that are printed, as (place, option), the legends then, the boxes of the headings, and what they are worth.
Heading = tuple[tuple[tuple[int, int], ...], Legends, tuple[Box, ...], int]
_NO_HEADINGS: tuple[Heading, ...] = (((), (), (), 0),)


class Key(NamedTuple):
    """`waiting`: places of containers without a heading so far."""

    waiting: tuple[int, ...]
    legends: Legends
    tail: Tail
    counts: tuple[int, ...]
    present: Present


# (place, option, what was chosen before)
Trail = tuple[int, int, "Trail"] | None


class State(NamedTuple):
    position: int
    value: int
    loads: tuple[int, ...]
    trail: Trail


def solve(problem: Problem, most_states: int = MOST_STATES) -> Solution | None:
    """The best choice, or None if what must be printed does not fit or the limits cannot be met."""
    solver = _Solver(problem)
    narrow = solver.run(_NARROW, 0)
    known = narrow.value if narrow else 0
    best = solver.run(0, known, most_states)
    is_optimal = not solver.is_exhausted
    found = narrow if best is None or (narrow is not None and narrow.value >= best.value) else best
    if found is None:
        return None
    value = solver.scale.value(found.value)
    bound = value if is_optimal else solver.scale.value(solver.whole_bound())
    return Solution(dict(solver.chosen(found.trail)), value, bound, is_optimal)


class _Solver:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.is_exhausted = False
        self.scale = tier_scale(problem)
        self.steps = steps_of(problem, self.scale)
        assert len({step.id for step in self.steps}) == len(self.steps), "each node has an id of its own"
        self._bound = Bound(self.steps)
        self._layout = Paginator(problem.spacing, problem.room)
        self._area = problem.pages * problem.room
        self._end = problem.pages * STRIDE
        self._limits = LimitTracker(problem, self.steps)
        self._pairs = RequirementTracker(problem, self.steps)
        self._added: dict[tuple[Tail, tuple[Box, ...]], tuple[tuple[Placing, ...], Tail]] = {}

    def whole_bound(self) -> int:
        return self._bound.most(0, self._area)

    def chosen(self, trail: Trail) -> Iterator[tuple[str, str]]:
        while trail is not None:
            place, option, trail = trail
            yield self.steps[place].id, self.steps[place].options[option].name if option >= 0 else ""

    def run(self, width: int, known: int, most_states: int | None = None) -> State | None:
        """One pass over all nodes. `width`: how many states are kept at each node, 0 for all. `known`: less is useless."""
        count = len(self.steps)
        layers: list[dict[Key, list[State]]] = [{} for _ in range(count + 1)]
        layers[0][Key((), (), START, self._limits.start, frozenset())] = [State(0, 0, self._limits.no_loads, None)]
        seen = 0
        for place, step in enumerate(self.steps):
            layer, layers[place] = layers[place], {}
            states = [(key, state) for key, group in layer.items() for state in undominated(group)]
            states = self._promising(place, states, width, known)
            seen += len(states)
            if most_states is not None and seen > most_states:
                self.is_exhausted = True
                return None
            for key, state in states:
                self._advance(place, step, key, state, layers)
        ends = [
            state._replace(position=position)
            for key, group in layers[count].items()
            for state in group
            if (position := self._placed(state.position, self._layout.close(key.tail))) is not None
        ]
        return max(ends, key=lambda state: (state.value, -state.position), default=None)

    def _promising(
        self, place: int, states: list[tuple[Key, State]], width: int, known: int
    ) -> list[tuple[Key, State]]:
        if not width and not known:
            return states
        room = self.problem.room
        rated = []
        for key, state in states:
            page, used = divmod(state.position, STRIDE)
            hope = state.value + self._bound.most(place, self._area - page * room - used)
            if hope >= known:
                rated.append((hope, key, state))
        if width and len(rated) > width:
            rated.sort(key=lambda one: (one[0], -one[2].position), reverse=True)
            del rated[width:]
        return [(key, state) for _, key, state in rated]

    def _advance(self, place: int, step: Step, key: Key, state: State, layers: list[dict[Key, list[State]]]) -> None:
        if step.is_container:
            # A container whose heading finds no first item is as good as skipped.
            self._reach(place + 1, key._replace(waiting=(*key.waiting, place)), state, layers)
            return
        if not step.must:
            self._reach(step.end, key, state, layers)
        for index, option in enumerate(step.options):
            self._print(place, index, option, key, state, layers)

    def _print(
        self, place: int, index: int, option: ScoredOption, key: Key, state: State, layers: list[dict[Key, list[State]]]
    ) -> None:
        counts = self._limits.counted(key.counts, option)
        loads = self._limits.loaded(state.loads, option)
        if counts is None or loads is None:
            return
        for opened, legends, boxes, gain in self._headings(key, option):
            placings, tail = self._add(key.tail, (*boxes, *option.boxes))
            position = self._placed(state.position, placings)
            if position is None:
                continue
            trail = state.trail
            for heading in opened:
                trail = (*heading, trail)
            reached = Key((), legends, tail, counts, self._pairs.with_node(key.present, self.steps[place].id))
            value = state.value + gain + option.gain + option.height
            self._reach(place + 1, reached, State(position, value, loads, (place, index, trail)), layers)

    def _headings(self, key: Key, option: ScoredOption) -> Iterable[Heading]:
        """Each way to print the headings that wait, and the legends that are open then, with the option's marks seen."""
        if not key.waiting and not key.legends:
            return _NO_HEADINGS
        return self._heading_ways(key, option)

    def _heading_ways(self, key: Key, option: ScoredOption) -> Iterator[Heading]:
        ways: list[Heading] = [((), key.legends, (), 0)]
        for place in key.waiting:
            step = self.steps[place]
            options: list[tuple[int, ScoredOption | None]] = [*enumerate(step.options)] or [(-1, None)]
            ways = [
                (
                    (*opened, (place, index)),
                    (*legends, (place, index, frozenset())) if step.has_legend else legends,
                    (*boxes, *heading.boxes) if heading else boxes,
                    gain + (heading.gain + heading.height if heading else 0),
                )
                for opened, legends, boxes, gain in ways
                for index, heading in options
            ]
        for opened, legends, boxes, gain in ways:
            if all(option.marks <= self.steps[place].options[index].marks for place, index, _ in legends):
                told = tuple((place, index, seen | option.marks) for place, index, seen in legends)
                yield opened, told, boxes, gain

    def _reach(self, place: int, key: Key, state: State, layers: list[dict[Key, list[State]]]) -> None:
        """The state stands before the node at `place`; whatever ends there is closed."""
        waiting, legends, tail, counts, present = key
        if waiting:
            waiting = tuple([one for one in waiting if self.steps[one].end > place])
        if legends:
            open_ = []
            for one, index, seen in legends:
                if self.steps[one].end > place:
                    open_.append((one, index, seen))
                elif seen != self.steps[one].options[index].marks:
                    return
            legends = tuple(open_)
        still = self._limits.passed(counts, place) if counts else counts
        if still is None:
            return
        if present:
            if not self._pairs.holds(present, place):
                return
            present = self._pairs.still_needed(present, place)
        layers[place].setdefault(Key(waiting, legends, tail, still, present), []).append(state)

    def _add(self, tail: Tail, boxes: tuple[Box, ...]) -> tuple[tuple[Placing, ...], Tail]:
        known = self._added.get((tail, boxes))
        if known is None:
            known = self._added[(tail, boxes)] = self._layout.add(tail, boxes)
        return known

    def _placed(self, position: int, placings: tuple[Placing, ...]) -> int | None:
        for placing in placings:
            position = self._layout.place(position, placing)
            if position >= self._end or position % STRIDE > self.problem.room:
                return None
        return position


def undominated(states: list[State]) -> list[State]:
    """Those that no other one matches in value, place and loads. Of equal ones the first stays."""
    if len(states) < 2:
        return states
    states.sort(key=lambda state: (state.position, -state.value))
    kept: list[State] = []
    if not states[0].loads:
        best = -1
        for state in states:
            if state.value > best:
                kept.append(state)
                best = state.value
        return kept
    for state in states:
        if not any(
            other.value >= state.value and all(a <= b for a, b in zip(other.loads, state.loads, strict=True))
            for other in kept
        ):
            kept.append(state)
    return kept

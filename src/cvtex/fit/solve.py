"""Find the best selection that fits: exact dynamic programming over the nodes in printed order.

A state describes what is printed so far. Of two states that differ only in position and value, the one that ends later
and is worth no more is dropped; see `layout_state` for the proof. Everything else that later nodes depend on is part of
the state's key:

- headings that wait for their first item, the last form, and an open run of headings
- the legends chosen and the marks seen since
- how far limits are used up, and which nodes of `requires` pairs are printed
- the footnotes to be printed at the section's end, in any order: it changes at most where a page ends between them

An upper bound on the value of the rest drops states that cannot beat a known selection.

A side column is filled first. Then all states return to its top, which is also the main text's, with what they have
printed; so the proof holds for both columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from cvtex.fit.bound import Bound
from cvtex.fit.constraints import LimitTracker, Present, RequirementTracker
from cvtex.fit.layout_state import START, STRIDE, Paginator, Placing, Tail
from cvtex.fit.legends import with_highest_legends, with_right_legends
from cvtex.fit.problem import Box, Problem, Solution
from cvtex.fit.program import ScoredOption, Step, steps_of, tier_scale

# After this many states, return the best selection found so far, with an upper bound on the optimum.
MOST_STATES = 4_000_000
# A narrow first pass finds a good selection: it keeps only this many of the most promising states at each node.
_NARROW = 24


# Open legends: (place, option, marks seen).
Legends = tuple[tuple[int, int, frozenset[str]], ...]
# Newly printed headings as (place, option), the legends after them, their boxes, and their value.
Heading = tuple[tuple[tuple[int, int], ...], Legends, tuple[Box, ...], int]
_NO_HEADINGS: tuple[Heading, ...] = (((), (), (), 0),)


class Key(NamedTuple):
    """`waiting`: places of containers whose heading is not printed yet. `notes`: footnotes to print, sorted."""

    waiting: tuple[int, ...]
    legends: Legends
    tail: Tail
    counts: tuple[int, ...]
    present: Present
    notes: tuple[Box, ...] = ()


# Linked list of printed options: (place, option, previous ones).
Trail = tuple[int, int, "Trail"] | None


class State(NamedTuple):
    position: int
    value: int
    loads: tuple[int, ...]
    trail: Trail


def solve(problem: Problem, most_states: int = MOST_STATES) -> Solution | None:
    """Find the best selection; None if the musts do not fit or the limits cannot be met."""
    solver = _Solver(with_highest_legends(problem))
    narrow = solver.run(_NARROW, 0)
    known = narrow.value if narrow else 0
    best = solver.run(0, known, most_states)
    is_optimal = solver.problem is problem and not solver.is_exhausted
    found = narrow if best is None or (narrow is not None and narrow.value >= best.value) else best
    if found is None:
        return None
    value = solver.scale.value(found.value)
    bound = value if is_optimal else solver.scale.value(solver.whole_bound())
    chosen = with_right_legends(problem, dict(solver.chosen(found.trail)))
    return Solution(chosen, value, bound, is_optimal)


class _Solver:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.is_exhausted = False
        self.scale = tier_scale(problem)
        self.steps = steps_of(problem, self.scale)
        assert len({step.id for step in self.steps}) == len(self.steps), "each node has an id of its own"
        self._bound = Bound(self.steps)
        self._layout = Paginator(problem.spacing, problem.room)
        self._second = sum(1 for node in problem.side for _ in node.walk())
        head, self._start = self._layout.add(START, problem.head)
        self._top = 0
        for placing in head:
            self._top = self._layout.place(self._top, placing)
        self._area = problem.pages * problem.room
        self._end = problem.pages * STRIDE
        self._limits = LimitTracker(problem, self.steps)
        self._pairs = RequirementTracker(problem, self.steps)
        self._note_ends = frozenset(step.end for step in self.steps if step.holds_notes)
        self._added: dict[tuple[Tail, tuple[Box, ...]], tuple[tuple[Placing, ...], Tail]] = {}

    def whole_bound(self) -> int:
        return self._bound.most(0, self._free(0, self._top))

    def chosen(self, trail: Trail) -> Iterator[tuple[str, str]]:
        while trail is not None:
            place, option, trail = trail
            yield self.steps[place].id, self.steps[place].options[option].name if option >= 0 else ""

    def run(self, width: int, known: int, most_states: int | None = None) -> State | None:
        """Pass over all nodes. `width`: states to keep at each node, 0 for all. `known`: a value to reach."""
        count = len(self.steps)
        layers: list[dict[Key, list[State]]] = [{} for _ in range(count + 1)]
        start = Key((), (), self._start, self._limits.start, frozenset())
        layers[0][start] = [State(self._top, 0, self._limits.no_loads, None)]
        seen = 0
        for place, step in enumerate(self.steps):
            layer, layers[place] = layers[place], {}
            if place and place == self._second:
                layer = self._returned(layer)
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

    def _returned(self, layer: Mapping[Key, list[State]]) -> dict[Key, list[State]]:
        """Return from the end of the side column to the top of the main text."""
        found: dict[Key, list[State]] = {}
        for key, group in layer.items():
            for state in group:
                if self._placed(state.position, self._layout.close(key.tail)) is not None:
                    top = state._replace(position=self._top)
                    found.setdefault(key._replace(tail=self._start), []).append(top)
        return found

    def _free(self, place: int, position: int) -> int:
        """The area of all columns after a position."""
        page, used = divmod(position, STRIDE)
        whole = self._area if place < self._second else 0
        return whole + self._area - page * self.problem.room - used

    def _promising(
        self, place: int, states: list[tuple[Key, State]], width: int, known: int
    ) -> list[tuple[Key, State]]:
        if not width and not known:
            return states
        rated = []
        for key, state in states:
            hope = state.value + self._bound.most(place, self._free(place, state.position))
            if hope >= known:
                rated.append((hope, key, state))
        if width and len(rated) > width:
            rated.sort(key=lambda one: (one[0], -one[2].position), reverse=True)
            del rated[width:]
        return [(key, state) for _, key, state in rated]

    def _advance(self, place: int, step: Step, key: Key, state: State, layers: list[dict[Key, list[State]]]) -> None:
        if step.is_container:
            # A container whose heading never gets an item is not printed.
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
            present = self._pairs.with_node(key.present, self.steps[place].id)
            reached = Key((), legends, tail, counts, present, self._notes(key.notes, opened, option))
            value = state.value + gain + option.gain + option.height
            self._reach(place + 1, reached, State(position, value, loads, (place, index, trail)), layers)

    def _notes(
        self, notes: tuple[Box, ...], opened: tuple[tuple[int, int], ...], option: ScoredOption
    ) -> tuple[Box, ...]:
        """Add the footnotes of new headings and of an option."""
        headings = [self.steps[place].options[index] for place, index in opened if index >= 0]
        new = [note for one in (*headings, option) for note in one.notes]
        return tuple(sorted((*notes, *new), key=lambda box: (box.height, box.form))) if new else notes

    def _headings(self, key: Key, option: ScoredOption) -> Iterable[Heading]:
        """List the ways to print the waiting headings, with the legends that are then open and have seen the marks."""
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
                open_legends = tuple((place, index, seen | option.marks) for place, index, seen in legends)
                yield opened, open_legends, boxes, gain

    def _reach(self, place: int, key: Key, state: State, layers: list[dict[Key, list[State]]]) -> None:
        """Move a state to the node at `place`, and close everything that ends there."""
        waiting, legends, tail, counts, present, notes = key
        if notes and place in self._note_ends:
            # Notes are worth nothing: they only take room.
            placings, tail = self._add(tail, notes)
            position = self._placed(state.position, placings)
            if position is None:
                return
            state, notes = state._replace(position=position), ()
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
        layers[place].setdefault(Key(waiting, legends, tail, still, present, notes), []).append(state)

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
    """Drop states that another one equals or beats in value, position and loads. The first of equal states stays."""
    if len(states) < 2:
        return states
    states.sort(key=lambda state: (state.position, -state.value))
    front: list[State] = []
    if not states[0].loads:
        best = -1
        for state in states:
            if state.value > best:
                front.append(state)
                best = state.value
        return front
    for state in states:
        if not any(
            other.value >= state.value and all(a <= b for a, b in zip(other.loads, state.loads, strict=True))
            for other in front
        ):
            front.append(state)
    return front

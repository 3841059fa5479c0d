"""A plan and its measured candidates -> the problem for `fit`; its solution -> the plan that is printed.

Pure. Only this module knows both sides: `fit` knows boxes and gains, but no CV.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from cvtex.cache.fingerprint import fingerprint
from cvtex.emit.blocks import Block
from cvtex.emit.candidates import FULL, SHORT, Candidate
from cvtex.fit.problem import AmountLimit, Box, Node, Option, Problem, Solution, Spacing
from cvtex.model.exclusion import Exclusion, NoRoom, OverLimit
from cvtex.model.ids import CONTACT, HEADER, Id, part_id
from cvtex.model.plan import Plan, PlannedItem, PlannedLimit, PlannedPart, PlannedSection, Weight, choose
from cvtex.value import Value

# An item's full form gains as much as a short item this many levels lower: one step between priority words.
_STEP_OF_FORM = 25
# The top of both columns, which cvtex.sty treats as a heading without height.
COLUMNS = Box("columns", 0)


class Heights(Value):
    """Heights of blocks in one layout: theme, sizes, paper, language, engine and fonts.

    `boxes`: by `block_key`. `room`: height of a page's text, in sp.
    """

    boxes: Mapping[str, Box]
    spacing: Mapping[str, Spacing]
    room: int


def block_key(block: Block) -> str:
    """Fingerprint of a block's kind, content and column, without its place and number."""
    return fingerprint((type(block.content).__name__, block.content, block.column))


def state_problem(
    plan: Plan,
    found: Iterable[Candidate],
    heights: Heights,
    room: int,
    pages: int,
) -> Problem:
    """State the fit problem of a plan: every item may be omitted, unless it must be printed. `room`: in sp."""
    forms: dict[str, list[Candidate]] = {}
    for candidate in found:
        forms.setdefault(candidate.id, []).append(candidate)
    tree = _Tree(forms, heights.boxes, {limit.name: limit for limit in plan.limits})
    nodes = list(tree.fixed(HEADER))
    head: tuple[Box, ...] = ()
    side: tuple[Node, ...] = ()
    if plan.has_side:
        head = (*(box for node in nodes for option in node.options for box in option.boxes), COLUMNS)
        side = (*tree.fixed(CONTACT), *(tree.section(section) for section in plan.sections if section.is_aside))
        nodes = []
    nodes += tree.parts(section for section in plan.sections if not section.is_aside)
    # A contact beside another one is printed with it, and has no node of its own.
    first = {child.id: item.id for item in plan.walk() for child in item.children if child.is_beside}
    pairs = ((first.get(one, one), first.get(other, other)) for one, other in plan.requires)
    requires = tuple((one, other) for one, other in pairs if one != other)
    limits = tuple(AmountLimit(limit.name, limit.most, limit.least) for limit in plan.limits)
    return Problem(tuple(nodes), heights.spacing, room, pages, limits, requires, head, side)


class _Tree:
    def __init__(
        self, forms: Mapping[str, list[Candidate]], boxes: Mapping[str, Box], limits: Mapping[str, PlannedLimit]
    ) -> None:
        self._forms = forms
        self._boxes = boxes
        self._limits = limits

    def fixed(self, id_: Id) -> Iterator[Node]:
        if id_ in self._forms:
            yield Node(id_, self.options(id_), must=True, is_fixed=True)

    def parts(self, sections: Iterable[PlannedSection], depth: int = 0) -> Iterator[Node]:
        """Yield the sections, those of a part below its node."""
        for part, inside in groupby(sections, key=lambda section: _part_at(section, depth)):
            if part is None:
                yield from (self.section(section) for section in inside)
            else:
                id_ = part_id(part.name)
                yield Node(id_, self.options(id_), tuple(self.parts(inside, depth + 1)), is_container=True)

    def section(self, section: PlannedSection) -> Node:
        children = tuple(self.item(item, section) for item in section.items)
        return Node(section.id, self.options(section.id), children, is_container=True, holds_notes=True)

    def item(self, item: PlannedItem, section: PlannedSection) -> Node:
        children = tuple(self.item(child, section) for child in item.children if not child.is_beside)
        if item.is_container:
            return Node(item.id, self.options(item.id), children, is_container=True)
        is_optional = len(self._forms.get(item.id, ())) > 1
        options = tuple(
            Option(
                form.form,
                self._set(form),
                _gains(item.weight, is_full=is_optional and form.form == FULL),
                frozenset(form.marks),
                self._uses(item, section, form),
                self._boxes_of(form.notes),
            )
            for form in self._forms.get(item.id, ())
        )
        return Node(item.id, options or (Option(FULL, ()),), children, must=item.weight.is_must)

    def options(self, id_: Id) -> tuple[Option, ...]:
        return tuple(
            Option(one.form, self._set(one), marks=frozenset(one.marks), notes=self._boxes_of(one.notes))
            for one in self._forms.get(id_, ())
        )

    def _set(self, form: Candidate) -> tuple[Box, ...]:
        return self._boxes_of(form.blocks)

    def _boxes_of(self, blocks: Iterable[Block]) -> tuple[Box, ...]:
        return tuple(self._boxes[block_key(block)] for block in blocks)

    def _uses(self, item: PlannedItem, section: PlannedSection, form: Candidate) -> Mapping[str, int]:
        beside = [child for child in item.children if child.is_beside]
        used: dict[str, int] = dict(Counter(name for one in (item, *beside) for name in one.counted))
        for name in section.counted:
            used[name] = form.words if self._limits[name].unit == "words" else form.characters
        return used


def _part_at(section: PlannedSection, depth: int) -> PlannedPart | None:
    path = section.part.path if section.part else ()
    return path[depth] if depth < len(path) else None


def _gains(weight: Weight, *, is_full: bool) -> tuple[tuple[int, int], ...]:
    """Return (tier, points) for printing an optional item, and for printing the full form of any."""
    gains = []
    if not weight.is_must:
        gains.append((2 * weight.level + weight.is_whole, weight.points))
    if is_full:
        gains.append((2 * (weight.level - _STEP_OF_FORM) + weight.is_whole, weight.points))
    return tuple(gains)


def apply_solution(plan: Plan, solution: Solution) -> Plan:
    """Apply a solution: printed items in their chosen form; omitted items with the limit that excludes them."""
    short = frozenset(id_ for id_, form in solution.chosen.items() if form == SHORT)
    printed = [item for item in plan.walk() if item.id in solution.chosen]
    full = {
        limit.name: OverLimit(limit.most, limit.what)
        for limit in plan.limits
        if limit.unit == "items"
        and limit.most is not None
        and limit.most == sum(limit.name in item.counted for item in printed)
    }

    def reason(item: PlannedItem) -> Exclusion:
        return next((full[name] for name in item.counted if name in full), NoRoom())

    omitted = {
        item.id for item in plan.walk() if item.id not in solution.chosen and not (item.is_container or item.is_beside)
    }
    gone = {item.id: reason(item) for item in plan.walk() if item.id in omitted}
    return choose(plan, gone, short)


def line_height(problem: Problem) -> int:
    """Return the least positive height of a box: one line of text, in sp."""
    return min(
        (box.height for node in problem.walk() for option in node.options for box in option.boxes if box.height > 0),
        default=1,
    )

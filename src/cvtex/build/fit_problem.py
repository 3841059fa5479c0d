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
from cvtex.model.priority import BEST_OF_SECTION, KEPT_AS, NORMAL
from cvtex.select.weights import BEYOND_LIMIT
from cvtex.value import Value, replace

# The lines by which an item's full form is longer gain as much as those of an item this many levels lower: one step
# between priority words.
_STEP_OF_FORM = 25
# The top of both columns, which cvtex.sty treats as a heading without height.
COLUMNS = Box("columns", 0)
# Worth is counted for each tenth of a line.
_PARTS = 10
# Once so much of the pages is taken, sections that the variant does not name compete for the rest like other items.
_SHARE_OF_SECTIONS = 0.6


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
    tree = _Tree(forms, heights, {limit.name: limit for limit in plan.limits})
    # Each column has a room of its own.
    columns = [[section for section in plan.sections if section.is_aside is is_aside] for is_aside in (True, False)]
    tree.competing = frozenset(id_ for column in columns for id_ in tree.beyond_share(column, room * pages))
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


class _Kept(Value):
    """An item that is kept, and its length with the headings that only it needs, in tenths of a line."""

    item: PlannedItem
    length: int
    is_certain: bool


class _Tree:
    def __init__(
        self, forms: Mapping[str, list[Candidate]], heights: Heights, limits: Mapping[str, PlannedLimit]
    ) -> None:
        self._forms = forms
        self._boxes = heights.boxes
        self._spacing = heights.spacing
        self._line = _least_height(heights.boxes.values())
        self._limits = limits
        self.competing: frozenset[Id] = frozenset()

    def beyond_share(self, sections: Iterable[PlannedSection], area: int) -> Iterator[Id]:
        """Yield the best items of sections that are not kept: the more important ones take a share of the pages.

        This concerns sections that the variant does not name, so that a short form of a long CV is not one line of
        everything. A side column has room of its own.
        """
        found = [one for section in sections for one in self._kept_in(section)]
        spent = self._lengths(HEADER) + sum(one.length for one in found if one.is_certain)
        others = sorted((one for one in found if not one.is_certain), key=lambda one: one.item.weight, reverse=True)
        for place, one in enumerate(others):
            if place and spent > _SHARE_OF_SECTIONS * _PARTS * area / self._line:
                yield one.item.id
            spent += one.length

    def _kept_in(self, section: PlannedSection) -> Iterator[_Kept]:
        headings = {section.id}

        def found(items: Iterable[PlannedItem], above: tuple[Id, ...]) -> Iterator[_Kept]:
            for item in items:
                if item.is_container:
                    yield from found(item.children, (*above, item.id))
                elif item.weight.is_must or item.weight.level in KEPT_AS:
                    new = [id_ for id_ in (*above, item.id) if id_ not in headings]
                    headings.update(new)
                    first = self._lengths(section.id) if len(headings) == len(new) + 1 else 0
                    is_certain = section.is_named or item.weight.level != BEST_OF_SECTION
                    yield _Kept(item, first + sum(map(self._lengths, new)), is_certain)

        return found(section.items, ())

    def _lengths(self, id_: Id) -> int:
        return min((self._length(form) for form in self._forms.get(id_, ())), default=0)

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
        weight = item.weight
        if item.id in self.competing:
            weight = replace(weight, level=(item.stated or NORMAL).level)
        lengths = [self._length(form) for form in self._forms.get(item.id, ())]
        least = min(lengths, default=0)
        options = tuple(
            Option(
                form.form,
                self._set(form),
                _gains(weight, least, max(1, length - least) if is_optional and form.form == FULL else 0),
                frozenset(form.marks),
                self._uses(item, section, form),
                self._boxes_of(form.notes),
            )
            for form, length in zip(self._forms.get(item.id, ()), lengths, strict=True)
        )
        return Node(item.id, options or (Option(FULL, ()),), children, must=item.weight.is_must)

    def _length(self, form: Candidate) -> int:
        """The height of a form with the gap before it, in tenths of a line."""
        boxes = self._boxes_of((*form.blocks, *form.notes))
        height = sum(box.height for box in boxes) + (self._spacing[boxes[0].form].before if boxes else 0)
        return max(1, round(_PARTS * height / self._line))

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


def _gains(weight: Weight, length: int, more: int) -> tuple[tuple[int, int], ...]:
    """Return (tier, points) for the lines of an optional item, and for `more` lines of its full form.

    What is kept for a section, or as a post or degree, counts once: several short ones are better than a long one.
    """
    gains = []
    is_kept = weight.level in KEPT_AS
    if not weight.is_must:
        gains.append((weight.level, weight.points * (_PARTS if is_kept else length)))
    if more:
        level = NORMAL.level if is_kept else weight.level
        gains.append((level - _STEP_OF_FORM, weight.points * more))
    return tuple(gains)


def apply_solution(plan: Plan, solution: Solution) -> Plan:
    """Apply a solution: printed items in their chosen form; omitted items with the limit that excludes them."""
    short = frozenset(id_ for id_, form in solution.chosen.items() if form == SHORT)
    printed = [item for item in plan.walk() if item.id in solution.chosen]
    limits = {
        limit.name: OverLimit(limit.most, limit.what)
        for limit in plan.limits
        if limit.unit == "items" and limit.most is not None
    }
    full = {
        name: limit for name, limit in limits.items() if limit.most == sum(name in item.counted for item in printed)
    }

    def reason(item: PlannedItem) -> Exclusion:
        reached = limits if BEYOND_LIMIT in item.factors else full
        return next((reached[name] for name in item.counted if name in reached), NoRoom())

    omitted = {
        item.id for item in plan.walk() if item.id not in solution.chosen and not (item.is_container or item.is_beside)
    }
    gone = {item.id: reason(item) for item in plan.walk() if item.id in omitted}
    return choose(plan, gone, short)


def line_height(problem: Problem) -> int:
    """Return the least positive height of a box: one line of text, in sp."""
    return _least_height(box for node in problem.walk() for option in node.options for box in option.boxes)


def _least_height(boxes: Iterable[Box]) -> int:
    return min((box.height for box in boxes if box.height > 0), default=1)

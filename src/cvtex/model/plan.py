"""What one variant prints, before typesetting: sections with items in order, each with its weight.

All kinds of section have the same tree, so omitting, counting and explaining do not depend on the kind of item.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from cvtex.diagnostics import Diagnostic, Span
from cvtex.model.chart import Tally
from cvtex.model.dates import Dates, PartialDate
from cvtex.model.exclusion import Exclusion, NoRoom, OverLimit
from cvtex.model.ids import Id, LimitId, Unit
from cvtex.model.items import Item, Point
from cvtex.model.priority import Priority
from cvtex.model.sections import GroupWord, Metric, Numbering, PublicationGroup, Section, TextSection
from cvtex.model.text import Text
from cvtex.value import Value, field, replace


class Weight(Value, order=True):
    """How important it is to print an item; compared field by field.

    An item with `is_must` is never left out. `level`: the stated priority, or one of the higher levels in
    `model/priority.py`. Within a level, `points` decide: the worth of a line of the item, in thousandths.
    """

    is_must: bool
    level: int
    points: int = 1


class Factor(Value):
    """One reason for an item's worth: `first or last author`, 1.5."""

    what: str
    times: float


class Publication(Value):
    """A citation key in a plan. The entry is looked up where it is needed.

    `year`: 0 if it is unknown, None for a work that has not appeared yet.
    """

    key: str
    year: int | None = None


class Product(Value):
    """The citation key of a work below a contribution to science."""

    key: str


class ItemGroup(Value):
    """Items under one title. `totals`: the sum of their amounts is printed below it."""

    title: Text | GroupWord | Dates | None
    note: Text | None = None
    numbering: Numbering | None = None
    prefix: str = ""
    totals: bool = False


Content: TypeAlias = Item | TextSection | PublicationGroup | ItemGroup | Publication | Product


class PlannedItem(Value):
    """`is_container`: removed with its last child. `counted`: the limits that the item counts towards.

    `factors`: their product is the worth of a line. `stated`: the priority that the author gave it, if any.
    `is_short`: its short form is printed. `is_in_group`: it is below the heading of an `ItemGroup`.
    `is_beside`: a contact in the block of its parent.
    """

    id: Id
    content: Content
    weight: Weight
    span: Span
    name: str
    children: tuple[PlannedItem, ...] = ()
    is_container: bool = False
    counted: tuple[LimitId, ...] = ()
    is_short: bool = False
    is_in_group: bool = False
    is_beside: bool = False
    factors: tuple[Factor, ...] = ()
    stated: Priority | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it is an item of its own: no heading of others, and no point or product below another item."""
        return not (self.is_container or isinstance(self.content, Point | Product))


class PlannedPart(Value):
    """A heading over sections, prescribed by a funder. `under`: the part whose heading stands above it."""

    name: str
    title: Text
    under: PlannedPart | None = None

    @property
    def path(self) -> tuple[PlannedPart, ...]:
        """The parts from the highest one to this."""
        return (*self.under.path, self) if self.under else (self,)


class PlannedLimit(Value):
    """A maximum and minimum number of items, words or characters. `what` completes `at most 10 ...`."""

    name: LimitId
    what: str
    unit: Unit
    span: Span
    most: int | None = None
    least: int = 0


class PlannedSection(Value):
    """`counted`: the limits that all of its words or characters count towards. `is_aside`: in the side column.

    `is_named`: by the variant. `has_heading`: its title is printed. `tallies`: of its chart, if it has one; they count
    the works that limits leave out, too. `metrics`: the numbers that are printed below the heading.
    """

    id: Id
    section: Section
    title: Text | None
    items: tuple[PlannedItem, ...]
    numbering: Numbering = "none"
    part: PlannedPart | None = None
    counted: tuple[LimitId, ...] = ()
    is_aside: bool = False
    is_named: bool = True
    has_heading: bool = True
    tallies: tuple[Tally, ...] = ()
    metrics: tuple[Metric, ...] = ()

    @property
    def span(self) -> Span:
        return self.section.span

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its items: of the members of groups and institutions in place of these, and not of points."""
        found = (item for item in Plan.walk_section(self) if not isinstance(item.content, Point))
        return tuple(item.name for item in found if not item.is_container)


class LeftOut(Value):
    """An item that the variant does not print, and the rule that excludes it.

    `key` is the citation key of a work. `is_whole`: as in `PlannedItem`. `weight` and `factors`: what the item was
    worth, if a limit excludes it.
    """

    id: Id
    name: str
    reason: Exclusion
    span: Span
    key: str = ""
    is_whole: bool = True
    weight: Weight | None = None
    factors: tuple[Factor, ...] = ()


class Plan(Value):
    """All that one variant prints.

    `source_language`: the language of texts and works that name none. `counts`: works by entry type, printed or not,
    for `{count:TYPE}` in texts. `requires`: pairs of item ids; the first is printed only with the second.
    `diagnostics`: warnings about works that no section prints, and groups that stay empty.
    `updated`: the CV's date, if the header prints it. `unplaced`: sections for which a funder's form has no field.
    `has_side`: there is a side column, which holds the first sections, those with `is_aside`; `has_contact_aside`: it
    begins with the contact details.
    """

    variant: str
    language: str
    short: bool
    sections: tuple[PlannedSection, ...]
    left_out: tuple[LeftOut, ...] = ()
    source_language: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    limits: tuple[PlannedLimit, ...] = ()
    requires: tuple[tuple[Id, Id], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    updated: PartialDate | None = None
    unplaced: tuple[PlannedSection, ...] = ()
    has_side: bool = False
    has_contact_aside: bool = False

    def walk(self) -> Iterator[PlannedItem]:
        """All items in printed order, parents before children."""
        for section in self.sections:
            yield from self.walk_section(section)

    @staticmethod
    def walk_section(section: PlannedSection) -> Iterator[PlannedItem]:
        for item in section.items:
            yield from walk_item(item)

    def works(self) -> Iterator[tuple[Publication, PlannedItem]]:
        """The publications in printed order."""
        return ((item.content, item) for item in self.walk() if isinstance(item.content, Publication))

    def publications(self) -> tuple[str, ...]:
        """Citation keys in printed order, each once, also those of products."""
        contents = (item.content for item in self.walk())
        return tuple(dict.fromkeys(one.key for one in contents if isinstance(one, Publication | Product)))


def walk_item(item: PlannedItem) -> Iterator[PlannedItem]:
    yield item
    for child in item.children:
        yield from walk_item(child)


def left_out(item: PlannedItem, reason: Exclusion) -> LeftOut:
    key = item.content.key if isinstance(item.content, Publication | Product) else ""
    if isinstance(reason, OverLimit | NoRoom):
        return LeftOut(item.id, item.name, reason, item.span, key, item.is_whole, item.weight, item.factors)
    return LeftOut(item.id, item.name, reason, item.span, key, item.is_whole)


def choose(plan: Plan, reasons: Mapping[Id, Exclusion], short: frozenset[str] = frozenset()) -> Plan:
    """Remove the items in `reasons` from the plan, and shorten the items in `short`.

    Containers and sections that become empty are removed, too.
    """
    gone: list[LeftOut] = []

    def keep(item: PlannedItem) -> PlannedItem | None:
        if item.id in reasons:
            gone.append(left_out(item, reasons[item.id]))
            gone.extend(left_out(one, reasons[item.id]) for one in item.children if one.is_beside)
            return None
        children = _present(item.children, keep)
        if item.is_container and not children:
            return None
        return replace(item, children=children, is_short=item.id in short)

    sections = (replace(section, items=_present(section.items, keep)) for section in plan.sections)
    kept = tuple(section for section in sections if section.items)
    return replace(plan, sections=kept, left_out=(*plan.left_out, *gone))


def _present(
    children: tuple[PlannedItem, ...], keep: Callable[[PlannedItem], PlannedItem | None]
) -> tuple[PlannedItem, ...]:
    return tuple(kept for child in children if (kept := keep(child)) is not None)

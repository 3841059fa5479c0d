"""What one variant prints, before any typesetting: sections of items in order, each with its weight.

A plan is a tree of the same shape for all kinds of section, so that leaving out, counting and explaining need to know
nothing of what an item is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from cvtex.diagnostics import Span
from cvtex.model.exclusion import Exclusion
from cvtex.model.ids import Id, LimitId, Unit
from cvtex.model.items import Item
from cvtex.model.sections import Numbering, PublicationGroup, Section, TextSection
from cvtex.model.text import Text
from cvtex.value import Value, field, replace


class Weight(Value, order=True):
    """How much an item wants to be printed; compared field by field.

    What must be printed is never left out. Of the same level, points below a position or degree go before any item as a
    whole does; then the sum of the `points` counts.
    """

    is_must: bool
    level: int
    is_whole: bool = True
    points: int = 1


class Publication(Value):
    """A citation key in a plan; the entry itself is looked up where it is needed."""

    key: str


Content: TypeAlias = Item | TextSection | PublicationGroup | Publication


class PlannedItem(Value):
    """`is_container`: prints nothing of interest by itself and goes when its last child goes.

    `counted` names the plan's limits that it counts for. `is_short`: it prints its short form.
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


class PlannedPart(Value):
    """A heading over sections that a funder prescribes."""

    name: str
    title: str


class PlannedLimit(Value):
    """How much of something is printed at most and at least. `what` completes `at most 10 ...`."""

    name: LimitId
    what: str
    unit: Unit
    span: Span
    most: int | None = None
    least: int = 0


class PlannedSection(Value):
    """`counted` names the plan's limits that all of its words or characters count for."""

    id: Id
    section: Section
    title: Text | None
    items: tuple[PlannedItem, ...]
    numbering: Numbering = "none"
    part: PlannedPart | None = None
    counted: tuple[LimitId, ...] = ()

    @property
    def span(self) -> Span:
        return self.section.span


class LeftOut(Value):
    """An item that the variant does not print, and the rule that says so. `key`: the citation key, if it is a work."""

    id: Id
    name: str
    reason: Exclusion
    span: Span
    key: str = ""


class Plan(Value):
    """`source_language` is that of texts and works that name none. `counts`: the number of works by entry type, whether
    the variant prints them or not; see `notation.counts`. `requires` are pairs of item ids: the first only with the
    second.
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

    def walk(self) -> Iterator[PlannedItem]:
        """All items, parents before children, in printed order."""
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
        """Citation keys in printed order."""
        return tuple(work.key for work, _ in self.works())


def walk_item(item: PlannedItem) -> Iterator[PlannedItem]:
    yield item
    for child in item.children:
        yield from walk_item(child)


def left_out(item: PlannedItem, reason: Exclusion) -> LeftOut:
    key = item.content.key if isinstance(item.content, Publication) else ""
    return LeftOut(item.id, item.name, reason, item.span, key)


def choose(plan: Plan, reasons: Mapping[Id, Exclusion], short: frozenset[str] = frozenset()) -> Plan:
    """The plan without the items that have a reason to go, and with the `short` form of some that stay.

    Containers and sections that have become empty go with their items.
    """
    gone: list[LeftOut] = []

    def keep(item: PlannedItem) -> PlannedItem | None:
        if item.id in reasons:
            gone.append(left_out(item, reasons[item.id]))
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

"""Sections and their items, as a variant prints them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from cvtex.bibliography import HELPER_TYPES, Entry
from cvtex.model import items
from cvtex.model.cv import Cv
from cvtex.model.dates import Dates
from cvtex.model.items import Item, Priority
from cvtex.model.sections import PublicationsSection, Section, TalksSection, TextSection
from cvtex.model.text import Text
from cvtex.model.variant import SectionView, Variant
from cvtex.model.word import Word
from cvtex.notation.counts import ALL_WORKS
from cvtex.plan import (
    LeftOut,
    Plan,
    PlannedItem,
    PlannedSection,
    Weight,
    leave_out,
    walk_item,
)
from cvtex.publication_facts import PublicationFacts, publication_facts
from cvtex.select.publications import plan_publications
from cvtex.select.weights import TIERS, UNDATED


def select(
    cv: Cv,
    name: str,
    variant: Variant,
    entries: Iterable[Entry],
    *,
    roles: Mapping[str, frozenset[str]] = MappingProxyType({}),
    merged_keys: Mapping[str, frozenset[str]] = MappingProxyType({}),
    everything: bool = False,
) -> Plan:
    """What variant `name` prints. Publications are sorted newest first, then by first author and title.

    `roles`: the owner's places among the authors, by citation key. `merged_keys`: those of the duplicates and preprints
    that an entry stands for. `everything`: every entry is printed.
    """
    views = variant.sections
    if views is None:
        views = tuple(SectionView(span=cv.span, section=Word(id_, cv.span)) for id_ in cv.sections)
    nothing: frozenset[str] = frozenset()
    facts = [
        publication_facts(entry, roles.get(entry.key, nothing), merged_keys.get(entry.key, nothing))
        for entry in entries
    ]
    plan = Plan(name, variant.language or cv.language, variant.short, (), source_language=cv.language, counts=_counts(facts))
    for view in views:
        section = cv.sections.get(view.section)
        if section is not None and _is_for(section.only, name):
            plan = _add_section(plan, view, section, facts, everything=everything)
    return plan


def _counts(facts: Iterable[PublicationFacts]) -> dict[str, int]:
    types = [fact.type for fact in facts if fact.type not in HELPER_TYPES]
    return {ALL_WORKS: len(types), **Counter(types)}


def _is_for(only: tuple[Word, ...], variant: str) -> bool:
    return not only or variant in only


def _add_section(
    plan: Plan, view: SectionView, section: Section, facts: list[PublicationFacts], *, everything: bool
) -> Plan:
    left_out: list[LeftOut] = []
    if isinstance(section, PublicationsSection):
        planned, left_out = plan_publications(view, section, facts, everything=everything)
        view = replace(view, max=None) if everything else view
        numbering = section.numbering
    else:
        planned = _items(plan, view, section, left_out)
        numbering = section.numbering if isinstance(section, TalksSection) else "none"
    if not planned:
        return replace(plan, left_out=(*plan.left_out, *left_out))
    title = view.title or section.title
    added = PlannedSection(view.section, section, title, planned, numbering)
    limited = _limit(replace(plan, sections=(added,), left_out=tuple(left_out)), view)
    return replace(
        plan,
        sections=(*plan.sections, *limited.sections),
        left_out=(*plan.left_out, *limited.left_out),
    )


def _limit(plan: Plan, view: SectionView) -> Plan:
    """At most `max` of the section's smallest items, the weightiest ones."""
    if view.max is None:
        return plan
    leaves = [item for item in plan.walk() if not item.is_container and not isinstance(item.content, items.Point)]
    ranked = sorted(leaves, key=lambda item: item.weight, reverse=True)
    surplus = frozenset(item.id for item in ranked[view.max :])
    return leave_out(plan, surplus, f"at most {view.max} in '{view.section}'")


# ---- items that stand in cv.yaml ----


def _items(plan: Plan, view: SectionView, section: Section, left_out: list[LeftOut]) -> tuple[PlannedItem, ...]:
    if isinstance(section, TextSection):
        weight = Weight(TIERS["high"], rank=UNDATED)
        return (PlannedItem(view.section, section, weight, section.span, _name(section.text)),)
    assert not isinstance(section, PublicationsSection)
    planned = []
    for i, item in enumerate(section.items):
        tree = _tree(f"{view.section}.{i}", item, UNDATED, i, item.priority or "normal")
        chosen = _choose(plan, view, tree, left_out)
        if chosen is not None:
            planned.append(chosen)
    return tuple(planned)


def _tree(id_: str, item: Item, recency: float, position: int, priority: Priority) -> PlannedItem:
    """An item with those below it. It weighs at least what the weightiest of them does: it heads them all.

    `recency` is that of the item above, for what has no date of its own; `position` is that among its neighbours.
    What is said of an institution or family as a whole holds for those of its members that state nothing else.
    """
    children: tuple[Item, ...] = ()
    kind, is_container = "", False
    match item:
        case items.Employment():
            children, kind, is_container = item.roles, "roles", True
        case items.Studies():
            children, kind, is_container = item.degrees, "degrees", True
        case items.PatentFamily():
            children, kind, is_container = item.documents, "documents", True
        case items.Role() | items.Degree():
            children, kind = item.points, "points"
    weight = _weight(item, recency, position, priority)
    default: Priority = priority if is_container else "normal"
    trees = tuple(
        _tree(f"{id_}.{kind}.{i}", child, weight.rank, i, child.priority or default)
        for i, child in enumerate(children)
    )
    return PlannedItem(
        id=id_,
        content=item,  # type: ignore[arg-type]  # every subclass of Item is a Content
        weight=max([weight, *(tree.weight for tree in trees)]),
        span=item.span,
        name=_item_name(item),
        children=trees,
        is_container=is_container,
    )


def _weight(item: Item, recency: float, position: int, priority: Priority) -> Weight:
    dates = _dates(item)
    recency = _year(dates) if dates else recency
    # Of two alike, the one that the owner put first stays longer.
    return Weight(TIERS[priority], not isinstance(item, items.Point), recency - position / 1000)


def _dates(item: Item) -> Dates | None:
    return getattr(item, "dates", None) or getattr(item, "date", None)


def _year(dates: Dates) -> float:
    year, month, day = dates.latest
    return year + (month - 1) / 12 + (day - 1) / 372


def _choose(plan: Plan, view: SectionView, tree: PlannedItem, left_out: list[LeftOut]) -> PlannedItem | None:
    """The item without those parts that the variant does not print."""
    item = tree.content
    assert isinstance(item, Item)
    reason = ""
    if not _is_for(item.only, plan.variant):
        reason = f"only for {', '.join(item.only)}"
    elif view.since and (dates := _dates(item)) and dates.latest[0] < view.since:
        reason = f"before {view.since}"
    elif view.keywords and not tree.is_container and not set(item.keywords) & set(view.keywords):
        reason = f"none of the keywords {', '.join(view.keywords)}"
    if reason:
        left_out += [LeftOut(part.id, part.name, reason, part.span) for part in walk_item(tree)]
        return None
    # Keywords choose institutions with all that is below, or single roles and degrees there; never points.
    is_chosen = not tree.is_container or set(item.keywords) & set(view.keywords)
    below = replace(view, keywords=()) if is_chosen else view
    children = tuple(
        chosen for child in tree.children if (chosen := _choose(plan, below, child, left_out)) is not None
    )
    return None if tree.is_container and not children else replace(tree, children=children)


def _item_name(item: Item) -> str:
    for field in ("title", "employer", "institution", "degree", "name", "number", "language", "course", "role", "text"):
        value = getattr(item, field, None)
        if isinstance(value, Text):
            return _name(value)
    return ""


def _name(text: Text) -> str:
    line = str(text)
    return line if len(line) <= 60 else line[:59].rstrip() + "…"

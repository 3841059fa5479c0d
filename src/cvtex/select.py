"""(Cv, Variant, entries) -> Plan: what the variant prints, and by which rule everything else is left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from cvtex.bibliography import HELPER_TYPES, Entry
from cvtex.model import items
from cvtex.model.cv import Cv
from cvtex.model.dates import Dates
from cvtex.model.items import Item, Priority
from cvtex.model.sections import PublicationGroup, PublicationsSection, Section, TalksSection, TextSection
from cvtex.model.text import Text
from cvtex.model.variant import SectionView, Variant
from cvtex.model.word import Word
from cvtex.plan import (
    MUST,
    Content,
    LeftOut,
    Plan,
    PlannedItem,
    PlannedSection,
    Publication,
    Weight,
    leave_out,
    walk_item,
)
from cvtex.publication_facts import PublicationFacts, publication_facts

_TIERS: Mapping[Priority, int] = {"low": 0, "normal": 1, "high": 2, "must": MUST}
# What has no date counts as recent: it is as true today as when it was written.
_UNDATED = 9999.0


def select(cv: Cv, name: str, variant: Variant, entries: Iterable[Entry]) -> Plan:
    """What variant `name` prints. Publications are sorted newest first, then in the files' order."""
    views = variant.sections
    if views is None:
        views = tuple(SectionView(span=cv.span, section=Word(id_, cv.span)) for id_ in cv.sections)
    facts = [publication_facts(entry) for entry in entries]
    plan = Plan(name, variant.language or cv.language, variant.short, ())
    for view in views:
        section = cv.sections.get(view.section)
        if section is not None and _is_for(section.only, name):
            plan = _add_section(plan, view, section, facts)
    return plan


def _is_for(only: tuple[Word, ...], variant: str) -> bool:
    return not only or variant in only


def _add_section(plan: Plan, view: SectionView, section: Section, facts: list[PublicationFacts]) -> Plan:
    left_out: list[LeftOut] = []
    if isinstance(section, PublicationsSection):
        planned = _publications(view, section, facts, left_out)
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
        weight = Weight(_TIERS["high"], rank=_UNDATED)
        return (PlannedItem(view.section, section, weight, section.span, _name(section.text)),)
    assert not isinstance(section, PublicationsSection)
    planned = []
    for i, item in enumerate(section.items):
        tree = _tree(f"{view.section}.{i}", item, _UNDATED, i, item.priority or "normal")
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
    return Weight(_TIERS[priority], not isinstance(item, items.Point), recency - position / 1000)


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


# ---- publications ----


def _publications(
    view: SectionView, section: PublicationsSection, facts: list[PublicationFacts], left_out: list[LeftOut]
) -> tuple[PlannedItem, ...]:
    newest_first = sorted(facts, key=lambda fact: fact.date, reverse=True)
    groups = section.groups or (PublicationGroup(span=section.span),)
    taken: set[str] = set()
    planned: list[PlannedItem] = []
    for number, group in enumerate(groups):
        members = []
        for fact in newest_first:
            if fact.key in taken or not _belongs(fact, group):
                continue
            taken.add(fact.key)
            item = _publication(view, section, fact)
            reason = _publication_reason(view, fact)
            if reason:
                left_out.append(LeftOut(item.id, item.name, reason, item.span))
            else:
                members.append(item)
        if not members:
            continue
        heading = f"{view.section}.{number}"
        name = _name(group.title) if group.title else heading
        whole = PlannedItem(heading, group, Weight(MUST), group.span, name, tuple(members), is_container=True)
        planned.append(whole)
    for fact in newest_first:
        if fact.key not in taken:
            item = _publication(view, section, fact)
            helps = fact.type in HELPER_TYPES
            reason = f"@{fact.type} is no work of its own" if helps else f"in no group of '{view.section}'"
            left_out.append(LeftOut(item.id, item.name, reason, item.span))
    if view.grouped:
        return tuple(planned)
    place = {f"{view.section}.{fact.key}": position for position, fact in enumerate(newest_first)}
    return tuple(sorted((item for group in planned for item in group.children), key=lambda item: place[item.id]))


def _belongs(fact: PublicationFacts, group: PublicationGroup) -> bool:
    return (
        fact.type not in HELPER_TYPES
        and (not group.types or fact.type in group.types)
        and (not group.keywords or bool(fact.keywords & set(group.keywords)))
        and (not group.keys or fact.key in group.keys)
    )


def _publication_reason(view: SectionView, fact: PublicationFacts) -> str:
    if view.since and fact.date[0] < view.since:
        return f"before {view.since}"
    if view.types and fact.type not in view.types:
        return f"not of type {', '.join(view.types)}"
    if view.keywords and not fact.keywords & set(view.keywords):
        return f"none of the keywords {', '.join(view.keywords)}"
    return ""


def _publication(view: SectionView, section: PublicationsSection, fact: PublicationFacts) -> PlannedItem:
    weight = Weight(_TIERS["normal"], rank=float(fact.date[0]))
    levels = section.priority.levels() if section.priority else {}
    for level, keys in levels.items():
        if fact.key in keys:
            weight = Weight(_TIERS[level], rank=-float(keys.index(Word(fact.key, fact.span))))
    content: Content = Publication(fact.key)
    return PlannedItem(f"{view.section}.{fact.key}", content, weight, fact.span, fact.title)

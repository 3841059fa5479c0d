"""Grouped works -> the planned items of a section, newest first; and for each omitted entry the rule that omits it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cvtex.locales.locale import Locale
from cvtex.model.exclusion import Excluded, Exclusion, NoGroup, NoKeyword, NotAWork, OtherType, TooOld
from cvtex.model.ids import Id, group_id, limit_id, work_id
from cvtex.model.plan import Factor, LeftOut, PlannedItem, PlannedLimit, Publication
from cvtex.model.priority import Priority
from cvtex.model.sections import PublicationGroup, PublicationsSection
from cvtex.model.variant import SectionView
from cvtex.select.grouping import FilledGroup, group_works
from cvtex.select.publication_facts import PublicationFacts
from cvtex.select.weights import Scale, weight
from cvtex.select.work_factors import work_factors
from cvtex.text.folding import fold_keywords


def plan_publications(
    id_: Id,
    view: SectionView,
    section: PublicationsSection,
    facts: Sequence[PublicationFacts],
    scale: Scale,
    words: Locale,
    *,
    everything: bool,
) -> tuple[tuple[PlannedItem, ...], list[LeftOut], list[PlannedLimit]]:
    """Plan a section: its items, the omitted entries with reasons, and the limits of its groups.

    `everything` prints every work, whatever the variant asks for. Works without a group come last.
    """
    works = in_printed_order(facts)
    left_out: list[LeftOut] = []
    limits: list[PlannedLimit] = []
    listed = _listed(section, scale)
    planned: list[PlannedItem] = []
    positions = {work.key: position for position, work in enumerate(works)}

    def omit(fact: PublicationFacts, reason: Exclusion) -> None:
        left_out.append(LeftOut(work_id(id_, fact.key), fact.title or fact.key, reason, fact.span, fact.key))

    grouping = group_works(section, works, words)
    groups = list(grouping.groups)
    if everything:
        others = sorted(
            (*grouping.ungrouped, *(work for work, _ in grouping.excluded)), key=lambda work: positions[work.key]
        )
        groups.append(FilledGroup(PublicationGroup(span=section.span), tuple(others)))
    for number, filled in enumerate(groups):
        group, members = filled.group, []
        own_id = group_id(id_, number)
        counted = (limit_id(own_id, "items"),) if group.max is not None else ()
        for fact in filled.members:
            reason = None if everything else _exclusion(view, fact)
            if reason:
                omit(fact, reason)
                continue
            year = None if fact.pending else fact.date[0]
            usual = (section.item_priority, work_factors(fact, scale))
            stated, factors = next((listed[key] for key in sorted(fact.keys) if key in listed), usual)
            members.append(
                PlannedItem(
                    id=work_id(id_, fact.key),
                    content=Publication(fact.key, year),
                    weight=weight(factors, stated),
                    span=fact.span,
                    name=fact.title,
                    counted=counted,
                    factors=factors,
                    stated=stated,
                )
            )
        if members:
            name = str(group.title) if group.title else f"group {number + 1} of {view.section}"
            heaviest = max(member.weight for member in members)
            planned.append(PlannedItem(own_id, group, heaviest, group.span, name, tuple(members), is_container=True))
            if counted:
                what = f"in the group '{name}'"
                limits.append(PlannedLimit(counted[0], what, "items", group.span, group.max))
    if not everything:
        for fact in grouping.ungrouped:
            omit(fact, NoGroup(view.section))
        for fact, condition in grouping.excluded:
            omit(fact, Excluded(view.section, condition))
    for fact in facts:
        if not fact.is_work:
            omit(fact, NotAWork(fact.type, fact.lends_to))
    return (tuple(planned) if view.grouped else _in_one_list(planned, id_, works)), left_out, limits


def in_printed_order(facts: Sequence[PublicationFacts]) -> list[PublicationFacts]:
    """The works among the entries, the newest first."""
    return sorted((fact for fact in facts if fact.is_work), key=lambda fact: fact.sort_key)


def _in_one_list(groups: list[PlannedItem], id_: Id, works: list[PublicationFacts]) -> tuple[PlannedItem, ...]:
    place = {work_id(id_, fact.key): position for position, fact in enumerate(works)}
    return tuple(sorted((item for group in groups for item in group.children), key=lambda item: place[item.id]))


def _listed(section: PublicationsSection, scale: Scale) -> Mapping[str, tuple[Priority, tuple[Factor, ...]]]:
    """Priorities and factors by key. Within one list of priorities, earlier keys weigh more."""
    levels = section.priority.levels() if section.priority else {}
    return {
        str(key): (priority, scale.listed(position))
        for priority, keys in levels.items()
        for position, key in enumerate(keys)
    }


def _exclusion(view: SectionView, fact: PublicationFacts) -> Exclusion | None:
    if view.since and not fact.pending and fact.last_year < view.since:
        return TooOld(view.since)
    if view.types and fact.types.isdisjoint(type_.lower() for type_ in view.types):
        return OtherType(view.types)
    if view.keywords and fact.keywords.isdisjoint(fold_keywords(view.keywords)):
        return NoKeyword(view.keywords)
    return None

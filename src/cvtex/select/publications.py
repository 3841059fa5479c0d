"""Entries -> a section's groups of publications, newest first; and for each other entry the rule that leaves it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cvtex.bibliography import HELPER_TYPES
from cvtex.model.dates import Dates, PartialDate
from cvtex.model.sections import PublicationGroup, PublicationsSection
from cvtex.model.text import ANY_LANGUAGE, Text
from cvtex.model.variant import SectionView
from cvtex.plan import MUST, LeftOut, PlannedItem, Publication, Weight
from cvtex.publication_facts import PublicationFacts
from cvtex.select.weights import TIERS


def plan_publications(
    view: SectionView, section: PublicationsSection, facts: Sequence[PublicationFacts], *, everything: bool
) -> tuple[tuple[PlannedItem, ...], list[LeftOut]]:
    """The section's items, and what it leaves out and why.

    `everything` prints each entry, whatever the variant asks for; those that no group wants stand at the end.
    """
    works = sorted((fact for fact in facts if fact.type not in HELPER_TYPES), key=lambda fact: fact.newest_first)
    left_out: list[LeftOut] = []
    weights = _weights(section)
    planned: list[PlannedItem] = []
    taken: set[str] = set()
    for number, group in enumerate(_groups(section, works, everything=everything)):
        members = []
        for fact in works:
            if fact.key in taken or not _belongs(fact, group):
                continue
            taken.add(fact.key)
            reason = "" if everything else _reason(view, fact)
            if reason:
                left_out.append(_left_out(view, fact, reason))
            else:
                usual = Weight(TIERS["normal"], rank=float(fact.date[0]))
                weight = max((weights[key] for key in fact.keys if key in weights), default=usual)
                members.append(PlannedItem(_id(view, fact), Publication(fact.key), weight, fact.span, fact.title))
        if members:
            planned.append(_container(view, number, group, tuple(members)))
    left_out += [
        _left_out(view, fact, f"in no group of '{view.section}'") for fact in works if fact.key not in taken
    ]
    left_out += [
        _left_out(view, fact, f"@{fact.type} is no work of its own") for fact in facts if fact.type in HELPER_TYPES
    ]
    return (tuple(planned) if view.grouped else _in_one_list(planned, view, works)), left_out


def _id(view: SectionView, fact: PublicationFacts) -> str:
    return f"{view.section}.{fact.key}"


def _left_out(view: SectionView, fact: PublicationFacts, reason: str) -> LeftOut:
    return LeftOut(_id(view, fact), fact.title, reason, fact.span)


def _container(
    view: SectionView, number: int, group: PublicationGroup, members: tuple[PlannedItem, ...]
) -> PlannedItem:
    id_ = f"{view.section}.{number}"
    name = str(group.title) if group.title else id_
    return PlannedItem(id_, group, Weight(MUST), group.span, name, members, is_container=True)


def _in_one_list(
    groups: list[PlannedItem], view: SectionView, works: list[PublicationFacts]
) -> tuple[PlannedItem, ...]:
    place = {_id(view, fact): position for position, fact in enumerate(works)}
    return tuple(sorted((item for group in groups for item in group.children), key=lambda item: place[item.id]))


def _weights(section: PublicationsSection) -> Mapping[str, Weight]:
    """Of two keys in one list of priorities, the first weighs more."""
    levels = section.priority.levels() if section.priority else {}
    return {
        str(key): Weight(TIERS[level], rank=-float(position))
        for level, keys in levels.items()
        for position, key in enumerate(keys)
    }


def _groups(
    section: PublicationsSection, works: list[PublicationFacts], *, everything: bool
) -> Iterator[PublicationGroup]:
    if section.group_by == "year":
        yield from (_year(section, year) for year in sorted({fact.date[0] for fact in works}, reverse=True))
    else:
        yield from section.groups
    if everything or not (section.groups or section.group_by):
        yield PublicationGroup(span=section.span)


def _year(section: PublicationsSection, year: int) -> PublicationGroup:
    """The entries without a year stand last, under no title of their own."""
    if not year:
        return PublicationGroup(span=section.span)
    title = Text({ANY_LANGUAGE: ((str(year),),)}, section.span)
    return PublicationGroup(span=section.span, title=title, years=Dates(PartialDate(year)))


def _belongs(fact: PublicationFacts, group: PublicationGroup) -> bool:
    return (
        (not group.types or fact.type in group.types)
        and (not group.keywords or bool(fact.keywords & set(group.keywords)))
        and (not group.keys or bool(fact.keys & set(group.keys)))
        and (group.years is None or _is_within(fact.date[0], group.years))
        and (group.reviewed is None or fact.is_reviewed == group.reviewed)
        and (not group.roles or bool(fact.roles & set(group.roles)))
    )


def _is_within(year: int, dates: Dates) -> bool:
    return dates.start.year <= year <= dates.latest[0]


def _reason(view: SectionView, fact: PublicationFacts) -> str:
    if view.since and fact.date[0] < view.since:
        return f"before {view.since}"
    if view.types and fact.type not in view.types:
        return f"not of type {', '.join(view.types)}"
    if view.keywords and not fact.keywords & set(view.keywords):
        return f"none of the keywords {', '.join(view.keywords)}"
    return ""

"""Entries -> a section's groups of publications, newest first; and for each omitted entry the rule that omits it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from cvtex.diagnostics import Span
from cvtex.model.bibliography import HELPER_TYPES, Entry
from cvtex.model.dates import Dates, PartialDate
from cvtex.model.exclusion import Exclusion, NoGroup, NoKeyword, NotAWork, OtherType, TooOld
from cvtex.model.ids import Id, group_id, limit_id, work_id
from cvtex.model.plan import LeftOut, PlannedItem, PlannedLimit, Publication, Weight
from cvtex.model.priority import NORMAL
from cvtex.model.sections import PublicationGroup, PublicationsSection
from cvtex.model.text import ANY_LANGUAGE, Text
from cvtex.model.variant import SectionView
from cvtex.select.weights import Scale, weight
from cvtex.text.folding import fold_words
from cvtex.text.tex import tex_to_plain
from cvtex.value import Value

# Types that are peer-reviewed unless an entry says otherwise. Other types, such as books, must say so.
_REVIEWED_TYPES = frozenset({"article", "inproceedings", "incollection"})
_YES = frozenset({"yes", "true", "1", "peer-reviewed", "peerreviewed", "refereed", "reviewed"})
_NO = frozenset({"no", "false", "0", "not-peer-reviewed", "non-peer-reviewed", "not-refereed", "non-refereed"})
_BETWEEN_KEYWORDS = re.compile(r"\s*[,;]\s*")
_BETWEEN_PEOPLE = re.compile(r"\s+and\s+")
_NUMBER = re.compile(r"\d{1,4}")


class PublicationFacts(Value):
    """The facts about an entry that decide on selection and order.

    `date` is (year, month, day), 0 where unknown. `roles`: the owner's places among the authors.
    """

    key: str
    type: str
    date: tuple[int, int, int]
    first_author: tuple[str, ...]
    title_words: tuple[str, ...]
    keywords: frozenset[str]
    is_reviewed: bool
    roles: frozenset[str]
    title: str
    span: Span
    merged_keys: frozenset[str] = frozenset()

    @property
    def keys(self) -> frozenset[str]:
        """Keys that refer to the work: its own, and those of duplicates and preprints merged into it."""
        return self.merged_keys | {self.key}

    @property
    def sort_key(self) -> tuple[tuple[int, ...], tuple[str, ...], tuple[str, ...]]:
        """Newest date first, then first author and title, ignoring accents and case."""
        return tuple(-part for part in self.date), self.first_author, self.title_words


def publication_facts(
    entry: Entry, roles: frozenset[str] = frozenset(), merged_keys: frozenset[str] = frozenset()
) -> PublicationFacts:
    keywords = frozenset(filter(None, _BETWEEN_KEYWORDS.split(tex_to_plain(entry.tex("keywords")))))
    title = tex_to_plain(entry.tex("title"))
    return PublicationFacts(
        key=entry.key,
        type=entry.type,
        date=(_number(entry, "year"), _number(entry, "month"), _number(entry, "day")),
        first_author=_first_author(entry),
        title_words=fold_words(title),
        keywords=keywords,
        is_reviewed=_is_reviewed(entry, keywords),
        roles=roles,
        title=title,
        span=entry.span,
        merged_keys=merged_keys,
    )


def _number(entry: Entry, field: str) -> int:
    found = _NUMBER.search(entry.tex(field))
    return int(found[0]) if found else 0


def _first_author(entry: Entry) -> tuple[str, ...]:
    """Words of the family name, then of the given names."""
    first = _BETWEEN_PEOPLE.split(entry.tex("author") or entry.tex("editor"), maxsplit=1)[0]
    family, comma, given = tex_to_plain(first).partition(",")
    if not comma:
        given, _, family = family.rpartition(" ")
    return fold_words(f"{family} {given}")


def _is_reviewed(entry: Entry, keywords: frozenset[str]) -> bool:
    words = {word.casefold() for word in (*keywords, tex_to_plain(entry.tex("peerreviewed")))}
    if words & _NO:
        return False
    return bool(words & _YES) or entry.type in _REVIEWED_TYPES


def plan_publications(
    id_: Id,
    view: SectionView,
    section: PublicationsSection,
    facts: Sequence[PublicationFacts],
    scale: Scale,
    *,
    everything: bool,
) -> tuple[tuple[PlannedItem, ...], list[LeftOut], list[PlannedLimit]]:
    """Plan a section: its items, the omitted entries with reasons, and the limits of its groups.

    `everything` prints every entry, whatever the variant asks for. Entries without a group come last.
    """
    works = sorted((fact for fact in facts if fact.type not in HELPER_TYPES), key=lambda fact: fact.sort_key)
    left_out: list[LeftOut] = []
    limits: list[PlannedLimit] = []
    weights = _weights(section, scale)
    planned: list[PlannedItem] = []
    taken: set[str] = set()

    def omit(fact: PublicationFacts, reason: Exclusion) -> None:
        left_out.append(LeftOut(work_id(id_, fact.key), fact.title, reason, fact.span, fact.key))

    for number, group in enumerate(_groups(section, works, everything=everything)):
        members = []
        own_id = group_id(id_, number)
        counted = (limit_id(own_id, "items"),) if group.max is not None else ()
        for position, fact in enumerate(works):
            if fact.key in taken or not _belongs(fact, group):
                continue
            taken.add(fact.key)
            reason = None if everything else _exclusion(view, fact)
            if reason:
                omit(fact, reason)
            else:
                usual = weight(
                    scale.points(float(fact.date[0]), fact.keywords, position),
                    section.item_priority or NORMAL,
                )
                own = max((weights[key] for key in fact.keys if key in weights), default=usual)
                members.append(
                    PlannedItem(
                        work_id(id_, fact.key),
                        Publication(fact.key),
                        own,
                        fact.span,
                        fact.title,
                        counted=counted,
                    )
                )
        if members:
            name = str(group.title) if group.title else f"group {number + 1} of {view.section}"
            heaviest = max(member.weight for member in members)
            planned.append(PlannedItem(own_id, group, heaviest, group.span, name, tuple(members), is_container=True))
            if counted:
                what = f"in the group '{name}'"
                limits.append(PlannedLimit(counted[0], what, "items", group.span, group.max))
    for fact in works:
        if fact.key not in taken:
            omit(fact, NoGroup(view.section))
    for fact in facts:
        if fact.type in HELPER_TYPES:
            omit(fact, NotAWork(fact.type))
    return (tuple(planned) if view.grouped else _in_one_list(planned, id_, works)), left_out, limits


def _in_one_list(groups: list[PlannedItem], id_: Id, works: list[PublicationFacts]) -> tuple[PlannedItem, ...]:
    place = {work_id(id_, fact.key): position for position, fact in enumerate(works)}
    return tuple(sorted((item for group in groups for item in group.children), key=lambda item: place[item.id]))


def _weights(section: PublicationsSection, scale: Scale) -> Mapping[str, Weight]:
    """Weights by key. Within one list of priorities, earlier keys weigh more."""
    levels = section.priority.levels() if section.priority else {}
    return {
        str(key): weight(scale.listed(position, ()), priority)
        for priority, keys in levels.items()
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
    """A group for a year. Entries without a year come last, without a title."""
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


def _exclusion(view: SectionView, fact: PublicationFacts) -> Exclusion | None:
    if view.since and fact.date[0] < view.since:
        return TooOld(view.since)
    if view.types and fact.type not in view.types:
        return OtherType(view.types)
    if view.keywords and not fact.keywords & set(view.keywords):
        return NoKeyword(view.keywords)
    return None

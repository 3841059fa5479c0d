"""Works -> a section's groups: each work is in the first group whose conditions it meets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cvtex.locales.locale import Locale
from cvtex.model.dates import Dates
from cvtex.model.profile import WorkRule
from cvtex.model.sections import PublicationGroup, PublicationsSection, WorkConditions
from cvtex.model.text import ANY_LANGUAGE, Text
from cvtex.select.publication_facts import STATUS_ORDER, PublicationFacts
from cvtex.text.folding import fold_keywords
from cvtex.value import Value


class FilledGroup(Value):
    """A group and its works. `taken_above`: for an empty group, places of the groups that took what it matches."""

    group: PublicationGroup
    members: tuple[PublicationFacts, ...]
    taken_above: tuple[int, ...] = ()


class Grouping(Value):
    """`excluded`: works that the section's `exclude` names, with the condition. `ungrouped`: works in no group."""

    groups: tuple[FilledGroup, ...]
    excluded: tuple[tuple[PublicationFacts, str], ...] = ()
    ungrouped: tuple[PublicationFacts, ...] = ()


def group_works(section: PublicationsSection, works: Sequence[PublicationFacts], words: Locale) -> Grouping:
    """Group works, which must be in printed order. `words`: for the headings of groups by year."""
    excluded: list[tuple[PublicationFacts, str]] = []
    candidates: list[PublicationFacts] = []
    unwanted = _Conditions(section.exclude) if section.exclude else None
    for work in works:
        condition = unwanted.first_met(work) if unwanted else None
        if condition is None:
            candidates.append(work)
        else:
            excluded.append((work, condition))
    if section.group_by == "year":
        return Grouping(tuple(_by_year(section, candidates, words)), tuple(excluded))
    if not section.groups:
        return Grouping((FilledGroup(PublicationGroup(span=section.span), tuple(candidates)),), tuple(excluded))
    groups, ungrouped = _by_condition(section.groups, candidates)
    return Grouping(groups, tuple(excluded), ungrouped)


def matches(group: PublicationGroup, work: PublicationFacts) -> bool:
    return _Matcher(group).matches(work)


def meets(work: PublicationFacts, conditions: Iterable[WorkRule]) -> bool:
    """Whether a work meets one of these sets of conditions."""
    return any(_Matcher(one).matches(work) for one in conditions)


def _by_condition(
    groups: Sequence[PublicationGroup], works: Iterable[PublicationFacts]
) -> tuple[tuple[FilledGroup, ...], tuple[PublicationFacts, ...]]:
    matchers = [_Matcher(group) for group in groups]
    members: list[list[PublicationFacts]] = [[] for _ in groups]
    ungrouped: list[PublicationFacts] = []
    for work in works:
        place = next((place for place, matcher in enumerate(matchers) if matcher.matches(work)), None)
        (ungrouped if place is None else members[place]).append(work)
    filled = (
        FilledGroup(group, tuple(members[place]), () if members[place] else _takers(matchers[place], members[:place]))
        for place, group in enumerate(groups)
    )
    return tuple(filled), tuple(ungrouped)


def _takers(matcher: _Matcher, above: Sequence[Sequence[PublicationFacts]]) -> tuple[int, ...]:
    return tuple(place for place, members in enumerate(above) if any(map(matcher.matches, members)))


def _by_year(section: PublicationsSection, works: Sequence[PublicationFacts], words: Locale) -> Iterator[FilledGroup]:
    """Yield a group for each status of works that have not appeared, one for each year, and one for undated works."""

    def group(heading: str, members: Iterable[PublicationFacts]) -> FilledGroup:
        title = Text({ANY_LANGUAGE: ((heading,),)}, section.span)
        return FilledGroup(PublicationGroup(span=section.span, title=title), tuple(members))

    for status in STATUS_ORDER:
        if members := [work for work in works if work.pending == status]:
            heading = words.status[status]
            yield group(heading[:1].upper() + heading[1:], members)
    years: dict[int, list[PublicationFacts]] = {}
    for work in works:
        if not work.pending:
            years.setdefault(work.date[0], []).append(work)
    for year in sorted(years, reverse=True):
        yield group(str(year) if year else words.works["undated"], years[year])


class _Conditions:
    """The stated conditions of a group or of an `exclude`, prepared for comparison."""

    def __init__(self, conditions: WorkConditions) -> None:
        self.types = frozenset(type_.lower() for type_ in conditions.types)
        self.keywords = fold_keywords(conditions.keywords)
        self.keys = frozenset(conditions.keys)
        self.roles = frozenset(conditions.roles)
        self.status = frozenset(conditions.status)
        self.years = conditions.years
        self.reviewed = conditions.reviewed

    def are_met(self, work: PublicationFacts) -> bool:
        """Whether the work meets every stated condition."""
        return (
            (not self.types or not self.types.isdisjoint(work.types))
            and (not self.keywords or not self.keywords.isdisjoint(work.keywords))
            and (not self.keys or not self.keys.isdisjoint(work.keys))
            and (not self.roles or not self.roles.isdisjoint(work.roles))
            and (not self.status or work.status in self.status)
            and (self.years is None or _is_within(work, self.years))
            and (self.reviewed is None or work.is_reviewed == self.reviewed)
        )

    def first_met(self, work: PublicationFacts) -> str | None:
        """`keyword draft`, or None if the work meets no stated condition."""
        for name, common in (
            ("type", self.types & work.types),
            ("keyword", self.keywords & work.keywords),
            ("key", self.keys & work.keys),
            ("role", self.roles & work.roles),
        ):
            if common:
                return f"{name} {min(common)}"
        if work.status in self.status:
            return f"status {work.status}"
        if self.years is not None and _is_within(work, self.years):
            return f"year {work.date[0] or work.pending}"
        if work.is_reviewed == self.reviewed:
            return "reviewed" if work.is_reviewed else "not reviewed"
        return None


class _Matcher:
    def __init__(self, group: PublicationGroup | WorkRule) -> None:
        self.wanted = _Conditions(group)
        self.unwanted = _Conditions(group.exclude) if group.exclude else None

    def matches(self, work: PublicationFacts) -> bool:
        if not self.wanted.are_met(work):
            return False
        return self.unwanted is None or self.unwanted.first_met(work) is None


def _is_within(work: PublicationFacts, years: Dates) -> bool:
    """Whether one of the work's years is within a range. A work without a year that is to appear is newer than any."""
    if work.pending and years.is_open:
        return True
    return work.date[0] > 0 and years.has_years(work.date[0], work.last_year)

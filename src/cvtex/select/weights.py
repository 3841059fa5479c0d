"""Priorities, dates, keywords, kinds and order of sections -> weights, which decide what is printed if room is short.

Priority decides first, stated or default. Among items of equal priority the sum of points decides. Points decrease with
age: an item counts half as much as one that is `HALF_LIFE` years younger. So a CV without priorities keeps recent
items.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from cvtex.model.dates import LAST_OF_ALL, Dates
from cvtex.model.plan import Weight
from cvtex.model.priority import NORMAL, Priority
from cvtex.model.sections import (
    AwardsSection,
    ContactsSection,
    ContributionsSection,
    EducationSection,
    EntriesSection,
    GrantsSection,
    LanguagesSection,
    ListSection,
    MembershipsSection,
    PatentsSection,
    PositionsSection,
    ProjectsSection,
    PublicationsSection,
    Section,
    ServiceSection,
    SkillsSection,
    SoftwareSection,
    SupervisionSection,
    TableSection,
    TalksSection,
    TeachingSection,
    TextSection,
)
from cvtex.text.folding import fold_keywords
from cvtex.value import Value

HALF_LIFE = 6.0
# An item with one of the variant's keywords counts as much as this many without.
_KEYWORD = 4.0
# The factor of the last section relative to the first: the owner puts first what matters.
_LAST_SECTION = 0.6
# In a list of priorities, an item this many places further down counts half.
_HALF_PLACE = 8.0
_SCALE = 1000


class Scale(Value):
    """The context of a weight: the newest year in the CV, the variant's keywords (folded), and the section's factor."""

    newest: float
    keywords: frozenset[str] = frozenset()
    section: float = 1.0

    def points(self, year: float | None, keywords: Iterable[str], position: int) -> int:
        """At least 1. An item without a date counts as current; of two equal items the first counts more."""
        age = 0.0 if year is None else max(0.0, self.newest - year)
        raised = _KEYWORD if self.keywords & fold_keywords(keywords) else 1.0
        whole = round(_SCALE * float(0.5 ** (age / HALF_LIFE)) * raised * self.section)
        return max(1, whole * _SCALE - min(position, _SCALE - 1))

    def listed(self, position: int, keywords: Iterable[str]) -> int:
        """The points for a place in the owner's own order of importance."""
        return self.points(self.newest - HALF_LIFE * position / _HALF_PLACE, keywords, position)


def weight(points: int, priority: Priority = NORMAL, *, is_whole: bool = True) -> Weight:
    return Weight(priority.is_must, priority.level, is_whole, points)


def section_factor(section: Section, place: int, of: int) -> float:
    """The factor of a section's items, by its kind and its place (from 0) among `of` sections."""
    return _factor_of_kind(section) * (1.0 - (1.0 - _LAST_SECTION) * place / max(1, of - 1))


def _factor_of_kind(section: Section) -> float:
    """Readers of a CV look at the heaviest kinds first."""
    match section:
        case EducationSection() | PositionsSection():
            return 3.0
        case PublicationsSection():
            return 1.5
        case (
            TextSection()
            | ProjectsSection()
            | GrantsSection()
            | AwardsSection()
            | PatentsSection()
            | TalksSection()
            | TeachingSection()
            | SupervisionSection()
            | SoftwareSection()
            | EntriesSection()
            | ContributionsSection()
            | TableSection()
        ):
            return 1.0
        case ListSection() | ServiceSection() | MembershipsSection() | ContactsSection():
            return 0.7
        case SkillsSection() | LanguagesSection():
            return 0.5
        case _:
            assert_never(section)


def year_of(dates: Dates) -> float | None:
    """The latest date as a fractional year; None for what is ongoing or expected."""
    if dates.latest == LAST_OF_ALL:
        return None
    year, month, day = dates.latest
    return year + (month - 1) / 12 + (day - 1) / 372

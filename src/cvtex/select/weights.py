"""Priorities, dates, keywords, kinds and order of sections -> weights: what a CV prints first where room is short.

A priority, stated or not, decides first. Among items of one priority points are summed, and these come from recency: an
item counts half of what one counts that is `HALF_LIFE` years younger. So a CV without any priority keeps what is
recent.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from cvtex.model.dates import Dates
from cvtex.model.plan import Weight
from cvtex.model.priority import NORMAL, Priority
from cvtex.model.sections import (
    AwardsSection,
    EducationSection,
    GrantsSection,
    LanguagesSection,
    ListSection,
    PatentsSection,
    PositionsSection,
    ProjectsSection,
    PublicationsSection,
    Section,
    ServiceSection,
    SkillsSection,
    SupervisionSection,
    TalksSection,
    TeachingSection,
    TextSection,
)
from cvtex.value import Value

HALF_LIFE = 6.0
# What has one of the variant's keywords counts as much as this many such items without.
_KEYWORD = 4.0
# The last section's items count this much of the first one's: the owner puts first what matters.
_LAST_SECTION = 0.6
# Of items listed by priority, the one this many places further down counts half.
_HALF_PLACE = 8.0
_SCALE = 1000


class Scale(Value):
    """What weights are measured by: the newest year in the CV, the variant's keywords, and the section's place."""

    newest: float
    keywords: frozenset[str] = frozenset()
    section: float = 1.0

    def points(self, year: float | None, keywords: Iterable[str], position: int) -> int:
        """At least 1. What has no date is as true today as when it was written; of two alike the first counts more."""
        age = 0.0 if year is None else max(0.0, self.newest - year)
        raised = _KEYWORD if self.keywords & set(keywords) else 1.0
        whole = round(_SCALE * float(0.5 ** (age / HALF_LIFE)) * raised * self.section)
        return max(1, whole * _SCALE - min(position, _SCALE - 1))

    def listed(self, position: int, keywords: Iterable[str]) -> int:
        """The points of what stands at a place in the owner's own order of importance."""
        return self.points(self.newest - HALF_LIFE * position / _HALF_PLACE, keywords, position)


def weight(points: int, priority: Priority = NORMAL, *, is_whole: bool = True) -> Weight:
    return Weight(priority.is_must, priority.level, is_whole, points)


def section_factor(section: Section, place: int, of: int) -> float:
    """That of a section's items, by its kind and by its place, from 0, among so many sections."""
    return _factor_of_kind(section) * (1.0 - (1.0 - _LAST_SECTION) * place / max(1, of - 1))


def _factor_of_kind(section: Section) -> float:
    """What a reader of a CV looks for first weighs most."""
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
        ):
            return 1.0
        case ListSection() | ServiceSection():
            return 0.7
        case SkillsSection() | LanguagesSection():
            return 0.5
        case _:
            assert_never(section)


def year_of(dates: Dates) -> float | None:
    """None for what is still going on."""
    if dates.is_open:
        return None
    year, month, day = dates.latest
    return year + (month - 1) / 12 + (day - 1) / 372

"""Kinds, dates, keywords and order of sections -> the worth of a line of each item, which decides if room is short.

Worth is a product of factors, each with a name that `cvtex explain` prints. Priority decides first, stated or default;
among items of equal priority, the sum of worth times lines. So long and short items compete on equal terms.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import prod
from types import MappingProxyType
from typing import Final

from cvtex.model.dates import LAST_OF_ALL, Dates, Day, PartialDate
from cvtex.model.plan import Factor, Weight
from cvtex.model.priority import NORMAL, Priority
from cvtex.text.folding import fold_keywords
from cvtex.value import Value

# An item with one of the variant's keywords counts as much as this many without.
_KEYWORD = 4.0
# The factor of the last section relative to the first: the owner puts first what matters.
_LAST_SECTION = 0.75
# In a list of priorities, an item this many places further down counts half.
_HALF_PLACE = 8.0
# A line below an item, such as a bullet point, relative to the item; and how many points on it counts half. Points of
# what is so many years old count half: nobody needs the details of an old post as much as the post.
_POINT = 0.4
_HALF_POINT = 3.0
_YEARS_OF_POINT = 12.0
BEYOND_LIMIT: Final = Factor("beyond the limit", 0.01)
_AHEAD: Final = Factor("not begun", 0.7)
_BRIEF: Final = Factor("less than a year", 0.6)
# A little less than a year, from its first day to its last.
_YEAR = 0.95
_SCALE = 1000
_LEAST_AGE_OF_UNDATED = 6.0


class Kind(Value):
    """The worth of a line in a kind of section: of its best and newest item.

    `years`: an item so many years older counts half; 0 if age does not matter. `items`: so does an item with so many
    better ones in its section, because nobody needs the twelfth talk as much as the first.
    """

    worth: float
    years: float
    items: float


# Readers of a CV look at the heaviest kinds first. A career and an education should have no gaps, so they age slowly.
KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "positions": Kind(3.0, 12, 12),
        "education": Kind(3.0, 12, 12),
        "publications": Kind(1.6, 8, 10),
        "contributions": Kind(1.6, 0, 16),
        "grants": Kind(1.2, 8, 8),
        "awards": Kind(1.2, 8, 8),
        "text": Kind(1.0, 0, 6),
        "projects": Kind(1.0, 6, 6),
        "patents": Kind(1.0, 6, 6),
        "talks": Kind(0.9, 6, 4),
        "teaching": Kind(0.9, 6, 4),
        "supervision": Kind(0.9, 6, 4),
        "software": Kind(0.9, 6, 4),
        "entries": Kind(0.9, 6, 4),
        "service": Kind(0.7, 6, 4),
        "memberships": Kind(0.7, 6, 4),
        "list": Kind(0.7, 6, 4),
        "table": Kind(0.7, 0, 16),
        "contacts": Kind(0.7, 0, 4),
        "skills": Kind(0.7, 0, 8),
        "languages": Kind(0.7, 0, 8),
    }
)


class Scale(Value):
    """The context of an item's worth.

    `today`: as a fractional year, the CV's date or else its latest beginning. `kind`, `name`: of the section.
    `place`: its factor. `oldest`: the earliest date of its items, for those without. `keywords`: the variant's, folded.
    """

    today: float
    kind: Kind
    name: str
    place: Factor
    oldest: float
    keywords: frozenset[str] = frozenset()

    def age(self, dates: Dates | None) -> float:
        """In years: 0 for what goes on, lies ahead or has no date."""
        year = year_of(dates) if dates else None
        return 0.0 if year is None else max(0.0, self.today - year)

    def factors(self, dates: Dates | None, keywords: Iterable[str]) -> tuple[Factor, ...]:
        if dates is None:
            return self._factors(None, "no date", keywords)
        year = year_of(dates)
        found = self._factors(self.today if year is None else year, "", keywords)
        return (*found, _AHEAD) if fractional(dates.first_day) > self.today else found

    def factors_of_year(self, year: float | None, keywords: Iterable[str]) -> tuple[Factor, ...]:
        """Factors of a work. `year`: None for one without a date."""
        return self._factors(year, "no date" if year is None else "", keywords)

    def listed(self, place: int) -> tuple[Factor, ...]:
        """Factors for a place in the owner's own order of importance."""
        return (*self._section, Factor(f"number {place + 1} of its list", 0.5 ** (place / _HALF_PLACE)))

    def ranked(self, better: int) -> Factor:
        """The factor of an item with so many better ones in its section."""
        return Factor(f"rank {better + 1}", 0.5 ** (better / self.kind.items))

    @property
    def _section(self) -> tuple[Factor, ...]:
        return Factor(self.name, self.kind.worth), self.place

    def _factors(self, year: float | None, why: str, keywords: Iterable[str]) -> tuple[Factor, ...]:
        found = list(self._section)
        if self.kind.years:
            # What has no date does not outrank what has.
            dated = min(self.oldest, self.today - _LEAST_AGE_OF_UNDATED) if year is None else year
            # What lies ahead is no newer than today.
            age = max(0.0, self.today - dated)
            found.append(Factor(why or _age(age), 0.5 ** (age / self.kind.years)))
        if self.keywords & fold_keywords(keywords):
            found.append(Factor("keyword", _KEYWORD))
        return tuple(found)


def duration_factors(dates: Dates | None) -> tuple[Factor, ...]:
    """A post of some months, such as a sabbatical, counts less than the posts around it."""
    if dates is None or dates.latest == LAST_OF_ALL or fractional(dates.latest) - fractional(dates.first_day) > _YEAR:
        return ()
    return (_BRIEF,)


def place_factor(place: int, of: int) -> Factor:
    """The factor of a section by its place (from 0) among `of` sections."""
    return Factor(f"section {place + 1} of {of}", 1.0 - (1.0 - _LAST_SECTION) * place / max(1, of - 1))


def point_factors(parent: Iterable[Factor], age: float, place: int, factors: Iterable[Factor]) -> tuple[Factor, ...]:
    """Factors of the point at a place (from 0) below an item of an age. Of its own, only a keyword counts."""
    own = Factor(f"point {place + 1} below it", _POINT * 0.5 ** (place / _HALF_POINT + age / _YEARS_OF_POINT))
    had = {factor.what for factor in parent}
    return (*parent, own, *(one for one in factors if one.what == "keyword" and "keyword" not in had))


def beyond_limit(factors: Iterable[Factor]) -> tuple[Factor, ...]:
    """Factors of an item that fills in only where better items up to a `max` leave it room."""
    return (*factors, BEYOND_LIMIT)


def weight(factors: Iterable[Factor], priority: Priority | None, level: int = 0) -> Weight:
    """`level`: replaces that of the priority, if higher. At least one point."""
    stated = priority or NORMAL
    points = max(1, round(_SCALE * prod(factor.times for factor in factors)))
    return Weight(stated.is_must, max(stated.level, level), points)


def year_of(dates: Dates) -> float | None:
    """The latest date as a fractional year; None for what is ongoing or expected."""
    return None if dates.latest == LAST_OF_ALL else fractional(dates.latest)


def fractional(day: Day) -> float:
    year, month, in_month = day
    return year + (month - 1) / 12 + (in_month - 1) / 372


def today_of(date: PartialDate | None, beginnings: Iterable[Day]) -> float:
    """The CV's date, or else the latest day on which anything in it began or appeared."""
    if date is not None:
        return fractional(date.last_day)
    return max(map(fractional, beginnings), default=0.0)


def _age(years: float) -> str:
    return "current" if years < 1 else f"{years:.0f} years old" if years >= 1.5 else "1 year old"

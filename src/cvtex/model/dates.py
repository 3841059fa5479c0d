"""Dates in a CV: days, months, years, terms and quarters; single, as ranges, or several of them."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from typing import Final, Literal, TypeAlias, assert_never

from cvtex.model.text import Text
from cvtex.value import Value, replace

Day: TypeAlias = tuple[int, int, int]
"""Year, month and day. The day may be 31 in any month: it is only compared."""

TermName = Literal[
    "spring", "summer", "autumn", "winter", "winter semester", "summer semester", "first semester", "second semester",
    "michaelmas", "hilary", "lent", "easter", "trinity", "academic year",
]  # fmt: skip
DateForm = Literal["usual", "short", "long", "numeric", "year"]
"""How dates print: `Sep 2020`, `September 2020`, `09/2020`, `2020`. `usual` is the form that the locale names."""

SEASONS: Final[tuple[TermName, ...]] = ("spring", "summer", "autumn", "winter")
# First and last month, counted on from January of the year: 13 is the January after it.
_MONTHS: Final[dict[TermName, tuple[int, int]]] = {
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 12),
    "winter": (12, 14),
    "winter semester": (10, 15),
    "summer semester": (4, 9),
    "first semester": (1, 6),
    "second semester": (7, 12),
    "michaelmas": (10, 12),
    "hilary": (1, 3),
    "lent": (1, 3),
    "easter": (4, 6),
    "trinity": (4, 6),
    "academic year": (9, 20),
}
_SEMESTERS_OF_ACADEMIC_YEAR: Final[dict[TermName, tuple[int, int]]] = {
    "first semester": (9, 13),
    "second semester": (14, 18),
}
_FIRST_MONTH_OF_ACADEMIC_YEAR: Final = 9
LAST_OF_ALL: Final[Day] = (9999, 12, 31)
_FIRST_OF_ALL: Final[Day] = (0, 1, 1)


class PartialDate(Value):
    """ISO 8601 with reduced precision: month and day may be unknown."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def first_day(self) -> Day:
        return (self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> Day:
        return (self.year, self.month or 12, self.day or 31)

    def __str__(self) -> str:
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part)]
        return "-".join(parts)


class Quarter(Value):
    """Three months of a year; `number` is 1 to 4."""

    year: int
    number: int

    @property
    def first_day(self) -> Day:
        return (self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> Day:
        return (self.year, 3 * self.number, 31)

    def __str__(self) -> str:
        return f"Q{self.number} {self.year}"


class Term(Value):
    """A season or academic term: `Fall 2019`, `WS 2019/20`. `word`: the author's own word for it.

    `is_of_two_years`: the year is written as 2019/20, and `year` is the first one.
    """

    year: int
    name: TermName
    word: str = ""
    is_of_two_years: bool = False

    @property
    def first_day(self) -> Day:
        return self._month(self._months[0], 1)

    @property
    def last_day(self) -> Day:
        return self._month(self._months[1], 31)

    @property
    def year_text(self) -> str:
        return f"{self.year}/{(self.year + 1) % 100:02d}" if self.is_of_two_years else str(self.year)

    @property
    def _months(self) -> tuple[int, int]:
        first, last = _MONTHS[self.name]
        if not self.is_of_two_years or first >= _FIRST_MONTH_OF_ACADEMIC_YEAR:
            return first, last
        return _SEMESTERS_OF_ACADEMIC_YEAR.get(self.name, (first + 12, last + 12))

    def _month(self, month: int, day: int) -> Day:
        return (self.year + (month - 1) // 12, (month - 1) % 12 + 1, day)

    def __str__(self) -> str:
        return self.year_text if self.name == "academic year" else f"{self.name} {self.year_text}"


Qualifier = Literal["approximate", "uncertain", "expected"]
CalendarDate: TypeAlias = PartialDate | Quarter | Term


class Moment(Value):
    """A date with what is said about it: `c. 2012`, `2019?`, `expected 2030`."""

    date: CalendarDate
    qualifiers: frozenset[Qualifier] = frozenset()

    @property
    def is_expected(self) -> bool:
        return "expected" in self.qualifiers

    def __str__(self) -> str:
        marks = ("expected " if self.is_expected else "") + ("c. " if "approximate" in self.qualifiers else "")
        return f"{marks}{self.date}{'?' if 'uncertain' in self.qualifiers else ''}"


class Single(Value, tag=True):
    """One date."""

    date: Moment


class Range(Value, tag=True):
    """From a date to another."""

    start: Moment
    end: Moment


class OpenRange(Value, tag=True):
    """`2019 – present`."""

    start: Moment


class Since(Value, tag=True):
    """`since 2019`: the same time as an `OpenRange`, printed as written."""

    start: Moment


class Until(Value, tag=True):
    """`until 2019`."""

    end: Moment


class Ongoing(Value, tag=True):
    """`ongoing`, without a date."""


DateSpan: TypeAlias = Single | Range | OpenRange | Since | Until | Ongoing


class Dates(Value):
    """One date or range, or several. `text` is printed instead, if given; then `spans` is only for sorting."""

    spans: tuple[DateSpan, ...]
    text: Text | None = None

    @property
    def moments(self) -> tuple[Moment, ...]:
        return tuple(moment for span in self.spans for moment in moments_of(span))

    @property
    def first_day(self) -> Day:
        """The first day; for a date without a known start, a day before any other."""
        return min(map(_first_day, self.spans))

    @property
    def latest(self) -> Day:
        """The last day, for sorting. What is open or expected is later than any date."""
        return max(map(_last_day, self.spans))

    @property
    def last_year(self) -> int:
        """The last year that is written; 0 if there is none."""
        return max((moment.date.last_day[0] for moment in self.moments), default=0)

    @property
    def is_open(self) -> bool:
        """Whether it has begun and goes on: it has no end, or an end that is only expected."""
        return any(not isinstance(span, Single) and _last_day(span) == LAST_OF_ALL for span in self.spans)

    @property
    def in_years(self) -> Dates:
        """The same dates without months and days; those that are then equal, once."""
        return replace(self, spans=tuple(dict.fromkeys(map(_in_years, self.spans))))

    def has_years(self, first: int, last: int) -> bool:
        """Whether one of the years is in it."""
        return any(_first_day(span)[0] <= last and first <= _last_day(span)[0] for span in self.spans)

    def __str__(self) -> str:
        return ", ".join(map(_written, self.spans))


def dates_of_day(date: CalendarDate) -> Dates:
    return Dates((Single(Moment(date)),))


# Of the year 9999, in seconds since 1970: dates of PDF and Word have years of four digits.
LAST_SECOND: Final = 253_402_300_799


def epoch_of(date: PartialDate) -> int:
    """Seconds from 1970-01-01 to the start of the date's first day (UTC); never negative."""
    return max(0, calendar.timegm((*date.first_day, 0, 0, 0)))


def moments_of(span: DateSpan) -> Iterator[Moment]:
    """The dates that are written in a span."""
    match span:
        case Single(date):
            yield date
        case Range(start, end):
            yield start
            yield end
        case OpenRange(start) | Since(start):
            yield start
        case Until(end):
            yield end
        case Ongoing():
            pass
        case _:
            assert_never(span)


def _first_day(span: DateSpan) -> Day:
    match span:
        case Single(date):
            return date.date.first_day
        case Range(start) | OpenRange(start) | Since(start):
            return start.date.first_day
        case Until() | Ongoing():
            return _FIRST_OF_ALL
        case _:
            assert_never(span)


def _last_day(span: DateSpan) -> Day:
    match span:
        case Single(end) | Range(_, end) | Until(end):
            return LAST_OF_ALL if end.is_expected else end.date.last_day
        case OpenRange() | Since() | Ongoing():
            return LAST_OF_ALL
        case _:
            assert_never(span)


def _in_years(span: DateSpan) -> DateSpan:
    match span:
        case Single(date):
            return Single(_year_of(date))
        case Range(start, end):
            first, last = _year_of(start), _year_of(end)
            return Single(last) if first.date == last.date else Range(first, last)
        case OpenRange(start) | Since(start):
            return replace(span, start=_year_of(start))
        case Until(end):
            return Until(_year_of(end))
        case Ongoing():
            return span
        case _:
            assert_never(span)


def _year_of(moment: Moment) -> Moment:
    date = moment.date
    if isinstance(date, Term) and date.is_of_two_years:
        return replace(moment, date=Term(date.year, "academic year", is_of_two_years=True))
    return replace(moment, date=PartialDate(date.year))


def _written(span: DateSpan) -> str:
    """As one may write it in any cv.yaml."""
    match span:
        case Single(date):
            return str(date)
        case Range(start, end):
            return f"{start} – {end}"
        case OpenRange(start):
            return f"{start} – present"
        case Since(start):
            return f"since {start}"
        case Until(end):
            return f"until {end}"
        case Ongoing():
            return "ongoing"
        case _:
            assert_never(span)

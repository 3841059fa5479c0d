"""Dates in a CV: a year, a month or a day; a range, an open range, or single days."""

from __future__ import annotations

import calendar

from cvtex.value import Value


class PartialDate(Value):
    """ISO 8601 with reduced precision: month and day may be unknown."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def first_day(self) -> tuple[int, int, int]:
        return (self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> tuple[int, int, int]:
        return (self.year, self.month or 12, self.day or 31)

    def __str__(self) -> str:
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part)]
        return "-".join(parts)


def epoch_of(date: PartialDate) -> int:
    """Seconds from 1970-01-01 to the start of the date's first day (UTC); never negative."""
    return max(0, calendar.timegm((*date.first_day, 0, 0, 0)))


class Dates(Value):
    """One date, a range to `end`, an open range, or the single days `start` and `further`."""

    start: PartialDate
    end: PartialDate | None = None
    is_open: bool = False
    further: tuple[PartialDate, ...] = ()

    @property
    def latest(self) -> tuple[int, int, int]:
        """The last day, for sorting; an open range is later than any date."""
        if self.is_open:
            return (9999, 12, 31)
        return (self.further[-1] if self.further else self.end or self.start).last_day

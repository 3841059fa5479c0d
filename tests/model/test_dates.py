"""Dates of reduced precision and their order."""

from __future__ import annotations

import calendar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvtex.check.date_syntax import read_date, read_dates
from cvtex.check.date_words import date_words
from cvtex.model.dates import Dates, Moment, OpenRange, PartialDate, Range, Single, dates_of_day


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    year = draw(st.integers(1000, 2999))
    month = draw(st.none() | st.integers(1, 12))
    day = draw(st.none() | st.integers(1, calendar.monthrange(year, month)[1])) if month else None
    return PartialDate(year, month, day)


def range_of(start: PartialDate, end: PartialDate) -> Dates:
    return Dates((Range(Moment(start), Moment(end)),))


def open_range(start: PartialDate) -> Dates:
    return Dates((OpenRange(Moment(start)),))


def test_first_and_last_day() -> None:
    assert [
        (PartialDate(*date).first_day, PartialDate(*date).last_day) for date in [(2021,), (2021, 3), (2021, 3, 5)]
    ] == [
        ((2021, 1, 1), (2021, 12, 31)),
        ((2021, 3, 1), (2021, 3, 31)),
        ((2021, 3, 5), (2021, 3, 5)),
    ]


LATEST = [
    # dates                     when it ended
    ("2019", (2019, 12, 31)),
    ("2019-02", (2019, 2, 31)),
    ("2019-02-03", (2019, 2, 3)),
    ("2017 – 2019", (2019, 12, 31)),
    ("2017 – present", (9999, 12, 31)),
    ("2019-02-03/04/08", (2019, 2, 8)),
    ("2019, 2012–2014", (2019, 12, 31)),
    ("until 2019", (2019, 12, 31)),
    ("since 2017", (9999, 12, 31)),
    ("Fall 2019", (2019, 12, 31)),
    ("WS 2019/20", (2020, 3, 31)),
    ("expected 2001", (9999, 12, 31)),
]


@pytest.mark.parametrize(("text", "latest"), LATEST)
def test_latest(text: str, latest: tuple[int, int, int]) -> None:
    assert read_dates(text, date_words()).latest == latest


@given(partial_dates())
def test_a_written_date_is_read_back(date: PartialDate) -> None:
    assert read_date(str(date), date_words()) == date


@given(partial_dates(), partial_dates())
def test_a_written_range_is_read_back(one: PartialDate, other: PartialDate) -> None:
    start, end = sorted((one, other), key=lambda date: (date.first_day, date.last_day))
    assert read_dates(f"{start} – {end}", date_words()) == range_of(start, end)
    assert read_dates(f"{start}/{end}", date_words()) == range_of(start, end)
    assert read_dates(f"{start} – present", date_words()) == open_range(start)


@given(st.lists(partial_dates(), min_size=3, max_size=5, unique_by=lambda date: date.first_day))
def test_written_single_days_are_read_back(days: list[PartialDate]) -> None:
    first, *further = sorted(days, key=lambda date: date.first_day)
    written = "/".join(map(str, (first, *further)))
    assert read_dates(written, date_words()) == Dates(tuple(Single(Moment(day)) for day in (first, *further)))


@given(partial_dates(), partial_dates(), partial_dates())
def test_a_later_end_is_later(start: PartialDate, end: PartialDate, later: PartialDate) -> None:
    """`latest` is monotone: in the end of a range, and from any date to an open range."""
    if end.last_day <= later.last_day:
        assert range_of(start, end).latest <= range_of(start, later).latest
    assert range_of(start, end).latest < open_range(start).latest
    assert dates_of_day(start).latest == start.last_day
    assert start.first_day <= start.last_day


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2009, 2012–2014", [2009, 2012, 2013, 2014]),
        ("WS 2019/20", [2019, 2020]),
        ("since 2018", [2018, 2019, 2020]),
        ("until 2010", [2007, 2008, 2009, 2010]),
    ],
)
def test_years(text: str, years: list[int]) -> None:
    dates = read_dates(text, date_words())
    assert [year for year in range(2007, 2021) if dates.has_years(year, year)] == years

"""What a line of an item is worth, and what is kept before all else."""

from __future__ import annotations

from typing import get_args

import pytest

from cvtex.check.date_syntax import read_dates
from cvtex.check.date_words import date_words
from cvtex.model.dates import Dates, PartialDate
from cvtex.model.plan import Factor
from cvtex.model.sections import Section
from cvtex.select.ranks import is_current
from cvtex.select.weights import KINDS, Kind, Scale, today_of
from cvtex.value import fields_of

TODAY = PartialDate(2026, 11, 26)


def dates(text: str) -> Dates:
    return read_dates(text, date_words(("en",)))


def test_each_kind_of_section_has_a_worth() -> None:
    kinds = {field.default for one in get_args(Section) for field in fields_of(one) if field.name == "kind"}
    assert kinds == set(KINDS)


@pytest.mark.parametrize(
    ("when", "is_it"),
    [
        ("2020 – present", True),
        ("since 2020", True),
        ("2020 – 2027", True),
        ("2026", True),
        ("2020 – 2025", False),
        # They lie ahead.
        ("2027 – present", False),
        ("2027 – 2030", False),
    ],
)
def test_a_current_post_has_begun_and_goes_on(when: str, is_it: bool) -> None:
    assert is_current(dates(when), TODAY) == is_it


def test_without_a_day_only_what_has_no_end_goes_on() -> None:
    assert is_current(dates("2020 – present"), None)
    assert not is_current(dates("2020 – 2027"), None)


AGES = [
    # dates, what their factor says, and how much it is if eight years halve the worth
    ("2020 – present", "current", 1.0),
    ("2010 – 2018", "8 years old", 0.5),
    ("2010", "16 years old", 0.25),
    ("2019 – 2040", "current", 1.0),
    ("2030 – 2040", "current", 1.0),
    # The oldest item is of 2010.
    (None, "no date", 0.25),
]


@pytest.mark.parametrize(("when", "says", "times"), AGES)
def test_age(when: str | None, says: str, times: float) -> None:
    today = today_of(PartialDate(2026, 12, 31), ())
    oldest = today - 16
    scale = Scale(today=today, kind=Kind(1, 8, 1), name="talks", place=Factor("section 1 of 1", 1), oldest=oldest)
    factors = scale.factors(dates(when) if when else None, ())
    assert factors[2].what == says
    assert factors[2].times == pytest.approx(times)
    assert [factor.times for factor in factors[3:]] == ([0.7] if when == "2030 – 2040" else [])

"""What is printed for a date is read as the same date in a CV of that language, and sorts in order."""

from __future__ import annotations

import calendar
from contextlib import suppress

from hypothesis import assume, given
from hypothesis import strategies as st

from cvtex.check.date_errors import DateError
from cvtex.check.date_syntax import read_date, read_dates
from cvtex.check.date_words import date_words
from cvtex.locales.cldr import dates_text
from cvtex.locales.locale import languages, locale_of
from cvtex.model.dates import (
    Dates,
    DateSpan,
    Moment,
    Ongoing,
    OpenRange,
    PartialDate,
    Quarter,
    Range,
    Since,
    Single,
    Term,
    Until,
)

LANGUAGES = st.sampled_from([*languages(), "en-GB", "de-AT", "pt-BR", "zh-TW"])
YEARS = st.integers(1960, 2068)


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    year = draw(YEARS)
    month = draw(st.none() | st.integers(1, 12))
    day = draw(st.none() | st.integers(1, calendar.monthrange(year, month)[1])) if month else None
    return PartialDate(year, month, day)


@st.composite
def terms(draw: st.DrawFn, language: str) -> Term:
    """A term in a word of the language; `Winter 2019/20` is a semester."""
    name, words = draw(st.sampled_from(sorted(locale_of(language).terms.items())))
    is_of_two_years = name == "academic year" or draw(st.booleans())
    word = draw(st.sampled_from(words))
    known_as = next(known for known, those in locale_of(language).terms.items() if word in those)
    if known_as == "winter" and is_of_two_years:
        known_as = "winter semester"
    return Term(draw(YEARS), known_as, word, is_of_two_years)


@st.composite
def moments(draw: st.DrawFn, language: str) -> Moment:
    date = draw(partial_dates() | terms(language) | st.builds(Quarter, YEARS, st.integers(1, 4)))
    return Moment(date, draw(st.frozensets(st.sampled_from(["approximate", "uncertain", "expected"]), max_size=1)))


@st.composite
def ranges(draw: st.DrawFn, language: str) -> Range:
    start, end = sorted(draw(st.tuples(moments(language), moments(language))), key=lambda one: one.date.first_day)
    # `Winter 2019 – 2020` would be one term.
    assume(not isinstance(start.date, Term) or end.date.year != start.date.year + 1)
    return Range(start, end)


def spans(language: str) -> st.SearchStrategy[DateSpan]:
    moment = moments(language)
    return st.one_of(
        st.builds(Single, moment),
        ranges(language),
        st.builds(OpenRange, moment),
        st.builds(Since, moment),
        st.builds(Until, moment),
        st.just(Ongoing()),
    )


@given(st.data(), LANGUAGES)
def test_what_is_printed_is_read_as_the_same(data: st.DataObject, language: str) -> None:
    assert_reads_back(Dates((data.draw(spans(language)),)), language)


@given(st.data(), LANGUAGES)
def test_what_is_printed_for_several_is_read_as_the_same(data: st.DataObject, language: str) -> None:
    several = st.lists(st.builds(Single, moments(language)) | ranges(language), min_size=2, max_size=4, unique=True)
    assert_reads_back(Dates(tuple(data.draw(several))), language)


def assert_reads_back(dates: Dates, language: str) -> None:
    printed = dates_text(dates, language)
    again = read_dates(printed, date_words((language,)))
    assert dates_text(again, language) == printed
    assert (again.first_day, again.latest) == (dates.first_day, dates.latest)


@given(st.data())
def test_what_is_written_in_english_is_read_in_every_cv(data: st.DataObject) -> None:
    dates = Dates(tuple(data.draw(st.lists(spans("en"), min_size=1, max_size=3))))
    again = read_dates(str(dates), date_words((data.draw(LANGUAGES),)))
    assert str(again) == str(dates)
    assert (again.first_day, again.latest) == (dates.first_day, dates.latest)


PIECES = st.sampled_from(
    [
        "2019", "20", "5", "0", "13", "-", "–", "/", "..", ".", ",", ";", "?", "~", "%", "(", ")", "\t", "since",
        "until", "expected", "c.", "Fall", "WS", "May", "März", "年", "月", "to", "and", "present", "İ", "Q3",
    ]
)  # fmt: skip


@given(st.text(max_size=30) | st.lists(PIECES, max_size=9).map("".join) | st.lists(PIECES, max_size=9).map(" ".join))
def test_any_text_is_a_date_or_an_error(text: str) -> None:
    words = date_words(("de", "ja"))
    with suppress(DateError):
        dates = read_dates(text, words)
        assert dates.first_day <= dates.latest
        dates_text(dates, "de")
    with suppress(DateError):
        assert read_date(text, words).year

"""`date_form`: the forms in which dates are printed, in each language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvtex.check.date_syntax import read_dates
from cvtex.check.date_words import date_words
from cvtex.locales.cldr import dates_text
from cvtex.locales.locale import languages
from cvtex.model.dates import (
    DateForm,
    Dates,
    Moment,
    OpenRange,
    PartialDate,
    Quarter,
    Range,
    Since,
    Single,
    Term,
    Until,
)

FORMS: tuple[DateForm, ...] = get_args(DateForm)

# A thin space is shown as `_`.
TABLES = """
en                | short                     | long
------------------|---------------------------|----------------------------
2020              | 2020                      | 2020
2020-09           | Sep 2020                  | September 2020
2020-09-03        | Sep 3, 2020               | September 3, 2020
2020-09 – 2021-03 | Sep 2020_–_Mar 2021       | September 2020_–_March 2021
2020-02 – 2020-09 | Feb_–_Sep 2020            | February_–_September 2020
2020-09-03/05     | Sep 3_–_5, 2020           | September 3_–_5, 2020
2020-09 – present | Sep 2020_–_present        | September 2020_–_present
since 2020-09     | since Sep 2020            | since September 2020
expected 2027-06  | expected Jun 2027         | expected June 2027
2020 – 2021-03    | 2020_–_Mar 2021           | 2020_–_March 2021
Fall 2019         | Fall 2019                 | Fall 2019
Q3 2020           | Q3 2020                   | 3rd quarter 2020
Spring/Fall 2019  | Spring 2019_–_Fall 2019   | Spring 2019_–_Fall 2019
2019-03-01/05/09  | Mar 1, 5 and 9, 2019      | March 1, 5 and 9, 2019
2017/2019/2021    | 2017, 2019 and 2021       | 2017, 2019 and 2021

lv                | short                     | long
------------------|---------------------------|----------------------------
2020-09           | 2020. g. sept.            | 2020. gada septembris
2020-09-03        | 2020. g. 3. sept.         | 2020. gada 3. septembris

en                | numeric                   | year
------------------|---------------------------|--------------------
2020              | 2020                      | 2020
2020-09           | 09/2020                   | 2020
2020-09-03        | 09/03/2020                | 2020
2020-09 – 2021-03 | 09/2020_–_03/2021         | 2020_–_2021
2020-02 – 2020-09 | 02/2020_–_09/2020         | 2020
2020-09-03/05     | 09/03/2020_–_09/05/2020   | 2020
2020-09 – present | 09/2020_–_present         | 2020_–_present
since 2020-09     | since 09/2020             | since 2020
expected 2027-06  | expected 06/2027          | expected 2027
2020 – 2021-03    | 2020_–_03/2021            | 2020_–_2021
Fall 2019         | Fall 2019                 | 2019
Q3 2020           | Q3 2020                   | 2020
Spring/Fall 2019  | Spring 2019_–_Fall 2019   | 2019
2019-03-01/05/09  | 03/01/2019, 03/05/2019 and 03/09/2019 | 2019
2017/2019/2021    | 2017, 2019 and 2021       | 2017, 2019 and 2021

de              | short              | long
----------------|--------------------|-----------------------
2020-09         | Sept. 2020         | September 2020
2020-09-03      | 3. Sept. 2020      | 3. September 2020
2020-09 – heute | Sept. 2020_–_heute | September 2020_–_heute
WS 2019/20      | WS 2019/20         | WS 2019/20
2020-09-03/05   | 3.–5. Sept. 2020   | 3.–5. September 2020

de              | numeric                 | year
----------------|-------------------------|-------------
2020-09         | 09/2020                 | 2020
2020-09-03      | 03.09.2020              | 2020
2020-09 – heute | 09/2020_–_heute         | 2020_–_heute
WS 2019/20      | WS 2019/20              | 2019/20
2020-09-03/05   | 03.09.2020_–_05.09.2020 | 2020

cs                      | short               | long
------------------------|---------------------|---------------------------------
2020-09 – 2021-03       | zář 2020_–_bře 2021 | září 2020_–_březen 2021
2020-09-03 – 2020-11-05 | 3. 9._–_5. 11. 2020 | 3. září 2020_–_5. listopadu 2020

cs                      | numeric                     | year
------------------------|-----------------------------|----------
2020-09 – 2021-03       | 09/2020_–_03/2021           | 2020–2021
2020-09-03 – 2020-11-05 | 03. 09. 2020_–_05. 11. 2020 | 2020

zh                | short                 | long
------------------|-----------------------|----------------------
2020-09 – 2021-03 | 2020年9月_–_2021年3月 | 2020年9月 – 2021年3月
2020-09-03/05     | 2020年9月3日_–_5日    | 2020年9月3日_–_5日

zh                | numeric                 | year
------------------|-------------------------|------------
2020-09 – 2021-03 | 2020/09 – 2021/03       | 2020–2021年
2020-09-03/05     | 2020/09/03 – 2020/09/05 | 2020年
"""


def cases() -> Iterator[tuple[str, str, DateForm, str]]:
    for table in TABLES.strip().split("\n\n"):
        (language, *forms), _, *rows = [[cell.strip() for cell in line.split(" | ")] for line in table.splitlines()]
        for written, *texts in rows:
            for form, text in zip(forms, texts, strict=True):
                yield language, written, next(one for one in FORMS if one == form), text


@pytest.mark.parametrize(("language", "written", "form", "printed"), [*cases()])
def test_forms(language: str, written: str, form: DateForm, printed: str) -> None:
    dates = read_dates(written, date_words((language, "en")))
    assert dates_text(dates, language, form=form).replace("\u2009", "_") == printed


def test_usual_is_the_form_that_the_language_has_anyway() -> None:
    dates = read_dates("2020-09-03 – 2021-03", date_words())
    for language in languages():
        assert dates_text(dates, language, form="usual") == dates_text(dates, language)


DATES = st.one_of(
    st.builds(PartialDate, st.integers(1900, 2100)),
    st.builds(PartialDate, st.integers(1900, 2100), st.integers(1, 12)),
    st.builds(PartialDate, st.integers(1900, 2100), st.integers(1, 12), st.integers(1, 28)),
    st.builds(Quarter, st.integers(1900, 2100), st.integers(1, 4)),
    st.builds(Term, st.integers(1900, 2100), st.sampled_from(["spring", "winter semester", "academic year"])),
)
MOMENTS = st.builds(Moment, DATES, st.frozensets(st.sampled_from(["approximate", "uncertain", "expected"]), max_size=1))
RANGES = st.tuples(MOMENTS, MOMENTS).map(lambda pair: Range(*sorted(pair, key=lambda one: one.date.first_day)))
SPANS = st.one_of(
    st.builds(Single, MOMENTS),
    RANGES,
    st.builds(OpenRange, MOMENTS),
    st.builds(Since, MOMENTS),
    st.builds(Until, MOMENTS),
)
LANGUAGES = st.sampled_from([*languages(), "en-GB", "de-CH"])


@given(st.lists(SPANS, min_size=1, max_size=3), LANGUAGES, st.sampled_from(FORMS))
def test_each_year_is_printed_in_each_form(spans: list[Single], language: str, form: DateForm) -> None:
    dates = Dates(tuple(spans))
    text = dates_text(dates, language, form=form)
    assert text.strip()
    assert all(str(moment.date.year) in text for moment in dates.moments)


@given(RANGES, LANGUAGES, st.sampled_from(FORMS))
def test_a_range_begins_with_its_start(range_: Range, language: str, form: DateForm) -> None:
    first, last = (str(moment.date.year) for moment in (range_.start, range_.end))
    text = dates_text(Dates((range_,)), language, form=form)
    assert first == last or text.index(first) < text.index(last)


@given(RANGES, LANGUAGES)
def test_in_years_nothing_else_is_a_number(range_: Range, language: str) -> None:
    text = dates_text(Dates((range_,)), language, form="year")
    years = {moment.date.year for moment in (range_.start, range_.end)}
    assert all(int(number) in years for number in "".join(c if c.isdigit() else " " for c in text).split())

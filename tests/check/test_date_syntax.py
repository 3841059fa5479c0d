"""ISO dates, errors, and dates in several languages. Tables: documents/dates; rendered errors: documents/errors."""

from __future__ import annotations

import pytest

from cvtex.check.date_advice import FORMS, FORMS_OF_ONE
from cvtex.check.date_errors import DateError
from cvtex.check.date_syntax import read_date, read_dates
from cvtex.check.date_words import date_words

# Of a CV in German.
WORDS = date_words(("de",))

READ = [
    # as written                 in full
    ("2021", "2021"),
    ("2021-1", "2021-01"),
    ("2021-01-05", "2021-01-05"),
    ("  2021  ", "2021"),
    ("2019 – 2021", "2019 – 2021"),
    ("2019—2021", "2019 – 2021"),
    ("2019-2021", "2019 – 2021"),
    ("2019 - 2021", "2019 – 2021"),
    ("2019 -- 2021", "2019 – 2021"),
    ("2019 to 2021", "2019 – 2021"),
    ("2019 bis 2021", "2019 – 2021"),
    ("2019-05 – 2020-02", "2019-05 – 2020-02"),
    ("2019-12-30 – 2020-01-02", "2019-12-30 – 2020-01-02"),
    ("2020 – 2020", "2020 – 2020"),
    ("2020 – 2020-03", "2020 – 2020-03"),
    ("2020-03 – 2020", "2020-03 – 2020"),
    ("2021-12-13/16", "2021-12-13 – 2021-12-16"),
    ("2021-11-30/12-02", "2021-11-30 – 2021-12-02"),
    ("2021-11/12", "2021-11 – 2021-12"),
    ("2019/2021", "2019 – 2021"),
    ("2019/2020/2022", "2019, 2020, 2022"),
    ("2021-12-13/14/16", "2021-12-13, 2021-12-14, 2021-12-16"),
    ("2021-11-30/12-01/12-03", "2021-11-30, 2021-12-01, 2021-12-03"),
    ("2020 – present", "2020 – present"),
    ("2020 – Present", "2020 – present"),
    ("2020 until today", "2020 – present"),
    ("2020 – heute", "2020 – present"),
    ("2020 –", "2020 – present"),
    ("2020-05/..", "2020-05 – present"),
    ("2020/", "2020 – present"),
    ("2019-20", "2019 – 2020"),
    ("2019/20", "2019/20"),
    ("2021/3", "2021-03"),
    ("2021.3.1", "2021-03-01"),
]


@pytest.mark.parametrize(("text", "in_full"), READ)
def test_dates(text: str, in_full: str) -> None:
    assert str(read_dates(text, WORDS)) == in_full


REFUSED = [
    # as written                    what is wrong                                        what to do
    ("", "'' is not a date", FORMS),
    ("soon", "'soon' is not a date", FORMS),
    ("20211", "'20211' is not a date", FORMS),
    ("99", "'99' is not a date", FORMS),
    ("2021-13", "'2021-13' has an impossible month", "the order is year-month-day"),
    ("2021-00", "'2021-00' has an impossible month", "the order is year-month-day"),
    ("2021-04-31", "'2021-04-31' has an impossible day", "2021-04 has 30 days"),
    ("1900-02-29", "'1900-02-29' has an impossible day", "1900-02 has 28 days"),
    ("2021-04-00", "'2021-04-00' has an impossible day", "2021-04 has 30 days"),
    ("0999", "'0999' has an impossible year", ""),
    ("3000", "'3000' has an impossible year", ""),
    ("2021 – 2019", "the end (2019) is before the start (2021)", ""),
    ("2021-03/02", "the end (2021-02) is before the start (2021-03)", ""),
    ("2021-03-02/02/04", "'2021-03-02' does not come after '2021-03-02'", ""),
    ("2021-13 – 2022", "'2021-13' has an impossible month", "the order is year-month-day"),
    ("3/4/2021", "'3/4/2021' is not a date", "write 2021-03-04 or 2021-04-03"),
    ("2021-22", "'2021-22' may be two years or a season", "write 2021 – 2022 or summer 2021"),
    ("2019 – 2020 – 2021", "'2019 – 2020 – 2021' is not a date", FORMS),
    ("9" * 400, "this text is too long for a date", FORMS),
]


@pytest.mark.parametrize(("text", "message", "hint"), REFUSED)
def test_text_that_is_not_a_date(text: str, message: str, hint: str) -> None:
    with pytest.raises(DateError) as refused:
        read_dates(text, WORDS)
    assert (str(refused.value), refused.value.hint) == (message, hint)


ONE = [
    ("1980-03", "1980-03"),
    ("März 1980", "1980-03"),
    ("5 March 1980", "1980-03-05"),
    ("5. 3. 1980", "1980-03-05"),
    ("2019 – 2020", FORMS_OF_ONE),
    ("since 2019", FORMS_OF_ONE),
    ("Fall 2019", FORMS_OF_ONE),
    ("c. 2019", FORMS_OF_ONE),
    ("soon", FORMS_OF_ONE),
]


@pytest.mark.parametrize(("text", "date"), ONE)
def test_a_single_day(text: str, date: str) -> None:
    try:
        found = str(read_date(text, WORDS))
    except DateError as problem:
        found = problem.hint
    assert found == date


@pytest.mark.parametrize(
    ("languages", "text", "read"),
    [
        (("fr",), "2020 – présent", "2020 – present"),
        (("fr",), "2020 – Aujourd’hui", "2020 – present"),
        (("fr",), "2020 à 2021", "2020 – 2021"),
        (("fr",), "2020/présent", "2020 – present"),
        (("es",), "2020 – actualidad", "2020 – present"),
        (("en-GB", "de"), "2020 – heute", "2020 – present"),
        (("de-AT",), "Jänner 2020", "2020-01"),
        (("de",), "2020 – present", "2020 – present"),
        (("fr",), "2020 – heute", "write 2020 – present"),
        ((), "2020 – présent", "write 2020 – present"),
        (("fr",), "2020 – présnet", "did you mean 'présent'?"),
        (("fr",), "depuis 2020", "since 2020"),
        (("fr",), "févr. 2020", "2020-02"),
        ((), "1 de marzo de 2020", "write 2020-03-01"),
        ((), "marzo 2020", "write 2020-03"),
        (("pl", "hr"), "listopad 2020", "2020-11"),
        (("hr", "pl"), "listopad 2020", "2020-10"),
    ],
)
def test_dates_may_have_the_words_of_the_cvs_languages_and_english_ones(
    languages: tuple[str, ...], text: str, read: str
) -> None:
    try:
        found = str(read_dates(text, date_words(languages)))
    except DateError as problem:
        found = problem.hint
    assert found == read


def test_english_dates_need_no_names_from_cldr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cvtex.check.date_words.calendar_names", None)
    for text in (
        "March 2019 – Jun 2020",
        "Fall 2019",
        "5 May 2020",
        "Q3 2020",
        "since 2019",
        "seit 2019",
        "WS 2019/20",
    ):
        read_dates(text, WORDS)

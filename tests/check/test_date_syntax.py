"""Accepted spellings of dates, and errors for other text. Rendered errors: documents/errors/*dates*.txt."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvtex.check.date_advice import FORMS, FORMS_OF_ONE
from cvtex.check.date_syntax import DateError, read_date, read_dates
from cvtex.check.date_words import date_words
from cvtex.model.dates import Dates

# Of a CV in German.
WORDS = date_words(("de",))

READ = [
    # as written                 start        end           further days
    ("2021", "2021", None, []),
    ("2021-1", "2021-01", None, []),
    ("2021-01-05", "2021-01-05", None, []),
    ("  2021  ", "2021", None, []),
    ("2019 – 2021", "2019", "2021", []),
    ("2019—2021", "2019", "2021", []),
    ("2019-2021", "2019", "2021", []),
    ("2019 - 2021", "2019", "2021", []),
    ("2019 -- 2021", "2019", "2021", []),
    ("2019..2021", "2019", "2021", []),
    ("2019 to 2021", "2019", "2021", []),
    ("2019 bis 2021", "2019", "2021", []),
    ("2019-05 – 2020-02", "2019-05", "2020-02", []),
    ("2019-12-30 – 2020-01-02", "2019-12-30", "2020-01-02", []),
    ("2020 – 2020", "2020", "2020", []),
    ("2020 – 2020-03", "2020", "2020-03", []),
    ("2020-03 – 2020", "2020-03", "2020", []),
    ("2021-12-13/16", "2021-12-13", "2021-12-16", []),
    ("2021-11-30/12-02", "2021-11-30", "2021-12-02", []),
    ("2021-11/12", "2021-11", "2021-12", []),
    ("2019/2021", "2019", "2021", []),
    ("2021-12-13/14/16", "2021-12-13", None, ["2021-12-14", "2021-12-16"]),
    ("2021-11-30/12-01/12-03", "2021-11-30", None, ["2021-12-01", "2021-12-03"]),
    ("2020 – present", "2020", "open", []),
    ("2020 – Present", "2020", "open", []),
    ("2020 until today", "2020", "open", []),
    ("2020 – heute", "2020", "open", []),
    ("2020 –", "2020", "open", []),
    ("2020-05/..", "2020-05", "open", []),
    ("2020/", "2020", "open", []),
]


@pytest.mark.parametrize(("text", "start", "end", "further"), READ)
def test_dates(text: str, start: str, end: str | None, further: list[str]) -> None:
    open_ = end == "open"
    expected = Dates(
        read_date(start, WORDS),
        end=read_date(end, WORDS) if end and not open_ else None,
        is_open=open_,
        further=tuple(read_date(day, WORDS) for day in further),
    )
    assert read_dates(text, WORDS) == expected


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
    ("1.3.2021", "'1.3.2021' is not a date", "write 2021-03-01"),
    ("01. 03. 2021", "'01. 03. 2021' is not a date", "write 2021-03-01"),
    ("3/2021", "'3/2021' is not a date", "write 2021-03"),
    ("3-2021", "'3-2021' is not a date", "write 2021-03"),
    ("13/2021", "'13/2021' is not a date", FORMS),
    ("2021/3/1", "'2021/3/1' is not a date", "write 2021-03-01"),
    ("3/13/2021", "'3/13/2021' is not a date", "write 2021-03-13"),
    ("13/3/2021", "'13/3/2021' is not a date", "write 2021-03-13"),
    ("3/4/2021", "'3/4/2021' is not a date", "write 2021-03-04 or 2021-04-03"),
    ("3/3/2021", "'3/3/2021' is not a date", "write 2021-03-03"),
    ("May 2021", "'May 2021' is not a date", "write 2021-05"),
    ("5 May 2021", "'5 May 2021' is not a date", "write 2021-05-05"),
    ("May 5, 2021", "'May 5, 2021' is not a date", "write 2021-05-05"),
    ("5. Mai 2021", "'5. Mai 2021' is not a date", "write 2021-05-05"),
    ("März 2021", "'März 2021' is not a date", "write 2021-03"),
    ("Spring 2021", "'Spring 2021' is not a date", FORMS),
    ("10/2019 – 03/2020", "'10/2019 – 03/2020' is not a date", "write 2019-10 – 2020-03"),
    ("Oct 2019 – present", "'Oct 2019 – present' is not a date", "write 2019-10 – present"),
    ("seit 10/2019", "'seit 10/2019' is not a date", "write 2019-10 – present"),
    ("2019-", "'2019-' is not a date", "write 2019 – present"),
    ("2019/20", "'2019/20' is not a date", "write 2019 – 2020"),
    ("2019-20", "'2019-20' has an impossible month", "write 2019 – 2020"),
    ("2019 – ongoing", "'2019 – ongoing' is not a date", FORMS),
    ("2019 – 2020 – 2021", "'2019 – 2020 – 2021' is not a date", FORMS),
]


@pytest.mark.parametrize(("text", "message", "hint"), REFUSED)
def test_text_that_is_not_a_date(text: str, message: str, hint: str) -> None:
    with pytest.raises(DateError) as refused:
        read_dates(text, WORDS)
    assert (str(refused.value), refused.value.hint) == (message, hint)


def test_no_range_is_suggested_for_a_single_date() -> None:
    for text in ("2019 – 2020", "since 2019", "soon"):
        with pytest.raises(DateError) as refused:
            read_date(text, WORDS)
        assert refused.value.hint == FORMS_OF_ONE
    with pytest.raises(DateError) as refused:
        read_date("5. Mai 2021", WORDS)
    assert refused.value.hint == "write 2021-05-05"


@given(st.text(st.sampled_from("0123456789-–/. apresntMy")) | st.text(max_size=20))
def test_any_text_is_a_date_or_an_error(text: str) -> None:
    with suppress(DateError):
        assert isinstance(read_dates(text, WORDS), Dates)


@pytest.mark.parametrize(
    ("languages", "text", "end"),
    [
        (("fr",), "2020 – présent", "open"),
        (("fr",), "2020 – Aujourd’hui", "open"),
        (("fr",), "2020 à 2021", "2021"),
        (("fr",), "2020/présent", "open"),
        (("es",), "2020 – actualidad", "open"),
        (("en-GB", "de"), "2020 – heute", "open"),
        (("de",), "2020 – present", "open"),
        (("fr",), "2020 – heute", "write 2020 – present"),
        ((), "2020 – présent", "write 2020 – present"),
        (("fr",), "2020 – présnet", "did you mean 'présent'?"),
        (("fr",), "depuis 2020", "write 2020 – present"),
        (("fr",), "févr. 2020", "write 2020-02"),
        ((), "1 de marzo de 2020", FORMS),
        ((), "marzo 2020", "write 2020-03"),
    ],
)
def test_dates_may_have_the_words_of_the_cvs_languages_and_english_ones(
    languages: tuple[str, ...], text: str, end: str
) -> None:
    assert end_or_hint(text, languages) == end


def end_or_hint(text: str, languages: tuple[str, ...]) -> str:
    try:
        dates = read_dates(text, date_words(languages))
    except DateError as problem:
        return problem.hint
    return "open" if dates.is_open else str(dates.end)

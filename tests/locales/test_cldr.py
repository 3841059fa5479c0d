"""Dates as they are printed, by language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvtex.check.date_syntax import read_dates
from cvtex.check.date_words import date_words
from cvtex.locales.cldr import dates_text
from cvtex.locales.locale import languages
from cvtex.model.dates import Dates, Moment, PartialDate, Range

# A thin space is shown as `_`.
TABLES = """
dates                  | en                                        | en-GB
-----------------------|-------------------------------------------|---------------------------------------
2021                   | 2021                                      | 2021
2021-03                | Mar 2021                                  | Mar 2021
2021-03-05             | Mar 5, 2021                               | 5 Mar 2021
2019 – 2021            | 2019_–_2021                               | 2019_–_2021
2019 – present         | 2019_–_present                            | 2019_–_present
2019-10 – 2021-02      | Oct 2019_–_Feb 2021                       | Oct 2019_–_Feb 2021
2021-02 – 2021-10      | Feb_–_Oct 2021                            | Feb_–_Oct 2021
2019 – 2021-02         | 2019_–_Feb 2021                           | 2019_–_Feb 2021
2021-12-13/16          | Dec 13_–_16, 2021                         | 13_–_16 Dec 2021
2021-12-13/14/16       | Dec 13, 14 and 16, 2021                   | 13, 14 and 16 Dec 2021
2021-11-30/12-01/12-03 | Nov 30, 2021, Dec 1, 2021 and Dec 3, 2021 | 30 Nov 2021, 1 Dec 2021 and 3 Dec 2021
2019/2020/2022         | 2019, 2020 and 2022                       | 2019, 2020 and 2022
2020 – 2020            | 2020                                      | 2020

dates                  | de                                           | fr
-----------------------|----------------------------------------------|-----------------------------------------
2021                   | 2021                                         | 2021
2021-03                | März 2021                                    | mars 2021
2021-03-05             | 5. März 2021                                 | 5 mars 2021
2019 – 2021            | 2019–2021                                    | 2019–2021
2019 – present         | 2019_–_heute                                 | 2019_–_présent
2019-10 – 2021-02      | Okt. 2019_–_Feb. 2021                        | oct. 2019_–_févr. 2021
2021-02 – 2021-10      | Feb.–Okt. 2021                               | févr.–oct. 2021
2019 – 2021-02         | 2019_–_Feb. 2021                             | 2019_–_févr. 2021
2021-12-13/16          | 13.–16. Dez. 2021                            | 13–16 déc. 2021
2021-12-13/14/16       | 13., 14. und 16. Dez. 2021                   | 13, 14 et 16 déc. 2021
2021-11-30/12-01/12-03 | 30. Nov. 2021, 1. Dez. 2021 und 3. Dez. 2021 | 30 nov. 2021, 1 déc. 2021 et 3 déc. 2021
2019/2020/2022         | 2019, 2020 und 2022                          | 2019, 2020 et 2022
2020 – 2020            | 2020                                         | 2020
"""


def cases() -> Iterator[tuple[str, str, str]]:
    for table in TABLES.strip().split("\n\n"):
        (_, *tags), _, *rows = [[cell.strip() for cell in line.split(" | ")] for line in table.splitlines()]
        for written, *texts in rows:
            for tag, text in zip(tags, texts, strict=True):
                yield tag, written, text


@pytest.mark.parametrize(("language", "written", "printed"), [*cases()])
def test_dates(language: str, written: str, printed: str) -> None:
    assert dates_text(read_dates(written, date_words()), language).replace("\u2009", "_") == printed


DATES = st.builds(PartialDate, st.integers(1900, 2100), st.integers(1, 12), st.integers(1, 28))


@given(DATES, DATES, st.sampled_from([*languages(), "en-GB", "de-CH"]))
def test_both_years_and_days_are_printed(one: PartialDate, other: PartialDate, language: str) -> None:
    start, end = sorted((one, other), key=lambda date: date.first_day)
    text = dates_text(Dates((Range(Moment(start), Moment(end)),)), language)
    assert str(start.year) in text
    assert str(end.year) in text
    assert str(start.day) in text
    assert str(end.day) in text

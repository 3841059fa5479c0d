"""Dates -> text in a language, by CLDR's patterns."""

from __future__ import annotations

import datetime as dt
import re

from cvtex.known_texts import key_of
from cvtex.model.dates import Dates, PartialDate
from cvtex.words import words_of

# CLDR sets ranges with this blank on both sides of the dash wherever one side has several words.
_THIN = "\N{THIN SPACE}"


def date_text(date: PartialDate, language: str) -> str:
    from babel.dates import format_skeleton

    return str(format_skeleton(_skeleton(date), _day(date), locale=_locale(language)))


def dates_text(dates: Dates, language: str, known: dict[str, str] | None = None) -> str:
    """`known` are dates of before, as `KnownTexts` has them; new ones are added."""
    if known is None:
        return _dates_text(dates, language)
    key = key_of(language, repr(dates))
    if key not in known:
        known[key] = _dates_text(dates, language)
    return known[key]


def _dates_text(dates: Dates, language: str) -> str:
    from babel.dates import format_interval

    start = date_text(dates.start, language)
    if dates.is_open:
        return f"{start}{_THIN}–{_THIN}{words_of(language).present}"
    if dates.further:
        return _days_text(dates, language)
    if dates.end is None or dates.end == dates.start:
        return start
    if _skeleton(dates.start) != _skeleton(dates.end):
        return f"{start}{_THIN}–{_THIN}{date_text(dates.end, language)}"
    skeleton = _skeleton(dates.start)
    return str(format_interval(_day(dates.start), _day(dates.end), skeleton, locale=_locale(language)))


def _days_text(dates: Dates, language: str) -> str:
    """`13, 14 and 16 Dec 2021`, `Dec 13, 14 and 16, 2021` where all lie in one month; else each in full."""
    days = (dates.start, *dates.further)
    and_ = f" {words_of(language).and_} "
    last = date_text(days[-1], language)
    one_month = len({(day.year, day.month) for day in days}) == 1
    # The day with the mark that makes it an ordinal number, as in German.
    found = re.search(rf"\b{days[-1].day}\b(?P<mark>\.?)", last)
    if one_month and found:
        before = ", ".join(f"{day.day}{found['mark']}" for day in days[:-1])
        return f"{last[: found.start()]}{before}{and_}{last[found.start() :]}"
    return f"{', '.join(date_text(day, language) for day in days[:-1])}{and_}{last}"


def _skeleton(date: PartialDate) -> str:
    return "y" if date.month is None else "yMMM" if date.day is None else "yMMMd"


def _day(date: PartialDate) -> dt.date:
    return dt.date(*date.first_day)


def _locale(language: str) -> str:
    return language.replace("-", "_")

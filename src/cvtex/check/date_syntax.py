"""Text -> Dates: `2021-01-05`, `2019 – present`, `Fall 2019`, `since March 2020`, `2009, 2012–2014`, `2021-12-13/16`.

Based on ISO 8601: reduced precision, and a solidus for an interval whose end may omit what it shares with the start.
Three or more parts with a solidus are single days: `2021-12-13/14/16`. All other dates are read by `date_phrases`.
"""

from __future__ import annotations

import re

from cvtex.check.date_advice import FORMS, FORMS_OF_ONE, advice
from cvtex.check.date_errors import DateError, DateFormError
from cvtex.check.date_phrases import checked_date, read_phrase
from cvtex.check.date_words import DateWords
from cvtex.model.dates import Dates, Moment, PartialDate, Range, Single, dates_of_day

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_INTERVAL = re.compile(r"\d{4}-\d[\d-]*(?:\s*/\s*\d[\d-]*)+")
# Nobody writes a longer date, and the work should be bounded.
_MAX_LENGTH = 300


def read_dates(text: str, words: DateWords, *, advised: bool = True) -> Dates:
    """Raises `DateError`. `advised`: with a hint what to write, which takes most of the time."""
    text = text.strip()
    match = _DATE.fullmatch(text)
    if match and not (match[2] and not match[3] and int(match[2]) > 12):
        return dates_of_day(_calendar_date(match))
    if _INTERVAL.fullmatch(text):
        return _with_solidus([part.strip() for part in text.split("/")])
    if len(text) > _MAX_LENGTH:
        raise DateFormError("this text is too long for a date", FORMS)
    try:
        return read_phrase(text, words)
    except DateFormError as problem:
        if not advised:
            raise
        raise DateFormError(str(problem), advice(text, words)) from problem


def read_date(text: str, words: DateWords) -> PartialDate:
    """Read a year, a month or a day. Raises `DateError`."""
    try:
        dates = read_dates(text, words)
    except DateFormError as problem:
        raise DateFormError(str(problem), FORMS_OF_ONE) from problem
    if len(dates.spans) == 1 and isinstance(dates.spans[0], Single):
        moment = dates.spans[0].date
        if isinstance(moment.date, PartialDate) and not moment.qualifiers:
            return moment.date
    raise DateFormError(f"'{text.strip()}' is not a year, a month or a day", FORMS_OF_ONE)


def _calendar_date(match: re.Match[str]) -> PartialDate:
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    return checked_date(year, month, day)


def _iso_date(text: str) -> PartialDate:
    match = _DATE.fullmatch(text)
    if match is None:
        raise DateFormError(f"'{text}' is not a date", FORMS_OF_ONE)
    return _calendar_date(match)


def _with_solidus(parts: list[str]) -> Dates:
    start = _iso_date(parts[0])
    following = [_abbreviated(part, start) for part in parts[1:]]
    if len(following) == 1:
        if following[0].last_day < start.first_day:
            raise DateError(f"the end ({following[0]}) is before the start ({start})")
        return Dates((Range(Moment(start), Moment(following[0])),))
    for earlier, later in zip([start, *following], following, strict=False):
        if later.first_day <= earlier.first_day:
            raise DateError(f"'{later}' does not come after '{earlier}'")
    return Dates(tuple(Single(Moment(day)) for day in (start, *following)))


def _abbreviated(text: str, start: PartialDate) -> PartialDate:
    """`16` after 2021-12-13 -> 2021-12-16; `01-16` after 2021-12-13 -> 2021-01-16."""
    precision = [part for part in (start.year, start.month, start.day) if part is not None]
    given = text.split("-")
    if len(given) < len(precision) and len(given[0]) <= 2:
        shared = [f"{part:02d}" for part in precision[: len(precision) - len(given)]]
        return _iso_date("-".join([*shared, *given]))
    return _iso_date(text)

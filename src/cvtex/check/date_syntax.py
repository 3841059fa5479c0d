"""Text -> Dates: `2021`, `2021-01`, `2021-01-05`, `2019-01 – 2020-12`, `2020 – present`, `2021-12-13/16`.

Based on ISO 8601: reduced precision, and a solidus for an interval whose end may omit what it shares with the start.
A dash between spaces is also a range, because people write it so. Three or more parts with a solidus are single days:
`2021-12-13/14/16`.
"""

from __future__ import annotations

import calendar
import re

from cvtex.check.date_advice import FORMS, FORMS_OF_ONE, advice
from cvtex.check.date_words import DateWords
from cvtex.model.dates import Dates, PartialDate

_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?")


class DateError(ValueError):
    """The text is not a valid date. `hint` says what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class DateFormError(DateError):
    """The text does not even look like a date."""


def read_dates(text: str, words: DateWords) -> Dates:
    """Raises `DateError`."""
    text = text.strip()
    try:
        return _read_dates(text, words)
    except DateFormError as problem:
        raise DateFormError(f"'{text}' is not a date", advice(text, words)) from problem


def _read_dates(text: str, words: DateWords) -> Dates:
    parts = words.parts(text)
    if len(parts) == 2:
        start = read_date(parts[0], words)
        if parts[1].casefold() in words.open_ends:
            return Dates(start, is_open=True)
        return _range(start, read_date(parts[1], words))
    if "/" in text:
        return _with_solidus(text.split("/"), words)
    return Dates(read_date(text, words))


def read_date(text: str, words: DateWords) -> PartialDate:
    """Read one date. Raises `DateError`."""
    text = text.strip()
    match = _DATE.fullmatch(text)
    if not match:
        instead = advice(text, words)
        raise DateFormError(f"'{text}' is not a date", instead if "–" not in instead else FORMS_OF_ONE)
    year, month, day = (int(part) if part else None for part in match.group("year", "month", "day"))
    assert year is not None
    if not 1000 <= year <= 2999:
        raise DateError(f"'{text}' has an impossible year")
    if month is not None and not 1 <= month <= 12:
        instead = advice(text, words) if day is None else FORMS
        hint = "the order is year-month-day" if instead == FORMS else instead
        raise DateError(f"'{text}' has an impossible month", hint)
    if day is not None and month is not None:
        days = calendar.monthrange(year, month)[1]
        if not 1 <= day <= days:
            raise DateError(f"'{text}' has an impossible day", f"{year}-{month:02d} has {days} days")
    return PartialDate(year, month, day)


def _with_solidus(parts: list[str], words: DateWords) -> Dates:
    start = read_date(parts[0], words)
    if len(parts) == 2 and parts[1].strip().casefold() in words.open_ends:
        return Dates(start, is_open=True)
    following = [_abbreviated(part.strip(), start, words) for part in parts[1:]]
    if len(following) == 1:
        return _range(start, following[0])
    for earlier, later in zip([start, *following], following, strict=False):
        if later.first_day <= earlier.first_day:
            raise DateError(f"'{later}' does not come after '{earlier}'")
    return Dates(start, further=tuple(following))


def _abbreviated(text: str, start: PartialDate, words: DateWords) -> PartialDate:
    """`16` after 2021-12-13 -> 2021-12-16; `01-16` after 2021-12-13 -> 2021-01-16."""
    precision = [part for part in (start.year, start.month, start.day) if part is not None]
    given = text.split("-")
    if len(given) < len(precision) and len(given[0]) <= 2:
        shared = [f"{part:02d}" for part in precision[: len(precision) - len(given)]]
        return read_date("-".join([*shared, *given]), words)
    return read_date(text, words)


def _range(start: PartialDate, end: PartialDate) -> Dates:
    if end.last_day < start.first_day:
        raise DateError(f"the end ({end}) is before the start ({start})")
    return Dates(start, end=end)

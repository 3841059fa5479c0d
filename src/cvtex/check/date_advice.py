"""A date as people write it -> how to write it here. Only for hints: what is guessed is never taken for what was said."""

from __future__ import annotations

import re

from cvtex.check.date_words import OPEN_WORDS, RANGE
from cvtex.diagnostics import did_you_mean

FORMS = "dates look like 2021, 2021-03, 2021-03-31, 2019 – 2021 or 2020-05 – present"
FORMS_OF_ONE = "a date looks like 2021, 2021-03 or 2021-03-31"

# Their first three letters, in English and German.
_MONTHS = {
    word: number
    for number, words in enumerate(
        ("jan", "feb", "mar mär", "apr", "may mai", "jun", "jul", "aug", "sep", "oct okt", "nov", "dec dez"), 1
    )
    for word in words.split()
}
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[./-](\d{1,2})(?:[./-](\d{1,2}))?")
_MONTH_YEAR = re.compile(r"(\d{1,2})[./-](\d{4})")
_IN_WORDS = re.compile(
    r"(?:(?P<day>\d{1,2})\.?\s+)?(?P<month>[^\W\d]{3,})\.?(?:\s+(?P<day2>\d{1,2}),?)?,?\s+(?P<year>\d{4})"
)
_SINCE = re.compile(r"(?:since|from|seit|ab)\s+(.+)|(.+?)\s*-", re.IGNORECASE)
_TWO_YEARS = re.compile(r"(\d\d)(\d\d)[/-](\d\d)")


def advice(text: str) -> str:
    """What to write in place of `text`, which is no date: one line."""
    since = _SINCE.fullmatch(text)
    if since:
        parts = [since[1] or since[2], "present"]
    else:
        parts = [text] if _SLASHED.fullmatch(text) else RANGE.split(text)
        two_years = _TWO_YEARS.fullmatch(text)
        if two_years and two_years[3] > two_years[2]:
            century, first, second = two_years.groups()
            parts = [century + first, century + second]
    if (
        len(parts) == 2
        and parts[1].isalpha()
        and parts[1] not in OPEN_WORDS
        and (near := did_you_mean(parts[1], filter(None, OPEN_WORDS)))
    ):
        return near
    spelled = [part if part.casefold() in OPEN_WORDS else _spelled(part) for part in parts]
    written = " – ".join(spelled)
    return f"write {written}" if len(parts) <= 2 and all(spelled) and written != text else FORMS


def _spelled(text: str) -> str:
    """One date in the order year-month-day, or nothing."""
    text = text.strip()
    if re.fullmatch(r"\d{4}", text):
        return text
    if match := _DAY_MONTH_YEAR.fullmatch(text):
        return _date(match[3], match[2], match[1])
    if match := _SLASHED.fullmatch(text):
        american, british = _date(match[3], match[1], match[2]), _date(match[3], match[2], match[1])
        return " or ".join(dict.fromkeys(filter(None, (american, british))))
    if match := _YEAR_FIRST.fullmatch(text):
        return _date(match[1], match[2], match[3])
    if match := _MONTH_YEAR.fullmatch(text):
        return _date(match[2], match[1])
    if match := _IN_WORDS.fullmatch(text):
        month = _MONTHS.get(match["month"][:3].casefold())
        return _date(match["year"], str(month), match["day"] or match["day2"]) if month else ""
    return ""


def _date(year: str, month: str, day: str | None = None) -> str:
    if not 1 <= int(month) <= 12 or not 1 <= int(day or 1) <= 31:
        return ""
    return f"{year}-{int(month):02d}" + (f"-{int(day):02d}" if day else "")

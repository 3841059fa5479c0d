"""Suggest how to write a date that cannot be read. A guess is only ever a hint, never the value."""

from __future__ import annotations

import re

from cvtex.check.date_words import DateWords, open_ends
from cvtex.diagnostics import did_you_mean
from cvtex.locales.cldr import month_names
from cvtex.locales.locale import languages, locale_of
from cvtex.locales.months import month_number

FORMS = "dates look like 2021, 2021-03, 2021-03-31, 2019 – 2021 or 2020-05 – present"
FORMS_OF_ONE = "a date looks like 2021, 2021-03 or 2021-03-31"

_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[./-](\d{1,2})(?:[./-](\d{1,2}))?")
_MONTH_YEAR = re.compile(r"(\d{1,2})[./-](\d{4})")
_IN_WORDS = re.compile(
    r"(?:(?P<day>\d{1,2})\.?\s+)?(?P<month>[^\W\d]{3,})\.?(?:\s+(?P<day2>\d{1,2}),?)?,?\s+(?P<year>\d{4})"
)
_TWO_YEARS = re.compile(r"(\d\d)(\d\d)[/-](\d\d)")


def advice(text: str, words: DateWords) -> str:
    """Suggest, in one line, what to write instead of `text`, which is not a date."""
    since = words.after_since(text)
    if since is not None:
        parts = [since, "present"]
    else:
        parts = [text] if _SLASHED.fullmatch(text) else words.parts(text)
        two_years = _TWO_YEARS.fullmatch(text)
        if two_years and two_years[3] > two_years[2]:
            century, first, second = two_years.groups()
            parts = [century + first, century + second]
    if len(parts) == 2 and parts[1][:1].isalpha() and parts[1].casefold() not in words.open_ends:
        if _is_open_elsewhere(parts[1]):
            parts[1] = "present"
        elif near := did_you_mean(parts[1], filter(None, words.open_ends)):
            return near
    spelled = [part if part.casefold() in words.open_ends else _spelled(part, words) for part in parts]
    written = " – ".join(spelled)
    return f"write {written}" if len(parts) <= 2 and all(spelled) and written != text else FORMS


def _is_open_elsewhere(word: str) -> bool:
    """Whether `word` means an open end in any language, including languages that the CV does not use."""
    return any(word.casefold() in open_ends(locale_of(tag)) for tag in languages())


def _spelled(text: str, words: DateWords) -> str:
    """`31.3.2021` -> `2021-03-31`; "" if `text` is not one date."""
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
        month = month_number(match["month"], month_names(words.languages)) or month_number(
            match["month"], month_names(languages())
        )
        return _date(match["year"], str(month), match["day"] or match["day2"]) if month else ""
    return ""


def _date(year: str, month: str, day: str | None = None) -> str:
    if not 1 <= int(month) <= 12 or not 1 <= int(day or 1) <= 31:
        return ""
    return f"{year}-{int(month):02d}" + (f"-{int(day):02d}" if day else "")

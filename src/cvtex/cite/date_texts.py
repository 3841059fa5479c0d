"""Years, months and seasons of entries, as `cite.dates` leaves them, in the language of the CV."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from cvtex.cite.dates import OPEN_END
from cvtex.locales.cldr import before_christ, month_name
from cvtex.locales.locale import Locale, locale_of
from cvtex.model.dates import SEASONS, TermName

# EDTF's months beyond 12.
_EDTF_SEASONS: Final[Mapping[str, TermName]] = {str(number): name for number, name in enumerate(SEASONS, 21)}
_EDTF_YEAR: Final = re.compile(r"(-?)(\d[\dX]{3})([?~%]?)")
_LONGER_MONTHS = {5: "May", 6: "June", 7: "July", 9: "Sept."}


def month_text(number: int, language: str, *, period: bool = False) -> str:
    """`Jan`; or in English with `period`, as most style guides abbreviate, `Jan.`, `June`, `Sept.`"""
    name = month_name(number, language)
    return _LONGER_MONTHS.get(number, f"{name}.") if period and language == "en" else name


def month_or_season(text: str, locale: Locale, *, period: bool) -> str:
    """`3` -> Mar; `21`, a season in EDTF -> Spring; an English season in the language of the CV."""
    if text.isdecimal() and 1 <= int(text[:4]) <= 12:
        return month_text(int(text[:4]), locale.language, period=period)
    if locale.has_term(text):
        return text
    english = locale_of("en").terms
    season = _EDTF_SEASONS.get(text) or next((name for name in SEASONS if text.capitalize() in english[name]), None)
    return locale.terms[season][0] if season else text


def years_text(start: str, end: str, locale: Locale) -> str:
    """Print one year in EDTF, or a range: `c. 1998`, `1997?`, `344 BC`, `2010–2011`, `2016–`."""
    first = _year_text(start, locale)
    if end == OPEN_END:
        return f"{first}–"
    return first if end in ("", start) else f"{first}–{_year_text(end, locale)}"


def _year_text(text: str, locale: Locale) -> str:
    match = _EDTF_YEAR.fullmatch(text)
    if match is None:
        return text
    sign, digits, mark = match.groups()
    if "X" in digits:
        printed = f"{digits.replace('X', '0')}–{digits.replace('X', '9')}"
    elif sign:
        # The year 0 of ISO 8601 is 1 BC.
        printed = f"{int(digits) + 1} {before_christ(locale.language)}"
    else:
        printed = str(int(digits))
    if mark in ("?", "%"):
        printed += "?"
    return locale.circa[0].format(printed) if mark in ("~", "%") and mark else printed

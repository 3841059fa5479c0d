"""Dates as text, and the names of months and languages, from Unicode's locale data (CLDR) through Babel."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from cvtex.cache.memo import Memo, fresh
from cvtex.diagnostics import nearest
from cvtex.locales.locale import languages, locale_of
from cvtex.locales.months import MonthNames
from cvtex.locales.tags import fallbacks
from cvtex.model.dates import Dates, PartialDate
from cvtex.value import canonical_bytes

if TYPE_CHECKING:
    from babel import Locale

# The mark after the number of a day: ordinal or "day".
_DAY_MARK: Final = re.compile("[.日일]?")


def date_text(date: PartialDate, language: str) -> str:
    from babel.dates import format_skeleton

    return str(format_skeleton(_skeleton(date, language), _day(date), locale=cldr_of(language)))


def dates_text(dates: Dates, language: str, memo: Memo[str] = fresh) -> str:
    """Print dates. `memo` avoids importing Babel, which takes as long as typesetting a page."""
    return memo(canonical_bytes((language, dates)).hex(), lambda: _dates_text(dates, language))


def _dates_text(dates: Dates, language: str) -> str:
    from babel.dates import format_interval

    start = date_text(dates.start, language)
    if dates.is_open:
        return _range(start, locale_of(language).present, language)
    if dates.further:
        return _days_text(dates, language)
    if dates.end is None or dates.end == dates.start:
        return start
    skeleton = _skeleton(dates.start, language)
    if skeleton != _skeleton(dates.end, language):
        return _range(start, date_text(dates.end, language), language)
    return str(format_interval(_day(dates.start), _day(dates.end), skeleton, locale=cldr_of(language)))


def _range(start: str, end: str, language: str) -> str:
    """Join any two dates by CLDR's pattern, with an en dash where CLDR has a hyphen."""
    pattern = str(cldr_of(language).interval_formats[None])
    return pattern.replace("-", "–").format(start, end)


def _days_text(dates: Dates, language: str) -> str:
    """`13, 14 and 16 Dec 2021` or `Dec 13, 14 and 16, 2021` within one month; otherwise each date in full."""
    days = (dates.start, *dates.further)
    texts = [date_text(day, language) for day in days]
    one_month = len({(day.year, day.month) for day in days}) == 1
    place = _place_of_day(days, texts) if one_month else None
    if place is None:
        return locale_of(language).listed(texts)
    before, after = texts[-1][: place.start()], texts[-1][place.end() :]
    mark = _DAY_MARK.match(after)
    numbers = locale_of(language).listed([f"{day.day}{mark[0] if mark else ''}" for day in days])
    return before + numbers + (after[mark.end() :] if mark else after)


def _place_of_day(days: Sequence[PartialDate], texts: Sequence[str]) -> re.Match[str] | None:
    """Find the day in the last text: the one place where the first text has its own day and is otherwise equal."""
    for match in re.finditer(rf"(?<!\d){days[-1].day}(?!\d)", texts[-1]):
        if f"{texts[-1][: match.start()]}{days[0].day}{texts[-1][match.end() :]}" == texts[0]:
            return match
    return None


def _skeleton(date: PartialDate, language: str) -> str:
    if date.month is None:
        return "y"
    return f"y{locale_of(language).month}" + ("" if date.day is None else "d")


def _day(date: PartialDate) -> dt.date:
    return dt.date(*date.first_day)


def long_date_text(date: PartialDate, language: str, *, with_year: bool = True) -> str:
    """`March 25, 2019` or `March 2019`, with the month's full name; or `March 25` without the year."""
    from babel.dates import format_date, format_skeleton

    cldr = cldr_of(language)
    if with_year and date.day is not None:
        return str(format_date(_day(date), "long", locale=cldr))
    if date.month is None:
        return str(date.year) if with_year else ""
    if with_year or date.day is not None:
        return str(format_skeleton("yMMMM" if with_year else "MMMMd", _day(date), locale=cldr))
    return str(cldr.months["stand-alone"]["wide"][date.month])


@cache
def cldr_of(tag: str) -> Locale:
    """CLDR's data for a tag, or for the nearest tag that CLDR has."""
    from babel import Locale, UnknownLocaleError

    for near in fallbacks(tag):
        try:
            return Locale.parse(near, sep="-")
        except UnknownLocaleError:
            continue
    return Locale("en")


@cache
def month_name(number: int, language: str) -> str:
    """The name of a month in the form used next to a year."""
    cldr, month = cldr_of(language), locale_of(language).month
    pattern = str(getattr(cldr.datetime_skeletons.get(f"y{month}"), "pattern", ""))
    names = cldr.months["stand-alone" if "LLL" in pattern else "format"]
    return str(names["abbreviated" if month == "MMM" else "wide"][number])


@cache
def month_names(languages: tuple[str, ...]) -> MonthNames:
    """All forms of the twelve names, language by language."""
    forms = (
        by_width[width]
        for tag in languages
        for by_width in cldr_of(tag).months.values()
        for width in ("wide", "abbreviated")
    )
    return tuple(tuple(str(form[number]) for number in range(1, 13)) for form in forms)


def nearest_language(name: str) -> str | None:
    """`german`, `deutsch`, `deu` -> `de`"""
    names = {tag: tag for tag in languages()}
    for tag in languages():
        names |= dict.fromkeys(_names(cldr_of(tag)), tag)
    near = nearest(name, names)
    return names[near] if near else None


def _names(locale: Locale) -> Iterable[str]:
    return filter(None, (locale.english_name, locale.display_name))

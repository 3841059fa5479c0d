"""Dates as text, and the names of months and languages, from Unicode's locale data (CLDR) through Babel."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final, assert_never

from cvtex.cache.memo import Memo, fresh
from cvtex.diagnostics import nearest
from cvtex.locales.locale import Locale, languages, locale_of
from cvtex.locales.months import CalendarNames
from cvtex.locales.tags import fallbacks
from cvtex.model.dates import (
    CalendarDate,
    DateForm,
    Dates,
    DateSpan,
    Moment,
    Ongoing,
    OpenRange,
    PartialDate,
    Quarter,
    Range,
    Since,
    Single,
    Term,
    Until,
)
from cvtex.value import canonical_bytes

if TYPE_CHECKING:
    from babel import Locale as CldrLocale

_SINGLE_DIGIT: Final = re.compile(r"(?<!\d)(?=\d(?!\d))")
_SHORT_MONTH: Final = re.compile("(?<!M)MMM(?!M)")
# The mark after the number of a day: ordinal or "day".
_DAY_MARK: Final = re.compile("[.日일]?")


def date_text(date: CalendarDate, language: str, form: DateForm = "usual") -> str:
    match date:
        case PartialDate() | Quarter():
            return _calendar_text(date, language, form)
        case Term():
            return _term_text(date, locale_of(language))
        case _:
            assert_never(date)


def _calendar_text(date: PartialDate | Quarter, language: str, form: DateForm) -> str:
    if form == "long" and isinstance(date, PartialDate) and date.day is not None:
        return long_date_text(date, language)
    text = _by_skeleton(_skeleton(date, language, form), date, language)
    if form == "numeric" and isinstance(date, PartialDate):
        # Languages differ in this, and some even between a date and a range of dates; in a column, digits are aligned.
        return _SINGLE_DIGIT.sub("0", text)
    return text


def _by_skeleton(skeleton: str, date: CalendarDate, language: str) -> str:
    from babel.dates import format_skeleton

    text = str(format_skeleton(skeleton, _day(date), locale=cldr_of(language)))
    # CLDR's Latvian pattern ends the word for year with a full stop, as if it were an abbreviation.
    return text.replace(". gada. ", ". gada ")


def _term_text(term: Term, locale: Locale) -> str:
    """Print the author's word if the language has it, or else its own word, or else the author's word all the same."""
    if term.name == "academic year" and not locale.has_term(term.word):
        return term.year_text
    word = term.word
    if not locale.has_term(word):
        word = locale.terms.get(term.name, (word or str(term.name),))[0]
    return locale.term_of_year.format(term=word, year=term.year_text)


def moment_text(moment: Moment, language: str, form: DateForm = "usual") -> str:
    locale = locale_of(language)
    text = date_text(moment.date, language, form)
    if "uncertain" in moment.qualifiers:
        text += "?"
    if "approximate" in moment.qualifiers:
        text = locale.circa[0].format(text)
    return locale.expected[0].format(text) if moment.is_expected else text


def dates_text(dates: Dates, language: str, memo: Memo[str] = fresh, form: DateForm = "usual") -> str:
    """Print dates without their free text. `memo` avoids importing Babel, which takes as long as typesetting a page."""
    if form == "year":
        dates = dates.in_years
    return memo(canonical_bytes((language, form, dates.spans)).hex(), lambda: _dates_text(dates, language, form))


def _dates_text(dates: Dates, language: str, form: DateForm) -> str:
    days = tuple(span.date.date for span in dates.spans if isinstance(span, Single) and not span.date.qualifiers)
    if 1 < len(days) == len(dates.spans) and all(isinstance(day, PartialDate) for day in days):
        return _days_text([day for day in days if isinstance(day, PartialDate)], language, form)
    return locale_of(language).listed([_span_text(span, language, form) for span in dates.spans])


def _span_text(span: DateSpan, language: str, form: DateForm) -> str:
    locale = locale_of(language)
    match span:
        case Single(date):
            return moment_text(date, language, form)
        case Range(start, end):
            return _range_text(start, end, language, form)
        case OpenRange(start):
            return _range(moment_text(start, language, form), locale.present, language)
        case Since(start):
            text = moment_text(start, language, form)
            if _is_unchanged_by(locale.since_date, start, locale):
                return locale.since_date.format(text)
            return _range(text, locale.present, language)
        case Until(end):
            text = moment_text(end, language, form)
            if _is_unchanged_by(locale.until_date, end, locale):
                return locale.until_date.format(text)
            return f"– {text}"
        case Ongoing():
            return locale.ongoing
        case _:
            assert_never(span)


def _is_unchanged_by(phrase: str, moment: Moment, locale: Locale) -> bool:
    is_year = isinstance(moment.date, PartialDate) and moment.date.month is None and not moment.qualifiers
    return bool(phrase) and (is_year or not locale.inflects)


def _range_text(start: Moment, end: Moment, language: str, form: DateForm) -> str:
    if start == end:
        return moment_text(start, language, form)
    first, last = start.date, end.date
    if isinstance(first, PartialDate) and isinstance(last, PartialDate) and not start.qualifiers | end.qualifiers:
        skeleton = _skeleton(first, language, form)
        if skeleton == _skeleton(last, language, form) and (text := _interval(first, last, language, form, skeleton)):
            return text
    return _range(moment_text(start, language, form), moment_text(end, language, form), language)


def _interval(first: PartialDate, last: PartialDate, language: str, form: DateForm, skeleton: str) -> str:
    """Print what two dates have in common once, as in `3 – 5 Sep 2020`; "" if CLDR does not know how."""
    from babel.dates import format_interval, parse_pattern

    cldr = cldr_of(language)
    if form == "numeric":
        # CLDR's patterns of ranges often differ from those of single dates: one has slashes, the other full stops.
        return ""
    if form != "long" or first.day is None or skeleton in cldr.interval_formats:
        return str(format_interval(_day(first), _day(last), skeleton, locale=cldr))
    # Few languages have patterns for days with the month's full name. Those with its short name have the same parts.
    differing = "y" if first.year != last.year else "M" if first.month != last.month else "d"
    patterns = [str(part) for part in cldr.interval_formats.get("yMMMd", {}).get(differing, ())]
    if "MMMM" in str(cldr.date_formats["long"].pattern):
        if not any(map(_SHORT_MONTH.search, patterns)):
            return ""
        patterns = [_SHORT_MONTH.sub("MMMM", pattern) for pattern in patterns]
    halves = zip(patterns, (first, last), strict=False)
    return "".join(str(parse_pattern(pattern).apply(_day(date), cldr)) for pattern, date in halves)


def _range(start: str, end: str, language: str) -> str:
    """Join any two dates by CLDR's pattern, with an en dash where CLDR has a hyphen."""
    pattern = str(cldr_of(language).interval_formats[None])
    return pattern.replace("-", "–").format(start, end)


def _days_text(days: Sequence[PartialDate], language: str, form: DateForm) -> str:
    """`13, 14 and 16 Dec 2021` or `Dec 13, 14 and 16, 2021` within one month; otherwise each date in full."""
    texts = [date_text(day, language, form) for day in days]
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


def _skeleton(date: PartialDate | Quarter, language: str, form: DateForm) -> str:
    if isinstance(date, Quarter):
        return "yQQQQ" if form == "long" else "yQQQ"
    if date.month is None:
        return "y"
    return f"y{_month(language, form)}" + ("" if date.day is None else "d")


def _month(language: str, form: DateForm) -> str:
    match form:
        case "usual":
            return locale_of(language).month
        case "short":
            return "MMM"
        case "long":
            return "MMMM"
        case "numeric":
            return "M"
        case "year":
            return ""
        case _:
            assert_never(form)


def _day(date: CalendarDate) -> dt.date:
    return dt.date(*date.first_day)


def long_date_text(date: PartialDate, language: str, *, with_year: bool = True) -> str:
    """`March 25, 2019` or `March 2019`, with the month's full name; or `March 25` without the year."""
    from babel.dates import format_date

    cldr = cldr_of(language)
    if with_year and date.day is not None:
        return str(format_date(_day(date), "long", locale=cldr))
    if date.month is None:
        return str(date.year) if with_year else ""
    if with_year or date.day is not None:
        return _by_skeleton("yMMMM" if with_year else "MMMMd", date, language)
    return str(cldr.months["stand-alone"]["wide"][date.month])


@cache
def cldr_of(tag: str) -> CldrLocale:
    """CLDR's data for a tag, or for the nearest tag that CLDR has."""
    from babel import Locale as CldrLocale
    from babel import UnknownLocaleError

    for near in fallbacks(tag):
        try:
            return CldrLocale.parse(near, sep="-")
        except UnknownLocaleError:
            continue
    return CldrLocale("en")


@cache
def month_name(number: int, language: str) -> str:
    """The name of a month in the form used next to a year."""
    cldr, month = cldr_of(language), locale_of(language).month
    pattern = str(getattr(cldr.datetime_skeletons.get(f"y{month}"), "pattern", ""))
    names = cldr.months["stand-alone" if "LLL" in pattern else "format"]
    return str(names["abbreviated" if month == "MMM" else "wide"][number])


@cache
def before_christ(language: str) -> str:
    """`BC`, `v. Chr.`"""
    return str(cldr_of(language).eras["abbreviated"][0])


_SKELETONS: Final = frozenset({"y", "yM", "yMMM", "yMMMM", "yMd", "yMMMd", "yMMMMd", "yQQQ", "yQQQQ"})
# Text in a pattern: in quotation marks, or letters beyond those of ASCII, which stand for fields.
_TEXT_IN_PATTERN: Final = re.compile(r"'([^']+)'|([^\W\d_A-Za-z]+)")


def calendar_names(language: str, memo: Memo[CalendarNames] = fresh) -> CalendarNames:
    """The names of months and quarters, for reading. `memo` avoids importing Babel."""
    return memo(language, lambda: _calendar_names(language))


@cache
def _calendar_names(language: str) -> CalendarNames:
    cldr = cldr_of(language)
    forms = [by_width[width] for by_width in cldr.months.values() for width in ("wide", "abbreviated")]
    quarters = [by_width[width] for by_width in cldr.quarters.values() for width in ("wide", "abbreviated")]
    patterns = [
        *(str(pattern.pattern) for key, pattern in cldr.datetime_skeletons.items() if key in _SKELETONS),
        *(
            part
            for key, by_field in cldr.interval_formats.items()
            if key in _SKELETONS
            for parts in by_field.values()
            for part in parts
        ),
    ]
    fillers = (quoted or letters for pattern in patterns for quoted, letters in _TEXT_IN_PATTERN.findall(pattern))
    return CalendarNames(
        tuple(tuple(str(form[number]) for number in range(1, 13)) for form in forms),
        tuple(tuple(str(form[number]) for number in range(1, 5)) for form in quarters),
        tuple(dict.fromkeys(fillers)),
    )


def nearest_language(name: str) -> str | None:
    """`german`, `deutsch`, `deu` -> `de`"""
    names = {tag: tag for tag in languages()}
    for tag in languages():
        names |= dict.fromkeys(_names(cldr_of(tag)), tag)
    near = nearest(name, names)
    return names[near] if near else None


def _names(locale: CldrLocale) -> Iterable[str]:
    return filter(None, (locale.english_name, locale.display_name))

"""Template nodes that print a date to the day: of a newspaper, of a web page, or of a visit to it."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import Any, Literal, assert_never

from pybtex import richtext as pybtex_text
from pybtex.style.template import node

from cvtex.cite.date_texts import month_text
from cvtex.cite.parts import month, plain_field, year
from cvtex.cite.punctuation import NOTHING, joined
from cvtex.locales.cldr import date_text, dates_text, long_date_text
from cvtex.locales.locale import Locale
from cvtex.locales.months import ENGLISH_MONTHS
from cvtex.model.dates import Dates, Moment, PartialDate, Range
from cvtex.text.richtext import plain

DateForm = Literal["long", "without year", "day first", "month first", "year first"]
"""English in the forms `March 25, 2019`, `March 25`, `25 Mar. 2019`, `Mar. 25, 2019`, `2019 Mar 25`.

Other languages write their own long or short form.
"""

_ISO = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?")


@node  # type: ignore[untyped-decorator]
def full_date(children: Any, context: Any, form: DateForm = "long", day: bool = True) -> Any:
    """Print the date as exactly as it is known, or without the `day`.

    A season stands before its year, and `in press` stands for a date.
    """
    texts, locale = context["entry"].texts, context["style"].locale
    bare = {name: plain(texts.get(name, ())) for name in ("year", "month", "day", "endyear", "endmonth", "endday")}
    if bare["endyear"] not in ("", bare["year"]):
        return NOTHING if form == "without year" else year().format_data(context)
    date = _date(bare["year"], bare["month"], bare["day"] if day else "")
    end = _date(bare["year"], bare["endmonth"] or bare["month"], bare["endday"] if day else "")
    if date and end and date.month and (bare["endmonth"] or bare["endday"]) and date.last_day < end.last_day:
        context["printed"].update(("year", "month"))
        return pybtex_text.String(_range_in_form(date, end, form, locale))
    if date and date.month:
        context["printed"].update(("year", "month"))
        return pybtex_text.String(_in_form(date, form, locale))
    if not bare["month"]:
        return NOTHING if form == "without year" else year().format_data(context)
    season = month().format_data(context)
    if form == "without year" or not bare["year"]:
        return season
    parts = [season, year().format_data(context)]
    return joined(parts[::-1] if form == "year first" else parts, " ")


@node  # type: ignore[untyped-decorator]
def accessed(children: Any, context: Any, word: str = "accessed", form: DateForm = "long") -> Any:
    """Print when a web page was read: `accessed May 3, 2020`; or nothing if no address of the page is printed.

    What has a DOI does not change, so that nobody asks when it was read.
    """
    links = context["entry"].links
    text = plain_field(context, "urldate") if links.get("url") and not links.get("doi") else ""
    if not text:
        return NOTHING
    found = _ISO.fullmatch(text)
    date = _date(found[1], found[2] or "", found[3] or "") if found else None
    style = context["style"]
    return pybtex_text.String(style.fixed_word(word).format(_in_form(date, form, style.locale) if date else text))


def _date(year: str, month: str, day: str) -> PartialDate | None:
    """The date if its numbers are those of a calendar."""
    if not re.fullmatch(r"[1-9]\d{3}", year) or (month and not re.fullmatch(r"0?[1-9]|1[0-2]", month)):
        return None
    if not month:
        return PartialDate(int(year))
    length = monthrange(int(year), int(month))[1]
    is_day = re.fullmatch(r"\d{1,2}", day) and 1 <= int(day) <= length
    return PartialDate(int(year), int(month), int(day) if is_day else None)


def _range_in_form(start: PartialDate, end: PartialDate, form: DateForm, locale: Locale) -> str:
    """Print months or days of one year: `May 30–June 2, 2019`, `5–7 May 2019`, `2019 May–Jun`."""
    assert start.month is not None
    assert end.month is not None
    language = locale.language
    if language != "en" and form == "without year":
        return f"{long_date_text(start, language, with_year=False)}–{long_date_text(end, language, with_year=False)}"
    if language != "en" and form != "year first":
        return dates_text(Dates((Range(Moment(start), Moment(end)),)), language)
    is_long = form in ("long", "without year")
    first, last = (
        ENGLISH_MONTHS[number - 1] if is_long else month_text(number, language, period=form != "year first")
        for number in (start.month, end.month)
    )
    if start.day is None or end.day is None:
        days = first if first == last else f"{first}–{last}"
    elif form == "day first":
        days = f"{start.day}–{end.day} {last}" if first == last else f"{start.day} {first}–{end.day} {last}"
    else:
        days = f"{first} {start.day}–{end.day}" if first == last else f"{first} {start.day}–{last} {end.day}"
    match form:
        case "without year":
            return days
        case "year first":
            return f"{start.year} {days}"
        case "day first":
            return f"{days} {start.year}"
        case "long" | "month first":
            return f"{days} {start.year}" if start.day is None or end.day is None else f"{days}, {start.year}"
        case _:
            assert_never(form)


def _in_form(date: PartialDate, form: DateForm, locale: Locale) -> str:
    language = locale.language
    match form:
        case "long":
            return long_date_text(date, language)
        case "without year":
            return long_date_text(date, language, with_year=False)
        case "day first" | "month first":
            if language != "en" or date.month is None:
                return date_text(date, language)
            name, day = month_text(date.month, language, period=True), date.day
            if day is None:
                return f"{name} {date.year}"
            return f"{day} {name} {date.year}" if form == "day first" else f"{name} {day}, {date.year}"
        case "year first":
            if language != "en" and date.day:
                return date_text(date, language)
            name = month_text(date.month, language) if date.month else ""
            return " ".join(str(part) for part in (date.year, name, date.day) if part)
        case _:
            assert_never(form)

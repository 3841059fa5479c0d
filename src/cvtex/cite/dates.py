"""biblatex's `date` and the many spellings of years and months -> year, month and day.

A year keeps the signs of EDTF (ISO 8601-2): `1998~`, `1997?`, `199X`, `-0343`. A season is a month from 21 to 24. The
end of a range is in `endyear`, `endmonth` and `endday`; an open end is the endyear `..`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from cvtex.cache.memo import Memo, fresh
from cvtex.diagnostics import Diagnostic, warning
from cvtex.locales.cldr import calendar_names
from cvtex.locales.locale import is_known_language
from cvtex.locales.months import CalendarNames, month_beginnings
from cvtex.model.bibliography import Entry, Field
from cvtex.text.tex import tex_to_plain
from cvtex.value import Value

# biblatex's manual, "Date Specifications": ISO 8601-2, with `?`, `~` and `%` for doubt and X for an unknown digit.
_ISO: Final = re.compile(r"(-?\d[\dX]{3}[?~%]?)(?:-(\d\d)(?:-(\d\d))?)?(?:T[\d:.Z+-]*)?([?~%]?)")
_TWO_YEARS: Final = re.compile(r"(\d\d)(\d\d)\s?(?:--?|[–—/])\s?(\d\d|\d{4})")
_YEAR_MONTH_DAY: Final = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_DIGIT: Final = re.compile(r"\d")
_YEAR: Final = re.compile(r"(?<!\d)\d[\dX]{3}(?!\d)")
_MONTH_YEAR: Final = re.compile(r"(\d{1,2})\s?[/.]\s?(\d{4})")
_DAY_MONTH_YEAR: Final = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
OPEN_END: Final = ".."
_OPEN_ENDS: Final = ("", OPEN_END)
_MONTH_WORD: Final = re.compile(r"[^\W\d_]+|\d+")
_FILLERS: Final = frozenset(
    {
        "and",
        "to",
        "st",
        "nd",
        "rd",
        "th",
        "of",
        "und",
        "bis",
        "et",
        "er",
        "y",
        "e",
        "i",
        "a",
        "de",
        "del",
        "月",
        "日",
        "월",
        "일",
    }
)
_QUALIFIER: Final = re.compile(r"(?<=[\dX])[~%](?=-|/|\s*$)")
_SEASONS: Final = range(21, 25)


class Months(Value):
    """Reads names of months in English and in the CV's languages, whose names come from CLDR."""

    languages: tuple[str, ...] = ()
    calendar: Memo[CalendarNames] = fresh

    def number(self, word: str) -> int | None:
        return next(filter(None, self._numbers(word)), None)

    def _numbers(self, word: str) -> Iterator[int | None]:
        yield month_beginnings().get(word.casefold())
        for tag in filter(is_known_language, self.languages):
            yield month_beginnings(calendar_names(tag, self.calendar).months).get(word.casefold())


class _Day(Value):
    year: str
    month: str = ""
    day: str = ""


def normal_dates(entry: Entry, months: Months, diagnostics: list[Diagnostic]) -> Mapping[str, Field]:
    """The known fields among `year`, `month` (1 to 12 if possible), `day`, and `endyear` ... of a range.

    As in biblatex, `date` overrides `year`. A month without a number (`Spring`) is left unchanged.
    """
    fields: dict[str, Field] = {}
    date, year, month = entry.fields.get("date"), entry.fields.get("year"), entry.fields.get("month")
    if date and date.tex.strip():
        fields |= _from_date(entry, date, months, diagnostics)
    elif year:
        bare = _bare(year)
        if parsed := _two_years(bare) or _parse(bare):
            fields |= _as_fields(*parsed, year)
        elif _DIGIT.search(bare) and not _YEAR.search(bare):
            message = f"'{bare[:60]}' of '{entry.key}' is not a year"
            diagnostics.append(warning(message, year.span, "write it with four digits"))
    if month and "month" not in fields:
        fields |= {
            name: value for name, value in _from_month(month, months).items() if name == "month" or not entry.tex(name)
        }
        number = tex_to_plain(month.tex)
        if "month" not in fields and number.isdecimal() and int(number[:9]) not in _SEASONS:
            message = f"'{number[:60]}' of '{entry.key}' is not a month"
            diagnostics.append(warning(message, month.span, "write a name, or a number from 1 to 12"))
    if urldate := entry.fields.get("urldate"):
        fields |= _from_urldate(urldate, months)
    return fields


def _from_date(entry: Entry, date: Field, months: Months, diagnostics: list[Diagnostic]) -> dict[str, Field]:
    bare = _bare(date)
    parsed = _parse(bare) or _in_words(bare, months)
    own_year = tex_to_plain(entry.tex("year"))
    if parsed is None:
        diagnostics.append(warning(f"the date '{bare}' of '{entry.key}' is not in the form 2024-03-15", date.span))
        return {} if own_year else {"year": Field(date.tex, date.span)}
    fields = _as_fields(*parsed, date)
    if own_year and own_year != parsed[0].year.rstrip("?~%"):
        message = f"'{entry.key}' has year {own_year} but date {bare}; using the date"
        diagnostics.append(warning(message, entry.fields["year"].span))
    return fields


_Period = tuple[_Day, _Day | None]


def _parse(text: str) -> _Period | None:
    """EDTF, as far as biblatex has it; also 2024/3/15."""
    if slashes := _YEAR_MONTH_DAY.fullmatch(text):
        return _day(*slashes.groups())
    start, slash, end = text.partition("/")
    first, last = _parse_day(start.strip()), _parse_day(end.strip())
    if first is None and slash and start.strip() in _OPEN_ENDS:
        return (last, None) if last else None
    if first is None or (slash and last is None and end.strip() not in _OPEN_ENDS):
        return None
    return first, (last or _Day(OPEN_END)) if slash else None


def _parse_day(text: str) -> _Day | None:
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    month, day = int(match[2] or 0), int(match[3] or 0)
    if not (month <= 12 or (month in _SEASONS and not day)) or day > 31:
        return None
    return _Day(match[1] + match[4], str(month or ""), str(day or ""))


def _two_years(text: str) -> _Period | None:
    """`2010/2011`, `2010--2011`, `1991-92`; but `2010-11` is a month."""
    match = _TWO_YEARS.fullmatch(text)
    if match is None or (len(match[3]) == 2 and match[3] <= match[2]) or re.fullmatch(r"\d{4}-(?:0\d|1[0-2])", text):
        return None
    return _Day(match[1] + match[2]), _Day(match[3] if len(match[3]) == 4 else match[1] + match[3])


def _day(year: str, month: str, day: str) -> _Period | None:
    is_day = 1 <= int(month) <= 12 and 1 <= int(day) <= 31
    return (_Day(year, str(int(month)), str(int(day))), None) if is_day else None


def _in_words(text: str, months: Months) -> _Period | None:
    """`5 May 2020`, `May 2020`, `15.3.2020`, `3/2020`"""
    in_numbers = _MONTH_YEAR.fullmatch(text)
    if in_numbers and 1 <= int(in_numbers[1]) <= 12:
        return _Day(in_numbers[2], str(int(in_numbers[1]))), None
    if in_digits := _DAY_MONTH_YEAR.fullmatch(text):
        return _day(*reversed(in_digits.groups()))
    words = [word for word in _MONTH_WORD.findall(text) if word.lower() not in _FILLERS]
    years = [word for word in words if re.fullmatch(r"\d{4}", word)]
    days = [word for word in words if re.fullmatch(r"\d{1,2}", word)]
    numbers = [number for word in words if (number := months.number(word))]
    if len(years) != 1 or len(numbers) != 1 or len(words) != len(days) + 2 or len(days) > 1:
        return None
    return _day(years[0], str(numbers[0]), days[0]) if days else (_Day(years[0], str(numbers[0])), None)


def _as_fields(first: _Day, last: _Day | None, source: Field) -> dict[str, Field]:
    values = {"year": first.year, "month": first.month, "day": first.day}
    if last:
        values |= {"endyear": last.year, "endmonth": last.month, "endday": last.day}
    return {name: Field(_as_tex(value), source.span) for name, value in values.items() if value}


def _bare(field: Field) -> str:
    """The field as text, with the signs of EDTF that TeX reads otherwise: `1998~`, `1998%`."""
    return tex_to_plain(_QUALIFIER.sub(lambda match: _as_tex(match[0]), field.tex))


def _as_tex(text: str) -> str:
    return text.replace("~", r"\textasciitilde{}").replace("%", r"\%")


def _from_month(source: Field, months: Months) -> dict[str, Field]:
    """`jun`, `June`, `06`, `15~June`, `June 3--5`, `May/June` -> numbers; anything else is left unchanged."""
    words = [word for word in _MONTH_WORD.findall(tex_to_plain(source.tex).lower()) if word not in _FILLERS]
    named = [str(month) for word in words if (month := months.number(word))]
    days = [word for word in words if word.isdecimal() and 1 <= int(word[:4]) <= 31]
    if len(named) + len(days) != len(words) or len(named) > 2 or len(days) > 2:
        return {}
    if not named and len(days) == 1 and int(days[0]) <= 12:
        return {"month": Field(str(int(days[0])), source.span)}
    if not named:
        return {}
    values = {"month": named[0]}
    if len(named) == 2:
        values["endmonth"] = named[1]
    for name, day in zip(("day", "endday"), days, strict=False):
        values[name] = str(int(day))
    return {name: Field(value, source.span) for name, value in values.items()}


def _from_urldate(source: Field, months: Months) -> dict[str, Field]:
    """Any form -> ISO 8601; what cannot be read is left unchanged."""
    bare = _bare(source)
    parsed = _parse(bare) or _in_words(bare, months)
    if parsed is None:
        return {}
    read = parsed[0]
    parts = (read.year, *(f"{int(part):02d}" for part in (read.month, read.day) if part))
    return {"urldate": Field("-".join(parts), source.span)}

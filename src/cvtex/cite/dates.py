"""biblatex's `date` and the many spellings of months -> year, month and day."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cvtex.diagnostics import Diagnostic, warning
from cvtex.locales.months import month_number
from cvtex.model.bibliography import Entry, Field
from cvtex.text.tex import tex_to_plain
from cvtex.value import Value

# biblatex's manual, "Date Specifications": ISO 8601-2, with `?`, `~` and `%` for doubt and X for an unknown digit.
_ISO = re.compile(r"(-?\d[\dX]{3})(?:-(\d\d)(?:-(\d\d))?)?(?:T[\d:.Z+-]*)?[?~%]?")
_WITH_SLASHES = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})")
_OPEN_END = ("", "..")
_MONTH_WORD = re.compile(r"[^\W\d_]+|\d+")
_FILLERS = frozenset({"and", "to", "st", "nd", "rd", "th", "of"})


class _Day(Value):
    year: str
    month: str = ""
    day: str = ""


def normal_dates(entry: Entry, diagnostics: list[Diagnostic]) -> Mapping[str, Field]:
    """The known fields among `year`, `month` (1 to 12 if possible), `day`, and `endyear` ... of a range.

    As in biblatex, `date` overrides `year`. A month without a number (`Spring`) is left unchanged.
    """
    fields: dict[str, Field] = {}
    date, year = entry.fields.get("date"), entry.fields.get("year")
    if date and date.tex.strip():
        fields |= _from_date(entry, date, diagnostics)
    elif year:
        bare = tex_to_plain(year.tex)
        parsed = _parse(bare)
        if parsed and (parsed[0].month or "/" in bare):
            fields |= _as_fields(*parsed, year)
        elif re.fullmatch(r"\d{4}", bare):
            fields["year"] = Field(bare, year.span)
    month = entry.fields.get("month")
    if month and "month" not in fields:
        fields |= {name: value for name, value in _from_month(month).items() if name == "month" or not entry.tex(name)}
    return fields


def _from_date(entry: Entry, date: Field, diagnostics: list[Diagnostic]) -> dict[str, Field]:
    bare = tex_to_plain(date.tex)
    parsed = _parse(bare)
    own_year = tex_to_plain(entry.tex("year"))
    if parsed is None:
        diagnostics.append(warning(f"the date '{bare}' of '{entry.key}' is not in the form 2024-03-15", date.span))
        found = re.search(r"\d{4}", bare)
        return {} if own_year else {"year": Field(found[0] if found else date.tex, date.span)}
    fields = _as_fields(*parsed, date)
    if own_year and own_year != fields["year"].tex:
        message = f"'{entry.key}' has year {own_year} but date {bare}; using the date"
        diagnostics.append(warning(message, entry.fields["year"].span))
    return fields


def _parse(text: str) -> tuple[_Day, _Day | None] | None:
    slashes = _WITH_SLASHES.fullmatch(text)
    if slashes:
        return _Day(slashes[1], *(str(int(part)) for part in slashes.groups()[1:])), None
    start, slash, end = text.partition("/")
    first, last = _parse_day(start.strip()), _parse_day(end.strip())
    if first is None and slash and start.strip() in _OPEN_END:
        return (last, None) if last else None
    if first is None or (slash and last is None and end.strip() not in _OPEN_END):
        return None
    return first, last


def _parse_day(text: str) -> _Day | None:
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    month, day = int(match[2] or 0), int(match[3] or 0)
    # 21 to 24 are the seasons.
    return _Day(match[1], str(month) if 1 <= month <= 12 else "", str(day) if 1 <= day <= 31 else "")


def _as_fields(first: _Day, last: _Day | None, source: Field) -> dict[str, Field]:
    values = {"year": first.year, "month": first.month, "day": first.day}
    if last:
        values |= {"endyear": last.year, "endmonth": last.month, "endday": last.day}
    return {name: Field(value, source.span) for name, value in values.items() if value}


def _from_month(source: Field) -> dict[str, Field]:
    """`jun`, `June`, `06`, `15~June`, `June 3--5`, `May/June` -> numbers; anything else is left unchanged."""
    words = [word for word in _MONTH_WORD.findall(tex_to_plain(source.tex).lower()) if word not in _FILLERS]
    months = [str(month) for word in words if (month := month_number(word))]
    days = [word for word in words if word.isdecimal() and 1 <= int(word[:4]) <= 31]
    if len(months) + len(days) != len(words) or len(months) > 2 or len(days) > 2:
        return {}
    if not months and len(days) == 1 and int(days[0]) <= 12:
        return {"month": Field(str(int(days[0])), source.span)}
    if not months:
        return {}
    values = {"month": months[0]}
    if len(months) == 2:
        values["endmonth"] = months[1]
    for name, day in zip(("day", "endday"), days, strict=False):
        values[name] = str(int(day))
    return {name: Field(value, source.span) for name, value in values.items()}

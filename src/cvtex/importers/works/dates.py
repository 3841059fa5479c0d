"""Dates of publication in other formats -> `date` as biblatex has it, and `issue` for a season or another name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from cvtex.importers.imported import Said
from cvtex.locales.months import ENGLISH_MONTHS, month_beginnings

_ISO: Final = re.compile(r"-?\d{4}(?:-\d\d(?:-\d\d)?)?(?=T[\d:.Z+-]+$|$)")
_PERIOD: Final = re.compile(r"\d{4}(?:-\d\d){0,2}/(?:\d{4}(?:-\d\d){0,2})?")
_SLASHES: Final = re.compile(r"(\d{4})/(\d{0,2})(?:/(\d{0,2}))?(?:/(.*))?")
_MOST_SIGNS: Final = 100
_WORD: Final = re.compile(r"[^\W\d_]+|\d+")
_NUMERAL_END: Final = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)
_RANGE: Final = re.compile(r"(?>(?<!\s)\s+|)[-–—/]\s*")


def date_fields(said: Said) -> Mapping[str, Said]:
    """`2019/03/05/Spring` -> `2019-03-05` and `Spring`; `2019 Jul-Aug` -> `2019-07/2019-08`.

    A text that is no date is kept as it is.
    """
    text = said.text.strip()
    if len(text) > _MOST_SIGNS:
        return {"date": said}
    if found := _ISO.match(text):
        return {"date": Said(found[0], said.span)}
    if _PERIOD.fullmatch(text):
        return {"date": Said(text, said.span)}
    if found := _SLASHES.fullmatch(text):
        year, month, day, season = found.groups()
        date = {"date": Said(_iso(year, month or "", day or ""), said.span)}
        return date | ({"issue": Said(season.strip(), said.span)} if season and season.strip() else {})
    return _in_words(text, said)


def _in_words(text: str, said: Said) -> Mapping[str, Said]:
    sides = [_side(one) for one in _RANGE.split(_NUMERAL_END.sub("", text))]
    years = [one.year for one in sides if one.year]
    if not 1 <= len(years) <= len(sides) <= 2:
        return {"date": said}
    first, last = sides[0], sides[-1]
    if any(one.others for one in sides):
        rest = " ".join(text.replace(years[0], " ", 1).split()).strip(" ,.;()")
        is_name = len(years) == 1 and not any(one.month for one in sides)
        return {"date": Said(years[0], said.span), "issue": Said(rest, said.span)} if is_name else {"date": said}
    if len(sides) == 1:
        return {"date": Said(first.iso, said.span)}
    # What is said once counts for both: `2019 Jul-Aug`, `2019 Oct 3-9`, `3-9 October 2019`.
    begin = _Side(first.year or last.year, first.month or last.month, first.day)
    end = _Side(last.year or first.year, last.month or first.month, last.day)
    return {"date": Said(f"{begin.iso}/{end.iso}", said.span)}


class _Side:
    """One end of a period: its year, month and day as far as it says them, and all other words."""

    def __init__(self, year: str = "", month: str = "", day: str = "") -> None:
        self.year, self.month, self.day = year, month, day
        self.others: list[str] = []

    @property
    def iso(self) -> str:
        return _iso(self.year, self.month, self.day)


def _side(text: str) -> _Side:
    side = _Side()
    for word in _WORD.findall(text):
        if word.isdecimal() and len(word) == 4 and not side.year:
            side.year = word
        elif word.isdecimal() and 1 <= int(word[:9]) <= 31 and not side.day:
            side.day = word
        elif (month := month_beginnings((ENGLISH_MONTHS,)).get(word.casefold())) and not side.month:
            side.month = str(month)
        else:
            side.others.append(word)
    return side


def _iso(year: str, month: str, day: str) -> str:
    numbers = [year]
    if month and 1 <= int(month) <= 12:
        numbers.append(f"{int(month):02d}")
        if day and 1 <= int(day) <= 31:
            numbers.append(f"{int(day):02d}")
    return "-".join(numbers)

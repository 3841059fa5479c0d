"""Text -> Dates: reads what stands between single dates, and what they share.

A part that is missing is shared with another date of the same text: `13–16 Dec 2021`, `2021年2月～10月`.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from cvtex.check.date_elements import Draft, Element, Part, Sign, elements_of, full_year, not_a_date
from cvtex.check.date_errors import DateError
from cvtex.check.date_words import DateWords
from cvtex.model.dates import (
    CalendarDate,
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
    TermName,
    Until,
)


def read_phrase(text: str, words: DateWords) -> Dates:
    """Raises `DateError`."""
    elements = elements_of(text, words)
    _read_short_years(elements)
    elements = _with_years_joined(elements)
    _share_parts(elements)
    return Dates(tuple(_span(text, item) for item in _items(elements)))


def _with_years_joined(elements: Sequence[Element]) -> list[Element]:
    """Join a year to the date beside it: `May 5, 2020`, `2020/Q3`, `May/2020`."""
    result: list[Element] = []
    for element in elements:
        before, sign = (result[-2], result[-1]) if len(result) > 1 else (None, None)
        if isinstance(element, Draft) and isinstance(before, Draft):
            is_year_last = sign in ("comma", "slash") and element.order == "y" and before.year is None
            if is_year_last or (before.is_only("y") and element.order in ("t", "q")):
                _join(before, element)
                result.pop()
                continue
        result.append(element)
    return result


def _join(draft: Draft, other: Draft) -> None:
    draft.year = draft.year or other.year
    draft.term, draft.word, draft.quarter = (
        other.term or draft.term,
        other.word or draft.word,
        other.quarter or draft.quarter,
    )
    draft.is_of_two_years |= other.is_of_two_years
    draft.qualifiers |= other.qualifiers
    draft.order += other.order


# Terms whose year is also written as 2019–2020.
_OF_TWO_YEARS: Final[frozenset[TermName]] = frozenset(
    {"academic year", "winter", "winter semester", "summer semester", "first semester", "second semester"}
)


def _read_short_years(elements: list[Element]) -> None:
    """`2012–14`, `WS 2019–20`, `HS 19`: two digits that are a year, not a day."""
    for own in elements:
        if isinstance(own, Draft) and own.term and own.year is None and own.day is not None:
            own.year, own.day, own.order = full_year(own.day), None, own.order.replace("d", "y")
    for place in range(len(elements) - 3, -1, -1):
        if place + 2 >= len(elements):
            continue
        before, sign, own = elements[place : place + 3]
        if not (isinstance(before, Draft) and isinstance(own, Draft) and sign in ("to", "slash") and before.year):
            continue
        is_short = own.is_only("d") and own.day is not None and before.month is None
        year = before.year // 100 * 100 + own.day if is_short and own.day is not None else own.year
        is_academic = sign == "slash" or before.term in _OF_TWO_YEARS
        is_next_year = year == before.year + 1 and not before.is_of_two_years and not before.qualifiers
        if before.term and is_next_year and (is_short or (own.is_only("y") and is_academic)):
            before.is_of_two_years = True
            del elements[place + 1 : place + 3]
        elif is_short and before.order == "y":
            own.year, own.day, own.order = year, None, "y"


def _share_parts(elements: Sequence[Element]) -> None:
    """Fill in the year and month of dates that lack them, from the side where the text's order of parts has them."""
    drafts = [element for element in elements if isinstance(element, Draft)]
    full = [one.order for one in drafts if "y" in one.order and len(one.order) > 1]
    year_first = any(order.startswith("y") for order in full) if full else any("y" in one.order for one in drafts[:1])
    for own, other in _lacking(drafts, "y", from_left=year_first):
        own.year, own.is_of_two_years = other.year, own.is_of_two_years or other.is_of_two_years
    month_first = any("m" in one.order and "d" in one.order[one.order.index("m") :] for one in drafts)
    without = [one for one in drafts if one.month is not None or one.day is not None]
    for own, other in _lacking(without, "m", from_left=month_first):
        own.month = other.month


def _lacking(drafts: Sequence[Draft], part: Part, *, from_left: bool) -> Iterator[tuple[Draft, Draft]]:
    """Each draft without the part, with the nearest one that has it."""
    for place, own in enumerate(drafts):
        if part in own.order:
            continue
        left = next((one for one in reversed(drafts[:place]) if part in one.order), None)
        right = next((one for one in drafts[place + 1 :] if part in one.order), None)
        nearest = (left or right) if from_left else (right or left)
        if nearest:
            yield own, nearest


def _items(elements: Sequence[Element]) -> Iterator[list[Element]]:
    """Split at commas and `and`, and at slashes if there are several: `2019/2020/2022`."""
    separators = {"comma", "and"} | ({"slash"} if elements.count("slash") > 1 else set())
    item: list[Element] = []
    for element in elements:
        if isinstance(element, Draft) or element not in separators:
            item.append(element)
        elif item:
            yield item
            item = []
    yield item


# Letters: d a date; t `to` or a slash; s `since`; u `until`; o an open end.
_LETTERS: Final[Mapping[Sign, str]] = {"to": "t", "slash": "t", "since": "s", "until": "u", "open": "o"}
_FORMS: Final[Mapping[str, type[DateSpan]]] = {
    "d": Single,
    **dict.fromkeys(("dtd", "dud", "dsd", "sdtd", "sdud", "dsdu"), Range),
    **dict.fromkeys(("dt", "sdt", "do", "sdo", "dto", "sdto", "duo", "sduo", "dso"), OpenRange),
    **dict.fromkeys(("sd", "ds", "sds"), Since),
    **dict.fromkeys(("ud", "du", "udu", "td", "otd"), Until),
    "o": Ongoing,
}


def _span(text: str, item: Sequence[Element]) -> DateSpan:
    letters = "".join("d" if isinstance(one, Draft) else _LETTERS.get(one, "?") for one in item)
    form = _FORMS.get(letters)
    if form is None:
        raise not_a_date(text)
    moments = [_moment(text, one) for one in item if isinstance(one, Draft)]
    if len(moments) == 2 and moments[1].date.last_day < moments[0].date.first_day:
        raise DateError(f"the end ({moments[1]}) is before the start ({moments[0]})")
    return form(*moments)


def _moment(text: str, draft: Draft) -> Moment:
    return Moment(_date(text, draft), frozenset(draft.qualifiers))


def _date(text: str, draft: Draft) -> CalendarDate:
    year = draft.year
    if year is None or len(set(draft.order) & {"m", "q", "t"}) > 1:
        raise not_a_date(text)
    if draft.term or draft.quarter or draft.is_of_two_years:
        if draft.day is not None or (draft.month is not None) or not is_year(year):
            raise not_a_date(text)
        if draft.quarter:
            return Quarter(year, draft.quarter)
        name = draft.term or "academic year"
        # A winter of two years is a semester.
        name = "winter semester" if name == "winter" and draft.is_of_two_years else name
        return Term(year, name, draft.word, draft.is_of_two_years)
    return checked_date(year, draft.month, draft.day)


def is_year(year: int) -> bool:
    return 1000 <= year <= 2999


def checked_date(year: int, month: int | None = None, day: int | None = None) -> PartialDate:
    """Raises `DateError` for a date that is not in the calendar."""
    written = PartialDate(year, month, day)
    written_text = f"{year:04d}" + "".join(f"-{part:02d}" for part in (month, day) if part is not None)
    if not is_year(year):
        raise DateError(f"'{written_text}' has an impossible year")
    if month is not None and not 1 <= month <= 12:
        raise DateError(f"'{written_text}' has an impossible month", "the order is year-month-day")
    if day is not None and month is None:
        raise not_a_date(f"{year} {day}")
    if day is not None and month is not None:
        days = calendar.monthrange(year, month)[1]
        if not 1 <= day <= days:
            raise DateError(f"'{written_text}' has an impossible day", f"{year}-{month:02d} has {days} days")
    return written

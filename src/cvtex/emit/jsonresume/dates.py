"""Dates -> ISO 8601 as JSON Resume wants it: a year, with month and day if they are known."""

from __future__ import annotations

from cvtex.model.dates import Dates, Moment, OpenRange, PartialDate, Range, Since, Single, Until


def start_and_end(dates: Dates) -> dict[str, str]:
    """Return the first start and the last end. What is open, or only expected to end, has no `endDate`."""
    starts = [_iso(span.start) for span in dates.spans[:1] if isinstance(span, Range | OpenRange | Since)]
    found = {"startDate": "".join(starts), "endDate": "" if dates.is_open else end(dates)}
    return {name: text for name, text in found.items() if text}


def end(dates: Dates) -> str:
    match dates.spans[-1:]:
        case (Single(moment),) | (Range(_, moment),) | (Until(moment),):
            return _iso(moment)
        case _:
            return ""


def is_whole(dates: Dates) -> bool:
    """Whether a start and an end say all: no second span, no term, no `c.` and no text in place of the date."""
    match dates.spans:
        case (Single() | Range() | OpenRange() | Since(),):
            dated = (isinstance(one.date, PartialDate) and not one.qualifiers for one in dates.moments)
            return dates.text is None and all(dated)
        case _:
            return False


def _iso(moment: Moment) -> str:
    date = moment.date
    text = str(date) if isinstance(date, PartialDate) else f"{date.first_day[0]:04}"
    return text if text[0] in "12" else ""

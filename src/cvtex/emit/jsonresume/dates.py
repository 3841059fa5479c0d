"""Dates -> ISO 8601 as JSON Resume wants it: a year, with month and day if they are known."""

from __future__ import annotations

from cvtex.model.dates import Dates, Moment, OpenRange, PartialDate, Range, Since, Single, Until


def start_and_end(dates: Dates | None) -> dict[str, str]:
    """A single date is an end, as that of a degree. What is open, or only expected to end, has no `endDate`."""
    spans = dates.spans if dates else ()
    starts = [_iso(span.start) for span in spans[:1] if isinstance(span, Range | OpenRange | Since)]
    found = {"startDate": "".join(starts), "endDate": end(dates) if dates and not dates.is_open else ""}
    return {name: text for name, text in found.items() if text}


def end(dates: Dates | None) -> str:
    match dates.spans[-1:] if dates else ():
        case (Single(moment),) | (Range(_, moment),) | (Until(moment),):
            return _iso(moment)
        case _:
            return ""


def _iso(moment: Moment) -> str:
    date = moment.date
    text = str(date) if isinstance(date, PartialDate) else f"{date.first_day[0]:04}"
    return text if text[0] in "12" else ""

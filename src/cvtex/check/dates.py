"""Node -> dates: in one of the forms of `date_syntax`, or in words with dates to sort by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from cvtex.check.date_errors import DateError
from cvtex.check.date_syntax import read_date, read_dates
from cvtex.check.date_words import DateWords
from cvtex.check.report import Report
from cvtex.check.texts import read_text_leaf
from cvtex.check.words import read_string, refuse
from cvtex.diagnostics import did_you_mean
from cvtex.model.dates import Dates, PartialDate
from cvtex.model.node import Mapping, Node, Scalar, Sequence
from cvtex.model.text import Text

T = TypeVar("T")

DATES_PARTS = {
    "text": "The text to print, in one or more languages.",
    "sort": "The dates by which it is sorted.",
}


# Start and end, as other programs name them.
_ENDS: Final = frozenset(
    {"start", "end", "from", "to", "since", "until", "startDate", "endDate", "start_date", "end_date"}
)
_AS_ONE_DATE: Final = "write start and end as one text, such as 2019 – 2021"


def read_dates_leaf(node: Node, report: Report) -> Dates | None:
    match node:
        case Scalar():
            return _read_date_syntax(node, report, read_dates)
        case Sequence(items):
            several = [_read_date_syntax(item, report, read_dates) for item in items]
            if not several:
                refuse(node, "dates", report)
            spans = tuple(span for dates in several if dates for span in dates.spans)
            return Dates(spans) if spans and all(several) else None
        case Mapping():
            return _read_worded_dates(node, report)


def _read_worded_dates(node: Mapping, report: Report) -> Dates | None:
    problems = len(report.diagnostics)
    text: Text | None = None
    sort: Dates | None = None
    for key, value in node.items.items():
        if key == "text":
            text = read_text_leaf(value, report)
        elif key == "sort":
            sort = _read_date_syntax(value, report, read_dates)
        else:
            hint = did_you_mean(key, DATES_PARTS) or f"fields of dates: {', '.join(DATES_PARTS)}"
            hint = _AS_ONE_DATE if key in _ENDS else hint
            report.error(f"unknown field '{key}' in dates", node.keys[key], hint)
    if text and sort:
        return Dates(sort.spans, text)
    if len(report.diagnostics) == problems:
        missing, hint = ("text", "the words to print") if text is None else ("sort", "the dates by which to sort it")
        report.error(f"the field '{missing}' is missing", node.span, f"add {hint} under '{missing}'")
    return None


def read_date_leaf(node: Node, report: Report) -> PartialDate | None:
    return _read_date_syntax(node, report, read_date)


def _read_date_syntax(node: Node, report: Report, read: Callable[[str, DateWords], T]) -> T | None:
    text = read_string(node, report, "a date")
    if text is None:
        return None
    try:
        return read(text, report.date_words)
    except DateError as problem:
        report.error(str(problem), node.span, problem.hint)
        return None

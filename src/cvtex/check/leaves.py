"""Node -> the model's smallest values: addresses, numbers, priorities and lengths; and the readers of all others.

Each reader returns the value, or reports an error and returns None.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from cvtex.check.amounts import read_amount
from cvtex.check.colours import read_colour
from cvtex.check.dates import read_date_leaf, read_dates_leaf
from cvtex.check.person_names import read_person_name
from cvtex.check.report import Report
from cvtex.check.texts import read_text_in_lines, read_text_leaf
from cvtex.check.words import read_string, read_word
from cvtex.diagnostics import Span, did_you_mean
from cvtex.model.amount import Amount
from cvtex.model.colour import Colour
from cvtex.model.cv import FileName
from cvtex.model.dates import Dates, PartialDate
from cvtex.model.length import BP_PER_UNIT, Length
from cvtex.model.located import LocatedStr
from cvtex.model.node import Node
from cvtex.model.people import PersonName, Url
from cvtex.model.priority import PRIORITY_WORDS, Priority
from cvtex.model.text import Lines, Text
from cvtex.text.markup import check_url


def read_url(node: Node, report: Report) -> Url | None:
    text = read_string(node, report, "a web address")
    if text is None:
        return None
    problem = check_url(text, node.span)
    if problem:
        report.diagnostics.append(problem)
        return None
    return Url(text, node.span)


def read_file_name(node: Node, report: Report) -> FileName | None:
    text = read_string(node, report, "a file name")
    return None if text is None else FileName(path=text, span=node.span)


def read_integer(node: Node, report: Report) -> int | None:
    text = read_string(node, report, "a whole number")
    if text is not None and re.fullmatch(r"\d{1,6}", text):
        return int(text)
    if text is not None:
        report.error(f"expected a whole number, found '{text}'", node.span)
    return None


def read_number(node: Node, report: Report) -> float | None:
    text = read_string(node, report, "a number")
    if text is not None and re.fullmatch(r"\d{1,6}(\.\d{1,6})?", text):
        return float(text)
    if text is not None:
        report.error(f"expected a number, found '{text}'", node.span, "write it without a unit, such as 10.5")
    return None


# What YAML 1.1 reads as truth values, and 1.2 does not.
_TRUTH = {
    **dict.fromkeys(("true", "yes", "y", "on", "1"), "true"),
    **dict.fromkeys(("false", "no", "n", "off", "0"), "false"),
}


def read_boolean(node: Node, report: Report) -> bool | None:
    text = read_string(node, report, "true or false")
    if text in ("true", "false"):
        return text == "true"
    if text is not None:
        meant = _TRUTH.get(text.casefold())
        report.error(f"expected true or false, found '{text}'", node.span, f"write {meant}" if meant else "")
    return None


def read_priority(node: Node, report: Report) -> Priority | None:
    text = read_string(node, report, "a priority")
    if text is None or text in PRIORITY_WORDS:
        return None if text is None else PRIORITY_WORDS[text]
    if re.fullmatch(r"\d{1,2}|100", text):
        return Priority(int(text))
    hint = did_you_mean(text, PRIORITY_WORDS) or f"{', '.join(PRIORITY_WORDS)}, or a number from 0 to 100"
    report.error(f"unknown priority '{text}'", node.span, hint)
    return None


_LENGTH = re.compile(r"(?P<number>\d{1,4}(?:\.\d{1,4})?) ?(?P<unit>[a-z]{2})")


def read_length(node: Node, report: Report) -> Length | None:
    text = read_string(node, report, "a length")
    if text is None:
        return None
    match = _LENGTH.fullmatch(text)
    if match and match["unit"] in BP_PER_UNIT:
        return Length(float(match["number"]), match["unit"], node.span)
    report.error(
        f"'{text}' is not a length",
        node.span,
        f"write a number and a unit such as 2 cm; units: {', '.join(BP_PER_UNIT)}",
    )
    return None


LEAVES: dict[type, Callable[[Node, Report], Any]] = {
    Text: read_text_leaf,
    Lines: read_text_in_lines,
    Amount: read_amount,
    Dates: read_dates_leaf,
    PartialDate: read_date_leaf,
    PersonName: read_person_name,
    Url: read_url,
    FileName: read_file_name,
    str: read_string,
    Priority: read_priority,
    Length: read_length,
    Colour: read_colour,
    LocatedStr: read_word,
    int: read_integer,
    float: read_number,
    bool: read_boolean,
    Span: lambda node, _: node.span,
}

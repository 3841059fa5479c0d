"""Node -> the model's smallest values: text, dates, names, addresses, numbers.

Each reader returns the value, or reports an error and returns None.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Any, Final, TypeVar

from cvtex.check.amount_syntax import CURRENCIES, CURRENCY_SIGNS, NUMBER, read_money, read_typed, with_cents
from cvtex.check.date_errors import DateError
from cvtex.check.date_syntax import read_date, read_dates
from cvtex.check.date_words import DateWords
from cvtex.check.hard_breaks import text_with_breaks
from cvtex.check.report import Report
from cvtex.check.text_traps import report_traps
from cvtex.diagnostics import Span, did_you_mean, nearest
from cvtex.locales.tags import LANGUAGE_TAG
from cvtex.model.amount import Amount, Money
from cvtex.model.cv import FileName
from cvtex.model.dates import Dates, PartialDate
from cvtex.model.located import LocatedStr
from cvtex.model.node import Mapping, Node, Scalar, Sequence
from cvtex.model.people import PersonName, Url
from cvtex.model.priority import PRIORITY_WORDS, Priority
from cvtex.model.profile import BP_PER_UNIT, Length
from cvtex.model.text import ANY_LANGUAGE, Lines, Text
from cvtex.text.markup import check_url, read_lines, read_paragraphs
from cvtex.text.names import read_name
from cvtex.text.richtext import RichText, plain

T = TypeVar("T")
_Paragraphs = dict[str, tuple[RichText, ...]]
_ReadScalar = Callable[[Scalar, Report, str], tuple[RichText, ...]]


def describe(node: Node) -> str:
    match node:
        case Scalar() if node.is_null:
            return "nothing"
        case Scalar():
            return "text"
        case Sequence():
            return "a list"
        case Mapping():
            return "a mapping"


def refuse(node: Node, expected: str, report: Report, hint: str = "") -> None:
    """Report that a node is not of the expected type."""
    meant = if_text_is_meant(node) if isinstance(node, Scalar) or "text" in expected else ""
    report.error(f"expected {expected}, found {describe(node)}", node.span, meant or hint)


def if_text_is_meant(node: Node) -> str:
    """A hint for a value that is a text, but not to YAML."""
    match node:
        case Scalar(text=word) if node.is_null and word:
            return f"if you mean the word {word}, put it in quotes"
        case Scalar(comment=comment) if node.is_null and comment:
            return f"'{comment.text}' is a comment to YAML: put a text that contains '#' in quotes"
        case Sequence(is_flow=True):
            return "put a text that begins with '[' in quotes"
        case _:
            return ""


# Words that nobody would choose as the name of a field.
_NO_NAME = re.compile(r"[^\w-]|.{25}")


def part_of_a_text(node: Mapping, key: str, known: Collection[str], *, is_text: bool) -> tuple[str, str] | None:
    """A message and its hint for a key that is a part of a text without quotes, or None.

    `is_text`: a text may stand in place of the mapping.
    """
    if node.without_value(key):
        keys = list(node.items)
        before = keys[keys.index(key) - 1] if keys[0] != key else None
        value = node.items[before] if before else None
        if before is None:
            return f"'{key}' is not a field", "put a text that begins with '{' in quotes"
        hint = "put a text that contains a comma in quotes"
        if isinstance(value, Scalar) and value.text and not value.quoted:
            # As it was written: `1,5` has no blank after its comma.
            is_tight = node.keys[key].column == value.span.column + len(value.source) + 1
            hint = f'{hint}: {before}: "{value.text},{"" if is_tight else " "}{key}"'
        return f"the comma before '{key}' ends the text, and '{key}' is not a field", hint
    if (is_text or _NO_NAME.search(key)) and not nearest(key, known):
        return f"YAML reads '{key}' as the name of a field", "put a text that contains ': ' in quotes"
    return None


def read_string(node: Node, report: Report, expected: str = "text") -> str | None:
    if isinstance(node, Scalar) and not node.is_null:
        return node.text.strip()
    refuse(node, expected, report)
    return None


def read_text_leaf(node: Node, report: Report) -> Text | None:
    return _read_text(node, report, _paragraphs)


def read_text_in_lines(node: Node, report: Report) -> Lines | None:
    """Read a text whose line ends count, as in an address."""
    text = _read_text(node, report, _lines)
    return None if text is None else Lines(text.full, text.span, text.short, text.only)


def _read_text(node: Node, report: Report, read: _ReadScalar) -> Text | None:
    match node:
        case Scalar() if not node.is_null:
            return Text({ANY_LANGUAGE: read(node, report, report.language)}, node.span)
        case Mapping():
            return _read_text_mapping(node, report, read)
    refuse(node, "text", report)
    return None


TEXT_FIELDS = ("text", "short", "only")


def _read_text_mapping(node: Mapping, report: Report, read: _ReadScalar) -> Text | None:
    problems = len(report.diagnostics)
    full: _Paragraphs = {}
    short: _Paragraphs = {}
    only: tuple[LocatedStr, ...] = ()
    for key, value in node.items.items():
        if key == "text":
            full.update(_by_language(value, report, read))
        elif key == "short":
            short = _by_language(value, report, read)
        elif key == "only":
            only = read_words(value, report)
        elif LANGUAGE_TAG.fullmatch(key):
            if isinstance(value, Scalar) and not value.is_null:
                full[key] = read(value, report, key)
            else:
                refuse(value, "text", report)
        elif part := part_of_a_text(node, key, TEXT_FIELDS, is_text=len(node.items) == 1):
            report.error(part[0], node.keys[key], part[1])
        else:
            hint = did_you_mean(key, TEXT_FIELDS) or "fields of a text: text, short, only, or language tags such as en"
            report.error(f"unknown field '{key}' in a text", node.keys[key], hint)
    if not full:
        if len(report.diagnostics) == problems:
            report.error(
                "the text is missing",
                node.span,
                "add it under 'text', or under a language tag such as 'en'",
            )
        return None
    return Text(full, node.span, short, only)


def _by_language(node: Node, report: Report, read: _ReadScalar) -> _Paragraphs:
    if isinstance(node, Scalar) and not node.is_null:
        return {ANY_LANGUAGE: read(node, report, report.language)}
    if not isinstance(node, Mapping):
        refuse(node, "text", report)
        return {}
    result: _Paragraphs = {}
    for key, value in node.items.items():
        if part := part_of_a_text(node, key, (), is_text=False):
            report.error(part[0], node.keys[key], part[1])
        elif not LANGUAGE_TAG.fullmatch(key):
            report.error(f"'{key}' is not a language tag", node.keys[key], "language tags look like en, de or en-GB")
        elif isinstance(value, Scalar) and not value.is_null:
            result[key] = read(value, report, key)
        else:
            refuse(value, "text", report)
    return result


def _paragraphs(node: Scalar, report: Report, language: str) -> tuple[RichText, ...]:
    if not node.text.strip():
        report.warning("this text is empty: nothing is printed", node.span, "write it, or delete the field")
    report_traps(node, report)
    checked = read_paragraphs(text_with_breaks(node), node.place_of, report.markup, language)
    report.diagnostics += checked.diagnostics
    return checked.value


def _lines(node: Scalar, report: Report, language: str) -> tuple[RichText, ...]:
    report_traps(node, report)
    checked = read_lines(text_with_breaks(node), node.place_of, report.markup, language)
    report.diagnostics += checked.diagnostics
    return checked.value


def read_word(node: Node, report: Report) -> LocatedStr | None:
    text = read_string(node, report)
    return None if text is None else LocatedStr(text, node.span)


def read_words(node: Node, report: Report) -> tuple[LocatedStr, ...]:
    """Read a list of words; a single word counts as a list of one."""
    nodes = node.items if isinstance(node, Sequence) else (node,)
    return tuple(word for item in nodes if (word := read_word(item, report)) is not None)


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


NAME_PARTS = {
    "given": "Given names, in full or as initials.",
    "particle": "A particle before the family name, such as van der.",
    "family": "The family name, or a single name.",
    "suffix": "Such as Jr. or III.",
    "degrees": "Degrees after the name in the heading, such as PhD.",
    "native": "The same name in another script.",
}


def read_person_name(node: Node, report: Report) -> PersonName | None:
    if isinstance(node, Mapping):
        return _read_name_parts(node, report)
    return _read_name_line(node, report)


_BETWEEN_NAMES: Final = re.compile(r"(?<!\s)\s+(?:and|&)\s+|\s?;\s?")
_NO_PARENTHESES: Final = (
    "write a note under name_note, a former name under former_names, and another form in print under other_names"
)


def _read_name_line(node: Node, report: Report) -> PersonName | None:
    text = read_string(node, report, "a name")
    if text is None:
        return None
    several = _BETWEEN_NAMES.split(text)
    if len(several) > 1:
        names = (f'"{one}"' if "," in one else one for one in several)
        report.error("expected one name, found several", node.span, f"give a list: [{', '.join(names)}]")
        return None
    name = read_name(text)
    if name is None or not name.family:
        hint = "give its parts: {given: ..., family: ..., degrees: ...}" if text.count(",") > 2 else ""
        report.error(f"'{text}' is not a name", node.span, hint or "write 'Given Family' or 'Family, Given'")
        return None
    if "(" in str(name):
        report.warning(f"the parentheses in '{text}' are read as a part of the name", node.span, _NO_PARENTHESES)
    return name


def _read_name_parts(node: Mapping, report: Report) -> PersonName | None:
    problems = len(report.diagnostics)
    parts: dict[str, str] = {}
    native: PersonName | None = None
    for key, value in node.items.items():
        if key not in NAME_PARTS:
            hint = did_you_mean(key, NAME_PARTS) or f"fields of a name: {', '.join(NAME_PARTS)}"
            report.error(f"unknown field '{key}' in a name", node.keys[key], hint)
        elif key == "native":
            native = _read_name_line(value, report)
        elif (part := read_string(value, report)) is not None:
            parts[key] = part
    if not parts.get("family"):
        if len(report.diagnostics) == problems:
            report.error("the family name is missing", node.span)
        return None
    return PersonName(**{"given": "", **parts}, native=native)


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


_AMOUNT_HINT = "write digits without separators, such as 1249871 or 1249871.50"


def read_amount(node: Node, report: Report) -> Amount | None:
    """Read money, or any text."""
    if isinstance(node, Mapping) and {"value", "currency"} & node.items.keys():
        money = _read_money_mapping(node, report)
        return None if money is None else Amount(money=money)
    if isinstance(node, Scalar) and not node.is_null and (money := read_money(node.text)):
        return Amount(money=money)
    text = _read_text(node, report, _paragraphs)
    return None if text is None else Amount(text, typed=_typed(text))


def _typed(text: Text) -> Money | None:
    """The money that a text states in each of its languages."""
    found = {read_typed("".join(map(plain, paragraphs))) for paragraphs in text.full.values()}
    return found.pop() if len(found) == 1 else None


def _read_money_mapping(node: Mapping, report: Report) -> Money | None:
    parts = {"value": "", "currency": ""}
    for key, child in node.items.items():
        if key not in parts:
            hint = did_you_mean(key, parts) or "an amount has the fields value and currency"
            report.error(f"unknown field '{key}' in an amount", node.keys[key], hint)
            continue
        text = read_string(child, report)
        if text is None:
            return None
        parts[key] = text
        if key == "value" and not NUMBER.fullmatch(text):
            report.error(f"'{text}' is not a number", child.span, _AMOUNT_HINT)
            return None
        if key == "currency" and text not in CURRENCIES:
            code = CURRENCY_SIGNS.get(text)
            hint = f"write {code}" if code else did_you_mean(text.upper(), CURRENCIES)
            hint = hint or "write a code of three letters, such as USD, EUR or GBP"
            report.error(f"unknown currency '{text}'", child.span, hint)
            return None
    for key, value in parts.items():
        if not value:
            report.error(f"'{key}' is missing in an amount", node.span, "such as {value: 1249871, currency: USD}")
            return None
    return Money(with_cents(parts["value"]), parts["currency"])


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
    LocatedStr: read_word,
    int: read_integer,
    float: read_number,
    bool: read_boolean,
    Span: lambda node, _: node.span,
}

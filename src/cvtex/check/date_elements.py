"""Tokens -> elements: drafts of single dates, and the signs between them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Final, Literal, TypeAlias, assert_never

from cvtex.check.date_errors import DateError, DateFormError
from cvtex.check.date_tokens import Token, tokens_of
from cvtex.check.date_words import DateWords, Meaning, MonthWord, QualifierWord, QuarterWord, SignWord, TermWord
from cvtex.model.dates import SEASONS, PartialDate, Qualifier, TermName
from cvtex.value import Struct, field

Sign = Literal["to", "slash", "comma", "and", "since", "until", "open"]
"""`to` is a dash between dates."""
Part = Literal["y", "m", "d", "q", "t"]
"""Year, month, day, quarter, term."""


class Draft(Struct):
    """A date in the making. `order`: its parts in the order in which they are written, such as `dmy`."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    term: TermName | None = None
    word: str = ""
    is_of_two_years: bool = False
    qualifiers: set[Qualifier] = field(default_factory=set)
    order: str = ""

    def is_only(self, part: Part) -> bool:
        return self.order == part and not self.qualifiers


Element: TypeAlias = Draft | Sign


def not_a_date(text: str) -> DateFormError:
    return DateFormError(f"'{text}' is not a date")


def elements_of(text: str, words: DateWords) -> list[Element]:
    """Raises `DateError`."""
    text = unicodedata.normalize("NFC", text)
    tokens = tokens_of(text)
    try:
        return _Grouping(text).of(tokens, words, of_all=False)
    except _UnknownWordError:
        return _Grouping(text).of(tokens, words, of_all=True)


class _UnknownWordError(DateFormError):
    """A word that may be known with the names of CLDR."""


class _Grouping(Struct):
    """Elements so far, and the qualifiers for a date that has not begun."""

    text: str
    elements: list[Element] = field(default_factory=list)
    waiting: set[Qualifier] = field(default_factory=set)

    def of(self, tokens: Sequence[Token], words: DateWords, *, of_all: bool) -> list[Element]:
        place = 0
        while place < len(tokens):
            found = words.meaning(tokens[place:], of_all=of_all)
            if found:
                meaning, length = found
                self._add_meaning(meaning, tokens[place : place + length])
                place += length
            else:
                place += 1
                self._add_token(tokens[place - 1], tokens[place] if place < len(tokens) else None, words)
        if self.waiting:
            raise not_a_date(self.text)
        return self.elements

    def _add_meaning(self, meaning: Meaning, tokens: Sequence[Token]) -> None:
        match meaning:
            case MonthWord(number):
                self.put("m").month = number
            case QuarterWord(number):
                self.put("q").quarter = number
            case TermWord(name):
                draft = self.put("t")
                draft.term = name
                draft.word = self._as_written(tokens)
            case QualifierWord(qualifier):
                self._qualify(qualifier)
            case SignWord(sign):
                if sign != "filler":
                    self.elements.append(sign)
            case _:
                assert_never(meaning)

    def _add_token(self, token: Token, following: Token | None, words: DateWords) -> None:
        match token.kind:
            case "number" if len(token.text) == 4:
                self.put("y").year = int(token.text)
            case "short_year":
                self.put("y").year = full_year(int(token.text[1:]))
            case "number" if len(token.text) <= 2:
                self.put("d").day = int(token.text)
            case "mark":
                self._qualify("uncertain")
                if token.text == "%":
                    self._qualify("approximate")
            case "tilde" if following is None or following.kind in ("slash", "dash", "comma", "and"):
                self._qualify("approximate")
            case "tilde" if not self._has_date_before() and _TILDE_IS_A_DASH.isdisjoint(words.languages):
                self._qualify("approximate")
            case "dash" | "tilde":
                self.elements.append("to")
            case "comma" | "and" | "slash" | "open" as sign:
                self.elements.append(sign)
            case "word":
                raise _UnknownWordError(f"'{self.text}' is not a date")
            case kind if kind in _IN_DIGITS:
                numbers = [int(part) for part in "".join(c if c.isdecimal() else " " for c in token.text).split()]
                _IN_DIGITS[kind](self, token.text, numbers)
            case _:
                raise not_a_date(self.text)

    def _as_written(self, tokens: Sequence[Token]) -> str:
        end = tokens[-1].start + len(tokens[-1].text)
        written = self.text[tokens[0].start : end]
        return f"{written}." if "." in written and self.text[end : end + 1] == "." else written

    def _has_date_before(self) -> bool:
        return bool(self.elements) and isinstance(self.elements[-1], Draft)

    def draft(self) -> Draft:
        """The date that is being written, or a new one."""
        last = self.elements[-1] if self.elements else None
        if isinstance(last, Draft):
            return last
        new = Draft(qualifiers=set(self.waiting))
        self.waiting.clear()
        self.elements.append(new)
        return new

    def put(self, part: Part) -> Draft:
        draft = self.draft()
        if part in draft.order:
            raise not_a_date(self.text)
        draft.order += part
        return draft

    def put_numbers(self, parts: Sequence[Literal["y", "m", "d"]], numbers: Sequence[int]) -> None:
        for part, number in zip(parts, numbers, strict=True):
            draft = self.put(part)
            match part:
                case "y":
                    draft.year = number
                case "m":
                    draft.month = number
                case "d":
                    draft.day = number

    def _qualify(self, qualifier: Qualifier) -> None:
        last = self.elements[-1] if self.elements else None
        (last.qualifiers if isinstance(last, Draft) else self.waiting).add(qualifier)


def _slashed(group: _Grouping, text: str, numbers: Sequence[int]) -> None:
    """`12/31/2020` and `31/12/2020`; which of them `3/4/2020` is, only the author knows."""
    first, second, year = numbers
    if first != second and first <= 12 and second <= 12:
        american, british = PartialDate(year, first, second), PartialDate(year, second, first)
        raise DateError(f"'{text}' is not a date", f"write {american} or {british}")
    month, day = (second, first) if first > 12 else (first, second)
    group.put_numbers(("y", "m", "d"), (year, month, day))


def _year_hyphen(group: _Grouping, text: str, numbers: Sequence[int]) -> None:
    """`2021-03`; `2021-21`, a season in EDTF; `2019-20`, two years."""
    year, second = numbers
    is_range, is_season = second > 12 and second > year % 100, 21 <= second <= 24
    if is_range and is_season:
        hint = f"write {year} – {year // 100 * 100 + second} or {SEASONS[second - 21]} {year}"
        raise DateError(f"'{text}' may be two years or a season", hint)
    if is_season:
        group.put("y").year = year
        group.put("t").term = SEASONS[second - 21]
    elif is_range:
        group.put("y").year = year
        group.elements += ["to", Draft(year=year // 100 * 100 + second, order="y")]
    else:
        group.put_numbers(("y", "m"), numbers)


def _year_slash(group: _Grouping, _text: str, numbers: Sequence[int]) -> None:
    """`2019/20`, an academic year; `2020/3`, a month; `2019/22`, several years."""
    year, second = numbers
    if second == (year + 1) % 100:
        draft = group.put("y")
        draft.year, draft.is_of_two_years = year, True
    elif second <= 12:
        group.put_numbers(("y", "m"), numbers)
    else:
        group.put("y").year = year
        group.elements += ["slash", Draft(day=second, order="d")]


def _short_years(group: _Grouping, text: str, numbers: Sequence[int]) -> None:
    """`19/20` of `WS 19/20`."""
    first, second = numbers
    draft = group.put("y")
    if draft.term is None or second != (first + 1) % 100:
        raise not_a_date(text)
    draft.year, draft.is_of_two_years = full_year(first), True


_IN_DIGITS: Final[Mapping[str, Callable[[_Grouping, str, Sequence[int]], None]]] = {
    "year_month_day": lambda group, _, numbers: group.put_numbers(("y", "m", "d"), numbers),
    "day_month_year": lambda group, _, numbers: group.put_numbers(("d", "m", "y"), numbers),
    "year_month": lambda group, _, numbers: group.put_numbers(("y", "m"), numbers),
    "month_year": lambda group, _, numbers: group.put_numbers(("m", "y"), numbers),
    "day_month": lambda group, _, numbers: group.put_numbers(("d", "m"), numbers),
    "slashed": _slashed,
    "year_hyphen": _year_hyphen,
    "year_slash": _year_slash,
    "short_years": _short_years,
}
# Elsewhere `~2012` is about 2012.
_TILDE_IS_A_DASH: Final = frozenset({"ja", "ko", "zh", "zh-Hant"})
# Years of two digits are those from 1970 to 2069.
_PIVOT: Final = 70


def full_year(short: int) -> int:
    return short + (1900 if short >= _PIVOT else 2000)

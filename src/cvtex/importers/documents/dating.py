"""Dates at either side of a text. What the program itself reads is a date, if it names a year."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from cvtex.check.date_errors import DateError
from cvtex.check.date_syntax import read_dates
from cvtex.check.date_words import DateWords, date_words
from cvtex.importers.documents.words import Words
from cvtex.importers.imported import Said, Tree
from cvtex.value import Value

_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEAR_OF_MANY: Final = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
# `10/15 – 08/18`: months with short years. One alone may be a score.
_SHORT_YEARS: Final = re.compile(r"(\d{1,2})/(\d\d)\s*(?:–|—|-+)\s*(?:(\d{1,2})/(\d\d)|([^\W\d]{3,12}))")
_TERM_AND_YEAR: Final = re.compile(r"[^\W\d]{3,}\.? (\d\d)(\d\d)(?:–|-+)(\d\d)")
_PIVOT: Final = 60
# Nobody writes a longer date.
_MOST_TOKENS: Final = 10
_EDGES: Final = " \t\u00a0,;:.()[]|–—-·•"
_TOKEN: Final = re.compile(r"[^\s，；、]+")


class Dated(Value):
    """A text with the dates at one of its sides."""

    dates: Words
    rest: Words


@lru_cache(10_000)
def is_date(text: str, language: str = "") -> bool:
    """Whether the program reads the text as dates."""
    text = text.strip()
    if not text or len(text) > 100 or not any(map(str.isdigit, text)):
        return False
    if short := _SHORT_YEARS.fullmatch(text):
        text = _with_centuries(short)
    try:
        read_dates(text, _words_of(language), advised=False)
    except DateError:
        return False
    return True


@lru_cache(50)
def _words_of(language: str) -> DateWords:
    """Names of months are looked up once, not for each text that may be a date."""
    return date_words((language,) if language else ())


def _with_centuries(short: re.Match[str]) -> str:
    first, second = (
        f"{month}/{_century(year)}{year}" if month else "" for month, year in (short.groups()[:2], short.groups()[2:4])
    )
    return f"{first} – {second or short[5]}"


def _century(year: str) -> str:
    return "19" if int(year) >= _PIVOT else "20"


def dates_tree(words: Words, language: str = "") -> Tree | None:
    """A value for a field of dates: as it is if the program reads it, else in words with years to sort by."""
    # Some programs put thin blanks beside a dash.
    text = " ".join(bare_date(words).plain.split())
    if (short := _SHORT_YEARS.fullmatch(text)) and is_date(text, language):
        return {"text": Said(text, words.span), "sort": _with_centuries(short)}
    if term := _TERM_AND_YEAR.fullmatch(text):
        # `May 2000–03` ends in 2003, not on the third of May.
        return {"text": Said(text, words.span), "sort": f"{term[1]}{term[2]} – {term[1]}{term[3]}"}
    if is_date(text, language):
        return Said(text, words.span)
    years = _YEAR.findall(text)
    if not years:
        return None
    sort = years[0] if min(years) == max(years) else f"{min(years)} – {max(years)}"
    return {"text": words.said(), "sort": sort}


def dated(words: Words, language: str = "") -> Dated | None:
    """Dates at the beginning or the end of a text, the longest that can be read."""
    text = words.plain
    if not _YEAR.search(text) and not _SHORT_YEARS.search(text):
        return None
    tokens = [(match.start(), match.end()) for match in _TOKEN.finditer(text)]
    for count in range(min(len(tokens), _MOST_TOKENS), 0, -1):
        start, end = tokens[0][0], tokens[count - 1][1]
        if _is_dates(text[start:end], language):
            return _apart(words, start, end, end, None)
    for count in range(min(len(tokens), _MOST_TOKENS), 0, -1):
        start, end = tokens[-count][0], tokens[-1][1]
        if _is_dates(text[start:end], language):
            return _apart(words, start, end, 0, start)
    return None


def _apart(words: Words, start: int, end: int, rest_start: int, rest_end: int | None) -> Dated | None:
    """The dates and the rest; None if brackets would be torn apart, as in `Centre (Summers 2001, 2002)`."""
    rest = _rest(words, rest_start, rest_end)
    if rest.plain.count("(") != rest.plain.count(")"):
        return None
    return Dated(bare_date(words.part(start, end)), rest)


def bare_date(words: Words) -> Words:
    """Without brackets around it and signs beside it."""
    whole = words.stripped(" \t\u00a0,;:.|·•")
    words = whole.stripped(" –—-")
    text = words.plain
    is_whole = text.startswith(("(", "[")) and text.endswith((")", "]")) and text.count("(") + text.count("[") == 1
    if words.plain != whole.plain and is_date(whole.plain):
        # `2019 –` goes on.
        return whole
    is_odd = text.count("(") != text.count(")") or text.count("[") != text.count("]")
    return words.stripped("()[]") if is_whole or is_odd else words


def _rest(words: Words, start: int, end: int | None) -> Words:
    rest = words.part(start, end)
    text = rest.plain
    open_bracket = text.count("(") > text.count(")")
    return rest.stripped(" \t\u00a0,;:|–—-·•،，；、" + ("([" if open_bracket else ""))


def _is_dates(text: str, language: str) -> bool:
    stripped = text.strip(_EDGES)
    return bool(_YEAR.search(stripped) or _SHORT_YEARS.fullmatch(stripped)) and is_date(stripped, language)


def years_of(text: str) -> tuple[str, ...]:
    return tuple(_YEAR_OF_MANY.findall(text))

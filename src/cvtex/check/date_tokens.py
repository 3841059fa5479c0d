"""Text -> the tokens of a date: numbers, words and signs. Dates in digits, such as 31.3.2021, are one token."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from cvtex.value import Value


class Token(Value):
    """`kind` is a group of the pattern below. `text` is as written, `folded` for comparison."""

    kind: str
    text: str
    folded: str
    start: int


# Scripts without spaces between words: each character is a token.
_CJK: Final = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"


@cache
def _token() -> re.Pattern[str]:
    return re.compile(
        rf"""
        (?P<year_month_day>\d{{4}}-\d\d?-\d\d?(?!\d)|\d{{4}}/\d\d?/\d\d?(?!\d)|\d{{4}}\.\s?\d\d?\.\s?\d\d?(?!\d))
        |(?P<day_month_year>\d\d?\.\s?\d\d?\.\s?\d{{4}}(?!\d))
        |(?P<slashed>\d\d?/\d\d?/\d{{4}}(?!\d))
        |(?P<month_year>\d\d?[./-]\d{{4}}(?!\d))
        |(?P<year_month>\d{{4}}\.\d\d?(?![\d.]))
        |(?P<year_hyphen>\d{{4}}-\d\d?(?!\d))
        |(?P<year_slash>\d{{4}}\s?/\s?\d\d?(?!\d))
        |(?P<short_years>\d\d/\d\d(?![\d/]))
        |(?P<day_month>\d\d?\.\s?\d\d?\.(?!\s?\d))
        |(?P<short_year>(?<!\w)['’‘]\d\d(?![\w/]))
        |(?P<number>\d+)
        |(?P<word>[{_CJK}]|[^\W\d_{_CJK}]+)
        |(?P<open>\.\.+|…)
        |(?P<dash>-{{1,3}}|[–—―〜～])
        |(?P<tilde>~)
        |(?P<comma>[,;、，；])
        |(?P<and>[&+])
        |(?P<slash>/)
        |(?P<mark>[?%])
        |(?P<skipped>[\s.()（）'’°º])
        |(?P<unknown>.)
        """,
        re.VERBOSE | re.DOTALL,
    )


def tokens_of(text: str) -> tuple[Token, ...]:
    """The text must be in NFC."""
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    for match in _token().finditer(text):
        kind = match.lastgroup or ""
        if kind != "skipped":
            yield Token(kind, match[0], folded(match[0]), match.start())


def folded(word: str) -> str:
    """Fold case. Turkish `İ` becomes `i`, without the dot that Unicode keeps."""
    return word.casefold().replace("i\N{COMBINING DOT ABOVE}", "i")

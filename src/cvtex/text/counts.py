"""`{count:article}` in running text: how many works there are, of one type or, with `{count}`, of all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cvtex.text.richtext import RichText, map_strings, strings

ALL_WORKS = ""
_COUNT = re.compile(r"\{count(?::(?P<type>[\w-]+))?\}")


def counted_types(text: RichText) -> Iterator[str]:
    """The types that a text asks for; `ALL_WORKS` for the sum."""
    for string in strings(text):
        yield from (match["type"] or ALL_WORKS for match in _COUNT.finditer(string))


def fill_counts(text: RichText, counts: Mapping[str, int]) -> RichText:
    """The text with numbers in their places; a type that does not occur counts 0."""

    def number(match: re.Match[str]) -> str:
        return str(counts.get(match["type"] or ALL_WORKS, 0))

    return map_strings(text, lambda string: _COUNT.sub(number, string))

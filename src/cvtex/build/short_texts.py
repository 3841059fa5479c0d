"""Cached results of slow libraries for short texts. A library is imported only for a text that is not cached."""

from __future__ import annotations

from typing import Final

from cvtex.cache.fingerprint import library
from cvtex.cache.store import Cache, Table
from cvtex.locales.months import CalendarNames
from cvtex.text.markup import Markup
from cvtex.value import Value

# Cached texts that this build does not use.
_MOST_OTHERS: Final = 10_000


class ShortTexts(Value):
    """Tables of `dates` by Babel and `hyphens` by pyphen."""

    dates: Table[str]
    hyphens: Table[str]

    def save(self) -> None:
        self.dates.save()
        self.hyphens.save()


def short_texts(cache: Cache) -> ShortTexts:
    return ShortTexts(
        cache.table("dates", library("babel"), str, _MOST_OTHERS),
        cache.table("hyphens", library("pyphen"), str, _MOST_OTHERS),
    )


def markup(cache: Cache) -> Table[Markup]:
    """Open the table of paragraphs, parsed by markdown-it."""
    return cache.table("markup", library("markdown_it"), Markup, _MOST_OTHERS)


def calendar(cache: Cache) -> Table[CalendarNames]:
    """Open the table of names of months and quarters, by language."""
    return cache.table("calendar", library("babel"), CalendarNames)

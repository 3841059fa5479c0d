"""Words in dates, such as `until` and `present`, in English and in the CV's languages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from cvtex.locales.locale import Locale, is_known_language, locale_of
from cvtex.value import Value


class DateWords(Value):
    """`open_ends` are case-folded. `until` stands between two dates, `since` before a single one."""

    languages: tuple[str, ...]
    open_ends: frozenset[str]
    until: tuple[str, ...]
    since: tuple[str, ...]

    def parts(self, text: str) -> list[str]:
        """Split a range at its dash or word (`2019 to 2021`) -> one or more dates."""
        return _between(self.until).split(text)

    def after_since(self, text: str) -> str | None:
        """`seit 2019`, `2019 -` -> 2019"""
        match = _since(self.since).fullmatch(text)
        return (match[1] or match[2]) if match else None


@cache
def date_words(languages: tuple[str, ...] = ()) -> DateWords:
    """The words of English and of `languages`; unknown tags are ignored."""
    locales = [locale_of(tag) for tag in dict.fromkeys(("en", *filter(is_known_language, languages)))]
    return DateWords(
        tuple(dict.fromkeys(locale.language for locale in locales)),
        frozenset({"", "..", *(word for locale in locales for word in open_ends(locale))}),
        tuple(dict.fromkeys(word for locale in locales for word in locale.until)),
        tuple(dict.fromkeys(word for locale in locales for word in locale.since)),
    )


def open_ends(locale: Locale) -> Iterable[str]:
    return (word.casefold() for word in (locale.present, *locale.open_ends))


@cache
def _between(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\s+(?:–|—|-|--|{_any_of(words)})\s+|\s*(?:–|—|(?<!/)\.\.)\s*|(?<=^\d{{4}})-(?=\d{{4}}$)")


@cache
def _since(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{_any_of(words)})\s+(.+)|(.+?)\s*-", re.IGNORECASE)


def _any_of(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, words))

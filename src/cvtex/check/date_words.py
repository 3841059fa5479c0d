"""Words in dates, such as `since`, `Fall` and `March`, in English and in the CV's languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Final, Literal, TypeAlias

from cvtex.cache.memo import Memo, fresh
from cvtex.check.date_tokens import Token, tokens_of
from cvtex.locales.cldr import calendar_names
from cvtex.locales.locale import Locale, is_known_language, locale_of
from cvtex.locales.months import CalendarNames, month_beginnings
from cvtex.model.dates import Qualifier, TermName
from cvtex.value import Value


class MonthWord(Value):
    number: int


class QuarterWord(Value):
    number: int


class TermWord(Value):
    name: TermName


class QualifierWord(Value):
    qualifier: Qualifier


class SignWord(Value):
    """`filler`: a word without meaning of its own, such as `de` in Spanish dates."""

    sign: Literal["since", "until", "open", "and", "filler"]


Meaning: TypeAlias = MonthWord | QuarterWord | TermWord | QualifierWord | SignWord

_Phrase: TypeAlias = tuple[str, ...]
# First word -> phrases that begin with it, longest first.
_Phrases: TypeAlias = Mapping[str, tuple[tuple[_Phrase, Meaning], ...]]

_FILLER: Final = SignWord("filler")
# `and` in languages whose lists have only commas.
_FURTHER_AND: Final = ("和", "与", "與", "及", "と")
_ROMAN: Final = ("I", "II", "III", "IV")
# Also the ends of ordinal numbers.
_FILLERS: Final = ("of", "the", "de", "st", "nd", "rd", "th", "er", "del", "le", "en", "im", "jeweils", "r")
# German universities' terms, which CVs in all languages name.
_GERMAN_TERMS: Final[Mapping[str, TermName]] = {
    "WS": "winter semester",
    "WiSe": "winter semester",
    "Wintersemester": "winter semester",
    "SS": "summer semester",
    "SoSe": "summer semester",
    "Sommersemester": "summer semester",
}


class DateWords(Value, dict=True):
    """The words of `languages`. Names from CLDR are looked up only for a date that needs them."""

    languages: tuple[str, ...]
    calendar: Memo[CalendarNames] = fresh

    def meaning(self, tokens: Sequence[Token], *, of_all: bool) -> tuple[Meaning, int] | None:
        """The meaning of the longest phrase at the beginning, and its number of tokens.

        Without `of_all`, months are only known in English, because their names in other languages take time.
        """
        phrases = self._all_phrases if of_all else _own_phrases(self.languages)
        for phrase, meaning in phrases.get(tokens[0].folded, ()):
            if len(phrase) <= len(tokens) and all(
                word == token.folded for word, token in zip(phrase, tokens, strict=False)
            ):
                return meaning, len(phrase)
        month = self._month(tokens[0].folded, of_all=of_all) if tokens[0].kind == "word" else None
        return (MonthWord(month), 1) if month else None

    def words(self) -> Iterator[str]:
        """All words of their own, to find the nearest to a misspelt one."""
        for tag in self.languages:
            locale = locale_of(tag)
            yield from (locale.present, *locale.open_ends, *locale.since, *locale.until, locale.ongoing)
            yield from (word for words in locale.terms.values() for word in words)
        yield from (name for own in self._names for names in own.months for name in names)

    @cached_property
    def _names(self) -> tuple[CalendarNames, ...]:
        return tuple(calendar_names(tag, self.calendar) for tag in self.languages)

    @cached_property
    def _all_phrases(self) -> _Phrases:
        return _by_first_word((*_own(self.languages), *(pair for own in self._names for pair in _of_calendar(own))))

    @cached_property
    def _months(self) -> tuple[Mapping[str, int], ...]:
        return tuple(month_beginnings(own.months) for own in self._names)

    def _month(self, word: str, *, of_all: bool) -> int | None:
        if not of_all:
            return month_beginnings().get(word)
        return next(filter(None, (months.get(word) for months in self._months)), None)


def date_words(languages: tuple[str, ...] = (), calendar: Memo[CalendarNames] = fresh) -> DateWords:
    """The words of `languages`, then those of English; unknown tags are ignored. Raises `LocaleError`."""
    known = tuple(dict.fromkeys((*filter(is_known_language, languages), "en")))
    # A broken file is found at once, not by the first date that needs it.
    for tag in known:
        locale_of(tag)
    return DateWords(known, calendar)


@cache
def _own_phrases(languages: tuple[str, ...]) -> _Phrases:
    return _by_first_word(_own(languages))


def _by_first_word(words: Iterable[tuple[str, Meaning]]) -> _Phrases:
    """Of two meanings of a phrase, the first counts."""
    meanings: dict[_Phrase, Meaning] = {}
    for word, meaning in words:
        phrase = tuple(token.folded for token in tokens_of(word))
        if phrase:
            meanings.setdefault(phrase, meaning)
    by_first: dict[str, list[tuple[_Phrase, Meaning]]] = {}
    for pair in sorted(meanings.items(), key=lambda pair: -len(pair[0])):
        by_first.setdefault(pair[0][0], []).append(pair)
    return {first: tuple(pairs) for first, pairs in by_first.items()}


def _own(languages: tuple[str, ...]) -> Iterator[tuple[str, Meaning]]:
    for tag in languages:
        yield from _of_locale(locale_of(tag))
    yield from ((word, TermWord(name)) for word, name in _GERMAN_TERMS.items())
    yield from ((f"Q{number}", QuarterWord(number)) for number in range(1, 5))
    yield from ((word, _FILLER) for word in _FILLERS)
    yield from ((word, SignWord("and")) for word in _FURTHER_AND)


def _of_locale(locale: Locale) -> Iterator[tuple[str, Meaning]]:
    for word in (locale.present, *locale.open_ends, locale.ongoing):
        yield word, SignWord("open")
    for name, terms in locale.terms.items():
        yield from ((term, TermWord(name)) for term in terms)
    fillers = set(_around(locale.term_of_year.replace("{term}", "{}").replace("{year}", "{}")))
    yield from ((word, _FILLER) for word in fillers)
    for word in (*locale.until, *_around(locale.until_date)):
        yield word, SignWord("until")
    for word in (*locale.since, *_around(locale.since_date)):
        yield word, SignWord("since")
    for phrase in locale.expected:
        yield from ((word, QualifierWord("expected")) for word in _around(phrase))
    for phrase in locale.circa:
        yield from ((word, QualifierWord("approximate")) for word in _around(phrase))
    for word in (locale.and_, locale.last_and, *locale.and_before.values()):
        yield word.strip(" ,、"), SignWord("and")


def _around(template: str) -> Iterable[str]:
    """The words of a template such as `seit {}`."""
    return filter(None, (part.strip() for part in template.split("{}")))


def _of_calendar(names: CalendarNames) -> Iterator[tuple[str, Meaning]]:
    for months in names.months:
        yield from ((name, MonthWord(number)) for number, name in enumerate(months, 1) if not name.isdecimal())
    for quarters in names.quarters:
        for number, name in enumerate(quarters, 1):
            if not name.isdecimal():
                yield name, QuarterWord(number)
                words = [str(number) if word == _ROMAN[number - 1] else word for word in name.split()]
                yield " ".join(words), QuarterWord(number)
    # East Asian patterns have several words in one text: `日至`.
    yield from ((token.text, _FILLER) for text in names.fillers for token in tokens_of(text))

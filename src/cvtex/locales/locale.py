"""The words of a language, read from its TOML file in this folder."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, Literal, get_args

from cvtex.locales.tags import LANGUAGE_TAG, fallbacks
from cvtex.model.bibliography import PublicationStatus
from cvtex.model.chart import WORK_CLASSES, WorkClass
from cvtex.model.dates import SEASONS, TermName
from cvtex.model.items import GrantStatus, PatentStatus
from cvtex.model.people import AuthorMark, TraineeLevel
from cvtex.model.sections import GroupWord
from cvtex.value import Value, field, from_plain

# Kind of a work, in English.
WorkKind = Literal[
    "PhD thesis", "Master's thesis", "Bachelor's thesis", "Technical report", "Research report", "Computer software",
    "Data set", "Patent",
]  # fmt: skip
WorksWord = Literal["undated"]
# Of a chart: its title, works without a year, and `before {}`.
ChartWord = Literal["title", "undated", "before"]
# Fields of an item that are printed with a word.
Detail = Literal[
    "now", "partners", "co_supervisors", "enrolment", "evaluation", "share", "total", "citations", "h_index"
]
# On web pages: a link past the head, and what the list of works is filtered by.
PageWord = Literal["skip", "search", "year", "kind", "all"]
# Fields of an entry that hold a web address.
LinkField = Literal["code", "data", "slides", "video", "poster", "preprint"]
# A template for `str.format`, or templates by regular expression. The first whose expression matches the start of the
# value is used. Case and accents of the value are ignored.
Template = str | dict[str, str]

_FOLDER: Final = Path(__file__).parent
_SUFFIX: Final = ".toml"


class LocaleError(ValueError):
    """A locale file with a missing or unknown key, or that is not TOML."""


class Locale(Value, kw_only=True, forbid_unknown_fields=True):
    """All words of a language that are printed, or read in dates. Lower case, unless a word always starts a phrase.

    A word with a number, such as `pages`, precedes the number or has `{}` in its place.
    """

    language: str
    """The file's name."""
    reviewed: bool
    """Whether a native speaker has read the file."""

    # Dates.
    present: str
    open_ends: tuple[str, ...]
    """Words accepted for an open end, besides `present`."""
    until: tuple[str, ...]
    since: tuple[str, ...]
    """`until`: words between two dates. `since`: words before a single date."""
    month: Literal["MMM", "MMMM"] = "MMM"
    """CLDR's short (MMM) or long (MMMM) names of months."""
    ongoing: str
    since_date: str = ""
    until_date: str = ""
    """A date alone after `since` and `until`. Empty if the language has no phrase that leaves the date unchanged."""
    inflects: bool = False
    """Whether months and seasons, but not years, have another form after `since` and `until`."""
    expected: tuple[str, ...]
    circa: tuple[str, ...]
    """First the phrase to print; then further words that are read."""
    term_of_year: str
    terms: Mapping[TermName, tuple[str, ...]]
    """Words for seasons and academic terms. The first is printed for terms that were written in another language."""

    # Lists and marks. Blanks are part of the value.
    comma: str
    and_: str = field(name="and")
    last_and: str
    """Before the last of three or more names, in references."""
    and_before: Mapping[str, str]
    """Forms of `and` by the word that follows: regular expression -> form, matched as in a `Template`."""
    quotes: tuple[str, str]
    colon: str

    # The CV.
    curriculum_vitae: str
    born: str
    thesis: str
    supervisor: str
    portrait: Template
    last_updated: str
    patent_status: Mapping[PatentStatus, str]
    details: Mapping[Detail, str]
    """Each has `{}` in place of the field's value."""
    grant_status: Mapping[GrantStatus, str]
    marks: Mapping[AuthorMark, str]
    groups: Mapping[GroupWord, str]
    """Titles of groups of items."""
    trainees: Mapping[TraineeLevel, str]
    """Classes of trainees, as explained below the heading of publications."""

    # References.
    in_: str = field(name="in")
    et_al: str
    editor: str
    editors: str
    full_editor: str
    full_editors: str
    edited_by: str
    translated_by: str
    ordinal: Template
    edition: str
    volume: str
    running_volume: str
    """In running text. `volume` and `title_number` are written as in titles."""
    number: str
    title_number: str
    article_number: str
    series: str
    chapter: str
    one_page: str
    pages: str
    version: str
    no_date: str
    available: str
    available_from: str
    preprint_at: str
    open_access: str
    position: str
    """Position among all authors. Placeholders: `number` or `ordinal`, and `total`."""
    in_total: str
    for_collaboration: str
    for_collaborations: str
    inner_quotes: tuple[str, str]
    """Inside `quotes`."""
    total_pages: str
    """How many pages a book has."""
    accessed: str
    cited: str
    """Before the day on which a web page was read; `cited` is medicine's word for it."""
    internet: str
    online: str
    """The medium, in brackets."""
    article: str
    """Before an article's number, where a style wants the whole word."""
    translator: str
    full_translator: str
    full_translators: str
    """After translators' names."""
    status: Mapping[PublicationStatus, str]
    status_synonyms: Mapping[PublicationStatus, tuple[str, ...]] = field(default_factory=dict)
    """Other words for a status that are read, but not printed."""
    works: Mapping[WorksWord, str]
    """Titles of groups of publications."""
    kinds: Mapping[WorkKind, str]
    links: Mapping[LinkField, str]
    page: Mapping[PageWord, str]
    chart: Mapping[ChartWord | WorkClass, str]
    """Words of a chart, and classes of works in the plural."""

    def __post_init__(self) -> None:
        for name, keys in _KEYS.items():
            if missing := ", ".join(sorted(keys - getattr(self, name).keys())):
                raise ValueError(f"`{name}` lacks {missing}")

    def ordinal_of(self, number: int) -> str:
        """2 -> `2nd`, as printed for an edition."""
        return _filled(self.ordinal, str(number))

    def position_of(self, position: int, total: str) -> str:
        """(17, "140") -> `17th of 140`."""
        return self.position.format(number=position, ordinal=self.ordinal_of(position), total=total)

    def has_term(self, word: str) -> bool:
        """Whether the language has this word for a season or term."""
        own = _letters(word)
        return any(own == _letters(known) for words in self.terms.values() for known in words)

    def portrait_of(self, name: str) -> str:
        """Description of a photograph of this person."""
        return _filled(self.portrait, name)

    def separator_before(self, separator: str, following: str) -> str:
        """Adapt the `and` in a separator to the next word: Spanish `y` -> `e` before `Inés`."""
        for pattern, and_ in self.and_before.items():
            if re.match(pattern, _folded(following)):
                return separator.replace(self.and_, and_)
        return separator

    def elided(self, word: str, following: str) -> str:
        """A word and a blank, adapted to the next word: French `de` -> `d’` before `Inés`."""
        is_elided = self.language == "fr" and word.endswith(" de") and _folded(following)[:1] in tuple("aeiou")
        return f"{word[:-1]}’" if is_elided else f"{word} "

    def listed(self, texts: Sequence[str]) -> str:
        """`A, B and C`"""
        *others, last = texts
        return f"{self.comma.join(others)}{self.separator_before(self.and_, last)}{last}" if others else last


_KEYS: Final[Mapping[str, frozenset[str]]] = {
    "terms": frozenset(SEASONS),
    "patent_status": frozenset(get_args(PatentStatus)),
    "details": frozenset(get_args(Detail)),
    "grant_status": frozenset(get_args(GrantStatus)),
    "marks": frozenset(get_args(AuthorMark)),
    "groups": frozenset(get_args(GroupWord)),
    "trainees": frozenset(get_args(TraineeLevel)),
    "status": frozenset(get_args(PublicationStatus)),
    "works": frozenset(get_args(WorksWord)),
    "kinds": frozenset(get_args(WorkKind)),
    "links": frozenset(get_args(LinkField)),
    "page": frozenset(get_args(PageWord)),
    "chart": frozenset({*get_args(ChartWord), *WORK_CLASSES}),
}


def _filled(template: Template, text: str) -> str:
    if isinstance(template, str):
        return template.format(text)
    return next(one for pattern, one in template.items() if re.match(pattern, _folded(text))).format(text)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, _folded(text)))


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


@cache
def languages() -> tuple[str, ...]:
    """The tags of all languages that have a file."""
    return tuple(sorted(file.stem for file in _FOLDER.iterdir() if file.suffix == _SUFFIX))


def is_known_language(tag: str) -> bool:
    return bool(LANGUAGE_TAG.fullmatch(tag)) and not set(fallbacks(tag)).isdisjoint(languages())


def locale_of(tag: str) -> Locale:
    """The locale of a tag or of its nearest fallback; English for an unknown tag, which a CV with errors may have.

    Raises `LocaleError` if the file is broken.
    """
    return _load(next((near for near in fallbacks(str.__str__(tag)) if near in languages()), "en"))


@cache
def _load(language: str) -> Locale:
    return read_locale(language, (_FOLDER / f"{language}{_SUFFIX}").read_bytes())


def read_locale(language: str, data: bytes) -> Locale:
    """Content of a TOML file -> locale. Raises `LocaleError`."""
    try:
        return from_plain({**tomllib.loads(data.decode()), "language": language}, Locale)
    except ValueError as problem:
        raise LocaleError(f"locales/{language}{_SUFFIX}: {problem}") from problem

"""The title of a section -> its kind, in all languages that the program has, and some more."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Final

from cvtex.importers.documents.section_titles import TITLES
from cvtex.locales.locale import is_known_language
from cvtex.value import Value

# Of two kinds in one title, the first counts: `Teaching experience`, `Publications and talks`.
KINDS: Final = (
    "publications", "patents", "teaching", "supervision", "grants", "talks", "awards", "memberships", "contacts",
    "languages", "software", "service", "education", "positions", "projects", "skills", "table", "text", "entries",
)  # fmt: skip
_LONGEST: Final = 80
_MOST_WORDS: Final = 5
_SHORTEST: Final = 3
_LONG_STEM: Final = 6
_BETWEEN: Final = frozenset(
    {"and", "of", "the", "und", "et", "y", "e", "og", "och", "en", "i", "a", "ja", "ve", "и", "і"}
)
_WITHOUT_SPACES: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NUMBER: Final = re.compile(r"^(?:\d{1,2}[.)]?|[ivxa-d]{1,4}[.)])\s+(?=[^\W\d])", re.IGNORECASE)
# The types of works that headings of publications name, before those of which they are part.
_TYPES: Final = (
    ("incollection", r"chapter|kapitel|chapitre|capitul|capitol|sammelb|rozdzial|глав|розділ|章"),
    ("inproceedings", r"conferen[cz]|konferenz|proceeding|actes|workshop|congres|tagung|конференц|会议|會議"),
    ("thesis", r"\bthes[ie]s|dissertation|abschlussarbeit|these\b|tesi\b|tese|диссертац|学位"),
    ("review", r"\breviews\b|rezension|recension|resena|comptes rendus"),
    ("patent", r"patent|brevet"),
    ("report", r"report|bericht|rapport|informe|working paper"),
    ("unpublished", r"preprint|submitted|preparation|under review|eingereicht|vorbereitung|soumis"),
    ("article", r"journal|arti[ck][eloui]|aufsatz|zeitschrift|artigo|czasopism|clanky|стать|статт|论文|論文"),
    (
        "book",
        r"\bbooks?\b|monogra|bucher|livres?\b|ouvrages?\b|lib(?:ros?|ri)\b|livros?|boeken|bocker|ksiazk|knihy|книг|专著",
    ),
)  # fmt: skip


class _Title(Value):
    """`is_stem`: words may go on after it."""

    kind: str
    words: str
    is_stem: bool = False


@lru_cache(1_000)
def kind_of_title(title: str) -> str | None:
    """`Berufserfahrung` -> positions; None if no word of the title tells."""
    folded = folded_words(_NUMBER.sub("", title.strip()))
    if not folded or len(folded) > _LONGEST:
        return None
    if kind := _whole_titles().get(folded):
        return kind
    found = [(match, one) for one in _titles() if (match := _found(one, folded))]
    # `Programming languages` are skills: a longer title hides those inside it.
    kinds = {
        one.kind
        for (start, end), one in found
        if not any(
            start >= other_start and end <= other_end and end - start < other_end - other_start
            for (other_start, other_end), _ in found
        )
    }
    return min(kinds, key=KINDS.index, default=None)


def is_title(text: str) -> bool:
    """Whether the whole text is known as the title of a section."""
    folded = folded_words(_NUMBER.sub("", text.strip()))
    if folded in _whole_titles():
        return True
    words = folded.split()
    known, stems = _title_words()
    return (
        0 < len(words) <= _MOST_WORDS
        and kind_of_title(text) is not None
        and all(word in known or word.startswith(stems) for word in words)
    )


def type_of_title(title: str) -> str | None:
    """`Book chapters` -> incollection: the type of work that a heading of publications names."""
    folded = folded_words(title)
    found = [name for name, pattern in _TYPES if re.search(pattern, folded)]
    return found[0] if len(found) == 1 else None


def folded_words(text: str) -> str:
    """Words without case, accents and punctuation."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", plain)))


def _found(title: _Title, folded: str) -> tuple[int, int] | None:
    if _WITHOUT_SPACES.match(title.words):
        start = folded.replace(" ", "").find(title.words.replace(" ", ""))
        return (start, start + len(title.words)) if start >= 0 else None
    start = f" {folded}".find(f" {title.words}")
    while start >= 0:
        end = start + len(title.words)
        if title.is_stem or end == len(folded) or folded[end] == " ":
            return start, end
        start = f" {folded}".find(f" {title.words}", start + 1)
    return None


@cache
def _titles() -> tuple[_Title, ...]:
    return tuple(_all_titles(TITLES))


def _all_titles(titles: Mapping[str, Mapping[str, str]]) -> Iterator[_Title]:
    for kinds in titles.values():
        for kind, listed in kinds.items():
            for title in listed.split("|"):
                yield _Title(kind, folded_words(title), title.endswith("*"))


@cache
def _title_words() -> tuple[frozenset[str], tuple[str, ...]]:
    """All words in titles, with those between them, and the beginnings of words."""
    known = frozenset(word for one in _titles() if not one.is_stem for word in one.words.split())
    return known | _BETWEEN, tuple(one.words for one in _titles() if one.is_stem and len(one.words) > _SHORTEST)


@cache
def _whole_titles() -> Mapping[str, str]:
    whole: dict[str, str] = {}
    for one in _titles():
        if not one.is_stem and KINDS.index(one.kind) < KINDS.index(whole.get(one.words, KINDS[-1])):
            whole[one.words] = one.kind
    return whole


def language_of_titles(titles: list[str]) -> str:
    """The language in which most titles are found as they are; "" if it is not clear, or English."""
    found: dict[str, int] = {}
    foreign: dict[str, int] = {}
    for title in map(folded_words, titles):
        languages = _languages_of(title)
        for language in languages:
            found[language] = found.get(language, 0) + 1
            foreign[language] = foreign.get(language, 0) + ("en" not in languages)
    best = max(found, key=lambda one: (found[one], one == "en"), default="en")
    # Titles that are English, too, say nothing: `Publications`.
    return best if best != "en" and foreign[best] >= 2 and found[best] > found.get("en", 0) else ""


def language_of_document(titles: str, declared: str) -> str:
    """The language of the titles, with the region that the file names, such as en-GB; "" for American English."""
    shown = titles or "en"
    found = declared if declared.partition("-")[0].lower() == shown else shown
    return "" if found in ("en", "en-US") else found if is_known_language(found) else titles


@cache
def _languages_of(folded: str) -> tuple[str, ...]:
    return tuple(
        language
        for language, kinds in TITLES.items()
        if any(_is_in(folded, one) for listed in kinds.values() for one in listed.split("|"))
    )


def _is_in(folded: str, title: str) -> bool:
    """Whether it is the title, or a word that goes on from a long stem: `Sprachen` of `sprache*`."""
    words = folded_words(title)
    return folded == words or (title.endswith("*") and len(words) >= _LONG_STEM and folded.startswith(words))

"""What choosing and ordering need to know of an entry."""

from __future__ import annotations

import re

from cvtex.diagnostics import Span
from cvtex.model.bibliography import Entry
from cvtex.text.folding import fold_words
from cvtex.text.tex import tex_to_plain
from cvtex.value import Value

# What usually goes through peer review, where an entry does not say. Others, such as books, must say so.
_REVIEWED_TYPES = frozenset({"article", "inproceedings", "incollection"})
_YES = frozenset({"yes", "true", "1", "peer-reviewed", "peerreviewed", "refereed", "reviewed"})
_NO = frozenset({"no", "false", "0", "not-peer-reviewed", "non-peer-reviewed", "not-refereed", "non-refereed"})
_BETWEEN_KEYWORDS = re.compile(r"\s*[,;]\s*")
_BETWEEN_PEOPLE = re.compile(r"\s+and\s+")
_NUMBER = re.compile(r"\d{1,4}")


class PublicationFacts(Value):
    """`date` is (year, month, day) with 0 for what is unknown. `roles`: the owner's places among the authors."""

    key: str
    type: str
    date: tuple[int, int, int]
    first_author: tuple[str, ...]
    title_words: tuple[str, ...]
    keywords: frozenset[str]
    is_reviewed: bool
    roles: frozenset[str]
    title: str
    span: Span
    merged_keys: frozenset[str] = frozenset()

    @property
    def keys(self) -> frozenset[str]:
        """By which the owner may name the work: its own, and those of the duplicates and preprints that it stands for."""
        return self.merged_keys | {self.key}

    @property
    def newest_first(self) -> tuple[tuple[int, ...], tuple[str, ...], tuple[str, ...]]:
        """Sorts by date, the newest first, then by first author and title without regard to accents and case."""
        return tuple(-part for part in self.date), self.first_author, self.title_words


def publication_facts(
    entry: Entry, roles: frozenset[str] = frozenset(), merged_keys: frozenset[str] = frozenset()
) -> PublicationFacts:
    keywords = frozenset(filter(None, _BETWEEN_KEYWORDS.split(tex_to_plain(entry.tex("keywords")))))
    title = tex_to_plain(entry.tex("title"))
    return PublicationFacts(
        key=entry.key,
        type=entry.type,
        date=(_number(entry, "year"), _number(entry, "month"), _number(entry, "day")),
        first_author=_first_author(entry),
        title_words=fold_words(title),
        keywords=keywords,
        is_reviewed=_is_reviewed(entry, keywords),
        roles=roles,
        title=title,
        span=entry.span,
        merged_keys=merged_keys,
    )


def _number(entry: Entry, field: str) -> int:
    found = _NUMBER.search(entry.tex(field))
    return int(found[0]) if found else 0


def _first_author(entry: Entry) -> tuple[str, ...]:
    """Words of the family name, then of the given ones."""
    first = _BETWEEN_PEOPLE.split(entry.tex("author") or entry.tex("editor"), maxsplit=1)[0]
    family, comma, given = tex_to_plain(first).partition(",")
    if not comma:
        given, _, family = family.rpartition(" ")
    return fold_words(f"{family} {given}")


def _is_reviewed(entry: Entry, keywords: frozenset[str]) -> bool:
    said = {word.casefold() for word in (*keywords, tex_to_plain(entry.tex("peerreviewed")))}
    if said & _NO:
        return False
    return bool(said & _YES) or entry.type in _REVIEWED_TYPES

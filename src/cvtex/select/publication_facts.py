"""Entry -> the facts that decide on its selection and order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from cvtex.diagnostics import Span
from cvtex.model.bibliography import UNPUBLISHED, Entry, PublicationStatus
from cvtex.model.chart import WorkClass
from cvtex.select.work_classes import work_class
from cvtex.text.folding import fold_words
from cvtex.text.keywords import read_keywords
from cvtex.text.preprint_servers import PREPRINT_SERVER
from cvtex.text.tex import tex_to_plain
from cvtex.value import Value

# In this order, before all works that have appeared.
STATUS_ORDER: Final[tuple[PublicationStatus, ...]] = (
    "in press", "forthcoming", "accepted", "pre-proof", "pre-published", "in revision", "under review", "submitted",
    "preprint", "in preparation",
)  # fmt: skip
_RANK: Final[Mapping[PublicationStatus, int]] = {status: rank for rank, status in enumerate(STATUS_ORDER)}
_NOT_YET_REVIEWED: Final[frozenset[PublicationStatus]] = frozenset(
    {"submitted", "under review", "in revision", "in preparation", "preprint"}
)

# Types that are peer-reviewed unless an entry says otherwise. Other types, such as books, must say so.
_REVIEWED_TYPES = frozenset({"article", "inproceedings", "incollection"})
_NEVER_REVIEWED_TYPES = frozenset({"review", "suppperiodical", "suppcollection"})
_NEVER_REVIEWED_SUBTYPES = frozenset({"magazine", "newspaper"})
_REVIEWED = frozenset({"peerreviewed", "reviewed", "refereed"})
_YES = frozenset({"yes", "true", "1", *_REVIEWED})
_NO = frozenset({"no", "false", "0", *(no + word for no in ("not", "non", "un") for word in _REVIEWED)})
_BETWEEN_PEOPLE = re.compile(r"\s+and\s+")
_YEAR = re.compile(r"(?<!\d)\d[\dX]{3}(?!\d)")
_NUMBER = re.compile(r"\d{1,4}")
_PRIZE_FIELDS = ("note", "addendum", "award", "awards", "annote")
_PRIZE_KEYWORDS = frozenset({"award", "award-winning", "best paper", "best-paper", "prize"})
# A prize for the work, but not the number of a grant: `Award DEB-1654321`.
_PRIZE = re.compile(
    r"\b(?:prize|medal|preis|prix|premio|prêmio|auszeichnung|(?:best|outstanding|distinguished|test[- ]of[- ]time)"
    r" (?:\w+ )?(?:paper|article|poster|thesis|dissertation)|award(?!s? (?:no|nr|number|#|[a-z]*[-\w]*\d))s?)\b",
    re.IGNORECASE,
)


class PublicationFacts(Value):
    """The facts about an entry that decide on selection and order.

    `date` is (year, month, day), 0 where unknown; `last_year`: that of a range. `pending`: the status of a work that
    has not appeared yet. `roles`: what the owner is of the work. `keywords` are folded. `has_prize`: a note or keyword
    names one. `lends_to`: see `Entry`. `of`: its class in a chart.
    """

    key: str
    type: str
    types: frozenset[str]
    date: tuple[int, int, int]
    last_year: int
    first_author: tuple[str, ...]
    title_words: tuple[str, ...]
    keywords: frozenset[str]
    is_reviewed: bool
    roles: frozenset[str]
    title: str
    span: Span
    is_work: bool = True
    lends_to: tuple[str, ...] = ()
    status: PublicationStatus | None = None
    pending: PublicationStatus | None = None
    merged_keys: frozenset[str] = frozenset()
    has_prize: bool = False
    of: WorkClass = "other"

    @property
    def keys(self) -> frozenset[str]:
        """Keys that refer to the work: its own, and those of duplicates and preprints merged into it."""
        return self.merged_keys | {self.key}

    @property
    def sort_key(self) -> tuple[int, tuple[int, ...], tuple[str, ...], tuple[str, ...]]:
        """By status, then newest date first, then first author and title, ignoring accents and case."""
        rank = _RANK[self.pending] if self.pending else len(_RANK)
        return rank, tuple(-part for part in self.date), self.first_author, self.title_words


def publication_facts(
    entry: Entry, roles: frozenset[str] = frozenset(), merged_keys: frozenset[str] = frozenset()
) -> PublicationFacts:
    keywords = read_keywords(entry.tex("keywords"))
    title = tex_to_plain(entry.tex("title"))
    year, last_year = _years(entry)
    has_appeared = bool(year) and entry.status not in UNPUBLISHED
    return PublicationFacts(
        key=entry.key,
        type=entry.type,
        types=entry.types or frozenset({entry.type}),
        date=(year, _month(entry), _number(entry, "day")),
        last_year=max(last_year, _number(entry, "endyear")),
        first_author=_first_author(entry),
        title_words=fold_words(title),
        keywords=keywords,
        is_reviewed=_is_reviewed(entry, keywords),
        roles=roles,
        title=title,
        span=entry.span,
        is_work=entry.is_work,
        lends_to=entry.lends_to,
        status=entry.status,
        pending=None if has_appeared else entry.status,
        merged_keys=merged_keys,
        has_prize=_has_prize(entry, keywords),
        of=work_class(entry),
    )


def _has_prize(entry: Entry, keywords: frozenset[str]) -> bool:
    notes = [tex_to_plain(entry.tex(field)) for field in _PRIZE_FIELDS if field in entry.fields]
    return bool(keywords & _PRIZE_KEYWORDS) or any(map(_PRIZE.search, notes))


def _years(entry: Entry) -> tuple[int, int]:
    """`2019` -> (2019, 2019). biblatex has an X for each unknown digit: `201X` -> (2010, 2019)."""
    found = _YEAR.search(entry.tex("year"))
    return (int(found[0].replace("X", "0")), int(found[0].replace("X", "9"))) if found else (0, 0)


# As in EDTF, 21 to 24 are the seasons; each sorts by its first month.
_FIRST_MONTH: Final[Mapping[str, int]] = {
    **dict.fromkeys(("spring", "21"), 3),
    **dict.fromkeys(("summer", "22"), 6),
    **dict.fromkeys(("autumn", "fall", "23"), 9),
    **dict.fromkeys(("winter", "24"), 12),
}


def _month(entry: Entry) -> int:
    text = entry.tex("month").strip().lower()
    return _FIRST_MONTH.get(text) or _number(entry, "month")


def _number(entry: Entry, field: str) -> int:
    found = _NUMBER.search(entry.tex(field))
    return int(found[0]) if found else 0


def _first_author(entry: Entry) -> tuple[str, ...]:
    """Words of the family name, then of the given names."""
    first = _BETWEEN_PEOPLE.split(entry.tex("author") or entry.tex("editor"), maxsplit=1)[0]
    family, comma, given = tex_to_plain(first).partition(",")
    if not comma:
        given, _, family = family.rpartition(" ")
    return fold_words(f"{family} {given}")


def _is_reviewed(entry: Entry, keywords: frozenset[str]) -> bool:
    """Apply the rules that `WorkConditions.reviewed` describes to authors."""
    words = {"".join(fold_words(word)) for word in (*keywords, tex_to_plain(entry.tex("peerreviewed")))}
    if words & _NO:
        return False
    if words & _YES:
        return True
    if entry.status in _NOT_YET_REVIEWED or entry.types & _NEVER_REVIEWED_TYPES:
        return False
    if entry.tex("entrysubtype").strip().lower() in _NEVER_REVIEWED_SUBTYPES:
        return False
    return entry.type in _REVIEWED_TYPES and not PREPRINT_SERVER.search(entry.tex("journal"))

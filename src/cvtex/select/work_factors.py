"""What makes a publication worth a line: known facts of its entry, never metrics.

The owner's own works come before those with many others, reviewed works before preprints and short pieces, works with
a prize before others, newer before older. A work in press is as new as any.
"""

from __future__ import annotations

from typing import Final

from cvtex.model.bibliography import PublicationStatus
from cvtex.model.plan import Factor
from cvtex.select.publication_facts import PublicationFacts
from cvtex.select.weights import Scale, fractional

_LEADERS: Final = frozenset({"first", "last", "single", "corresponding"})
_LEADING: Final = Factor("leading author", 1.5)
_PRIZE: Final = Factor("prize", 1.5)
_BOOKS: Final = frozenset({"book", "mvbook"})
_EDITED: Final = frozenset({"collection", "mvcollection", "proceedings", "mvproceedings"})
_SHORT: Final = frozenset({"review", "inreference", "suppperiodical", "suppcollection", "suppbook"})
# Works that nobody has accepted yet.
_UNSURE: Final[dict[PublicationStatus, float]] = {
    "in revision": 0.6, "under review": 0.5, "submitted": 0.5, "preprint": 0.5, "in preparation": 0.25,
}  # fmt: skip


def work_factors(fact: PublicationFacts, scale: Scale) -> tuple[Factor, ...]:
    year = scale.today if fact.pending else _year(fact)
    found = [*scale.factors_of_year(year, fact.keywords), _kind(fact)]
    if fact.roles & _LEADERS:
        found.append(_LEADING)
    if fact.has_prize:
        found.append(_PRIZE)
    return tuple(found)


def _year(fact: PublicationFacts) -> float | None:
    year, month, day = fact.date
    return fractional((year, month or 12, day or 31)) if year else None


def _kind(fact: PublicationFacts) -> Factor:
    if fact.status in _UNSURE:
        return Factor(fact.status, _UNSURE[fact.status])
    if fact.types & _SHORT:
        return Factor("short piece", 0.3)
    if fact.types & _EDITED or (fact.types & _BOOKS and "editor" in fact.roles):
        return Factor("edited volume", 0.8)
    if fact.types & _BOOKS:
        return Factor("book", 1.3)
    if fact.is_reviewed:
        return Factor("reviewed", 1.0)
    return Factor("not reviewed", 0.5)

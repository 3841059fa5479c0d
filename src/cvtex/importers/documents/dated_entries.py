"""Entries whose dates stand in a paragraph of their own, below the lines that they belong to.

University of Nowhere       the organisation, and its place, once for several posts
NOWHERE, ATLANTIS
Professor                   the line above the dates
2019 – 2023
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from cvtex.importers.documents.lines import is_degree, is_institution
from cvtex.importers.documents.words import Words
from cvtex.value import Value

_LONGEST: Final = 90
# Organisation, place and title.
_MOST_HEADS: Final = 3
_PLACE: Final = re.compile(r"[^\W\d_][^\d:.]{1,30}, ?[^\W\d_][^\d:.]{1,30}")


class DatedEntry(Value):
    """`start`: where its first head stands; `end`: where what is below its dates begins."""

    parts: Mapping[str, Words]
    start: int
    end: int


def entries_above_dates(lines: Sequence[Words | None], dates: Sequence[bool]) -> tuple[DatedEntry, ...]:
    """`lines`: of each paragraph its only line, None if it has several or is in a list. `dates`: which are bare dates.

    None are found where dates stand elsewhere: above their entries, or beside other words.
    """
    places = [number for number, is_date in enumerate(dates) if is_date]
    if not places or places[0] == 0 or not all(_is_head(lines[number - 1]) for number in places):
        return ()
    if any(before + 1 == after for before, after in pairwise(places)):
        return ()
    entries: list[DatedEntry] = []
    organisation: Mapping[str, Words] = {}
    for number in places:
        first = entries[-1].end if entries else 0
        heads = [number - 1]
        while len(heads) < _MOST_HEADS and heads[0] > first and _is_head(lines[heads[0] - 1]):
            heads.insert(0, heads[0] - 1)
        found = _parts([one for head in heads if (one := lines[head])], is_first=not entries)
        if "organisation" in found:
            organisation = {name: words for name, words in found.items() if name != "title"}
            start = number - len(found)
        else:
            start = number - 1
        dated = lines[number]
        assert dated
        entries.append(DatedEntry({**organisation, "title": found["title"], "dates": dated}, start, number + 1))
    is_sure = len(entries) > 1 or any(map(_is_organisation, organisation.values()))
    return tuple(entries) if organisation and is_sure else ()


def _is_head(line: Words | None) -> bool:
    return line is not None and len(line.plain) <= _LONGEST and not line.plain.rstrip().endswith((".", ";", ","))


def _parts(heads: list[Words], *, is_first: bool) -> dict[str, Words]:
    """The lines above dates, the last of which are the entry's: organisation, place and title, or the title alone."""
    match [one.unstyled() for one in heads]:
        case [*_, organisation, place, title] if _is_place(place) and (is_first or _is_organisation(organisation)):
            return {"organisation": organisation, "place": place, "title": title}
        case [*_, one, other] if _is_organisation(one) and not _is_organisation(other):
            return {"organisation": one, "title": other}
        case [*_, one, other] if _is_organisation(other) and not _is_organisation(one):
            return {"title": one, "organisation": other}
        case [one, other] if is_first:
            return {"organisation": one, "title": other}
        case [*_, title]:
            return {"title": title}
        case _:
            raise ValueError("dates without a line above them")


def _is_place(words: Words) -> bool:
    text = words.plain
    return bool(_PLACE.fullmatch(text)) and not is_institution(text) and not is_degree(text)


def _is_organisation(words: Words) -> bool:
    return is_institution(words.plain) and not is_degree(words.plain)

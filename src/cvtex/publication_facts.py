"""What choosing and ordering need to know of an entry."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cvtex.bibliography import Entry
from cvtex.diagnostics import Span
from cvtex.notation.tex import tex_to_plain


@dataclass(frozen=True, slots=True)
class PublicationFacts:
    """`date` is (year, month, day) with 0 for what is unknown."""

    key: str
    type: str
    date: tuple[int, int, int]
    keywords: frozenset[str]
    title: str
    span: Span


def publication_facts(entry: Entry) -> PublicationFacts:
    keywords = re.split(r"\s*[,;]\s*", tex_to_plain(entry.tex("keywords")))
    return PublicationFacts(
        key=entry.key,
        type=entry.type,
        date=(_number(entry, "year"), _number(entry, "month"), _number(entry, "day")),
        keywords=frozenset(filter(None, keywords)),
        title=tex_to_plain(entry.tex("title")),
        span=entry.span,
    )


def _number(entry: Entry, field: str) -> int:
    found = re.search(r"\d{1,4}", entry.tex(field))
    return int(found[0]) if found else 0

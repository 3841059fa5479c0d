"""Work -> an item of CSL-JSON. Its schema allows no other keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from cvtex.emit.csl.languages import language_tag
from cvtex.model.work import Creator, Work

_TYPES: Final[Mapping[str, str]] = {
    "article": "article-journal",
    "book": "book",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "proceedings": "book",
    "manual": "report",
    "booklet": "pamphlet",
    "mastersthesis": "thesis",
    "phdthesis": "thesis",
    "techreport": "report",
    "unpublished": "manuscript",
    "misc": "document",
    "online": "webpage",
    "software": "software",
    "dataset": "dataset",
    "patent": "patent",
    "periodical": "periodical",
}
_GENRES: Final[Mapping[str, str]] = {"phdthesis": "PhD thesis", "mastersthesis": "Master’s thesis"}
# As pandoc reads and writes `and others`.
_OTHERS: Final[Mapping[str, str]] = {"literal": "others"}
# Types that are parts of a journal have an issue; others have a number of their own.
_WITH_ISSUE: Final = frozenset({"article", "periodical"})


def csl_item(work: Work) -> dict[str, Any]:
    """Return the item, without empty values."""
    is_preprint = work.status == "preprint" or (work.type in ("misc", "unpublished") and bool(work.eprint))
    item: dict[str, Any] = {
        "id": work.key,
        "type": "article" if is_preprint else _TYPES.get(work.type, "document"),
        "title": work.title,
        "author": [*map(_name, work.authors), *([_OTHERS] if work.has_more_authors else [])],
        "editor": [*map(_name, work.editors)],
        "translator": [*map(_name, work.translators)],
        "issued": _issued(work),
        "status": work.status or "",
        "container-title": work.container,
        "collection-title": work.series,
        "volume": work.volume,
        _number(work): work.number,
        "page": work.pages or work.article,
        "number-of-pages": work.pages_in_all,
        "edition": work.edition,
        "publisher": work.publisher or work.institution,
        "publisher-place": work.place,
        "event-title": work.event,
        "genre": work.genre or _GENRES.get(work.type, ""),
        "version": work.version,
        "DOI": work.doi,
        "ISBN": work.isbn,
        "ISSN": work.issn,
        "PMID": work.pmid,
        "PMCID": work.pmcid,
        "archive": work.archive,
        "archive_location": work.eprint,
        "language": language_tag(work.language),
        "note": work.note,
        "URL": work.url,
    }
    return {name: value for name, value in item.items() if value}


def _number(work: Work) -> str:
    """The name of a number: of an issue, of a book in its series, or of the work itself."""
    if work.type in _WITH_ISSUE:
        return "issue"
    return "collection-number" if work.series else "number"


def _name(creator: Creator) -> Mapping[str, str]:
    if not (creator.given or creator.particle or creator.suffix):
        return {"literal": creator.family}
    parts = {
        "family": creator.family,
        "given": creator.given,
        "non-dropping-particle": creator.particle,
        "suffix": creator.suffix,
    }
    return {name: part for name, part in parts.items() if part}


def _issued(work: Work) -> dict[str, Any]:
    if work.date:
        return {"date-parts": [list(date) for date in (work.date, work.end_date) if date]}
    return {"literal": work.year} if work.year else {}

"""Fields of works that all importers name alike, by the type of the entry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from cvtex.importers.imported import ImportedWork, Said
from cvtex.importers.works.rich_titles import plain_title, rich_title
from cvtex.text.web_address import decode_doi, is_doi

IN_BOOK: Final = frozenset({"incollection", "inproceedings", "inreference"})
RICH: Final = frozenset(
    {
        "title",
        "subtitle",
        "titleaddon",
        "journal",
        "booktitle",
        "maintitle",
        "series",
        "eventtitle",
        "origtitle",
        "shorttitle",
    }
)
"""Fields whose texts may have HTML."""
_VENUES: Final[Mapping[str, str]] = {
    **dict.fromkeys(IN_BOOK, "booktitle"),
    **dict.fromkeys(("book", "collection", "proceedings", "thesis", "report"), "series"),
    # A server and a repository are no journals.
    **dict.fromkeys(("preprint", "dataset"), "publisher"),
}
_PUBLISHERS: Final[Mapping[str, str]] = {"thesis": "school", "report": "institution", "patent": "holder"}
WHOLE: Final = frozenset({"book", "collection", "thesis", "report"})
"""Types whose one page is the number of all."""
_SERIALS: Final = frozenset({"article", "review", "periodical"})
_DOI_LABEL: Final = re.compile(r"^\s*doi:?\s*", re.IGNORECASE)
_OF_DATABASE: Final = re.compile(
    r"^(?:export date|cited by|coden|correspondence address|references|funding details|\w+ id)\b.*[:：]", re.IGNORECASE
)
_HTML: Final = re.compile(r"<(?:p|div|h\d|ul|span)\b", re.IGNORECASE)
_MAX_NOTE: Final = 200
_ISBN_LABEL: Final = re.compile(r"^(?:ISBN|ISSN)\b[\s:]*|\((?:ISBN|ISSN)[^()]*\)", re.IGNORECASE)
_PREPRINT: Final = re.compile(r"\bpre-?print\b", re.IGNORECASE)


def field_of(field: str, type_: str) -> str:
    """The field for a `journal`, a `publisher` or an `isbn` in an entry of this type; all others stay."""
    match field:
        case "journal":
            return _VENUES.get(type_, field)
        case "publisher":
            return _PUBLISHERS.get(type_, field)
        case "isbn":
            return "issn" if type_ in _SERIALS else field
        case _:
            return field


def work_of_fields(type_: str, fields: Mapping[str, Said | str | None], at: Said, key: str = "") -> ImportedWork | None:
    """A work of the fields that have a value; None if there are none. `type_` may be `preprint`."""
    there = {name: value for name, value in fields.items() if value}
    if not there:
        return None
    if type_ == "preprint":
        type_ = "unpublished"
        kind = there.get("type")
        if isinstance(kind, Said) and _PREPRINT.fullmatch(kind.text.strip()):
            del there["type"]
        there.setdefault("pubstate", "preprint")
    return ImportedWork(type_, there, at.span, key, RICH & there.keys())


def venue_fields(venue: Said | None, type_: str) -> dict[str, Said | str | None]:
    """The journal, book, series or server that a work has appeared in."""
    name = field_of("journal", type_)
    return {name: rich_title(venue) if name in RICH else plain_title(venue)} if venue else {}


def is_note(text: str) -> bool:
    """Whether a note can be printed: no database's remark on its record, and no long note of a reader."""
    return len(text) <= _MAX_NOTE and not _OF_DATABASE.match(text) and not _HTML.search(text)


def value_of(field: str, text: Said) -> Said:
    """A text as a field has it: titles as TeX, an abstract without HTML, numbers without labels and resolvers."""
    if field in RICH:
        return rich_title(text)
    match field:
        case "abstract":
            return plain_title(text)
        case "doi":
            return doi_of(text)
        case "isbn" | "issn":
            return Said(_ISBN_LABEL.sub("", text.text).strip(), text.span)
        case _:
            return text


def pages_of(first: Said | None, last: Said | None) -> Said | None:
    """`1` and `9` -> `1--9`; one page, or a range in one text, as it is."""
    if first is None or last is None or last.text == first.text or re.search(r"[-–—]", first.text):
        return first or last
    return Said(f"{first.text}--{last.text}", first.span)


def doi_of(text: Said) -> Said:
    """A DOI without its label and its resolver; other text as it is."""
    bare = decode_doi(_DOI_LABEL.sub("", text.text.strip()))
    return Said(bare, text.span) if is_doi(bare) else text


def first_said(texts: Iterable[Said | None]) -> Said | None:
    return next((one for one in texts if one), None)

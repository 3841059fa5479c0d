"""`publications` of JSON Resume -> works, and more exactly those that this program wrote of a .bib entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cvtex.importers.imported import ImportedWork, Said
from cvtex.importers.items import joined
from cvtex.importers.resumes.json_entries import spaced
from cvtex.importers.tree import all_said, each, part, said
from cvtex.importers.works.names import full_name, names
from cvtex.model.node import Mapping, Node, Scalar

_ENTRY_TYPE: Final = re.compile(r"[a-z]{1,30}")
_IN_BOOK: Final = frozenset({"incollection", "inproceedings", "inbook", "inreference", "conference"})
# Keys that this program adds -> fields of a .bib file.
_FIELDS: Final = {
    "series": "series", "volume": "volume", "number": "number", "pages": "pages", "article": "eid",
    "edition": "edition", "place": "address", "event": "eventtitle", "genre": "type", "version": "version",
    "isbn": "isbn", "issn": "issn", "pmid": "pmid", "pmcid": "pmcid", "eprint": "eprint", "archive": "eprinttype",
    "status": "pubstate",
}  # fmt: skip
_OF_OTHERS: Final = frozenset(
    {"name", "title", "publisher", "journal", "venue", "releaseDate", "date", "url", "website", "doi", "authors",
     "author", "summary", "description"}
)  # fmt: skip
_WORD: Final = re.compile(r"\w+")
_SENTENCES: Final = re.compile(r"(?<=[^\W\d_]{2})[.?!]\s+|(?<=[\d)\]”“»’])\.\s+")
_PAGE_TOTAL: Final = re.compile(r"(\d+)\W+[^\W\d]{1,10}\.?")
_MOST_KNOWN: Final = 0.5
# No abbreviation, such as `vol` or `3rd`.
_SHORT: Final = 3
_DATA: Final = frozenset({"id", "_id", "uuid", "image", "type"})


def imported_works(root: Node) -> Iterator[ImportedWork]:
    for node in each(root, "publications"):
        if isinstance(node, Scalar) and (text := said(node)):
            yield ImportedWork("misc", {"title": text}, node.span)
        elif isinstance(node, Mapping):
            key, kind = said(node, "citationKey"), said(node, "type")
            if key and kind and _ENTRY_TYPE.fullmatch(kind.text):
                yield _of_entry(node, key, kind.text)
            elif work := _of_others(node):
                yield work


def _of_entry(node: Node, key: Said, type_: str) -> ImportedWork:
    summary = said(node, "summary")
    printed = summary.text if summary else ""
    venue, publisher, institution = (said(node, name) for name in ("venue", "publisher", "institution"))
    doi, url = said(node, "doi"), said(node, "url")
    known: dict[str, Said | None] = {
        "author": names(_name(one, printed) for inner in each(node, "authors") if (one := said(inner))),
        "editor": names(_name(one, printed) for inner in each(node, "editors") if (one := said(inner))),
        "translator": names(_name(one, printed) for inner in each(node, "translators") if (one := said(inner))),
        "title": said(node, "name"),
        "date": said(node, "releaseDate"),
        "booktitle" if type_ in _IN_BOOK else "journal": venue,
        "school" if "thesis" in type_ else "institution": institution,
    }
    if publisher and publisher.text not in {one.text for one in (venue, institution) if one}:
        known["publisher"] = publisher
    known |= {field: said(node, name) for name, field in _FIELDS.items()}
    more = part(node, "hasMoreAuthors")
    if known["author"] and isinstance(more, Scalar) and more.source == "true":
        known["author"] = Said(f"{known['author'].text} and others", known["author"].span)
    known["doi"] = doi
    pages, note = further_of(node)
    known["pagetotal"] = pages
    known["note"] = note
    known["url"] = None if url and doi and doi.text in url.text else url
    return ImportedWork(type_, {name: value for name, value in known.items() if value}, node.span, key.text)


def _name(name: Said, printed: str) -> Said:
    """`Tomás Reyes Quill`: the reference has `Reyes Quill T`, which tells the family name."""
    words = name.text.split()
    folded = printed.casefold()
    if len(words) > 2 and name.text.casefold() not in folded:
        for start in range(1, len(words) - 1):
            family = " ".join(words[start:])
            if family.casefold() in folded:
                return full_name(Said(f"{family}, {' '.join(words[:start])}", name.span))
    return full_name(name)


def further_of(node: Node) -> tuple[Said | None, Said | None]:
    """The number of pages, and the sentences of the printed reference that no other field has."""
    summary = said(node, "summary")
    if summary is None:
        return None, None
    fields = node.items.items() if isinstance(node, Mapping) else ()
    others = (one for name, inner in fields if name != "summary" for one in all_said(inner))
    known = {word for one in others for word in _WORD.findall(one.text.casefold())}
    pages: Said | None = None
    notes: list[str] = []
    for sentence in _SENTENCES.split(summary.text)[1:]:
        if found := _PAGE_TOTAL.fullmatch(sentence.strip(" .")):
            pages = Said(found[1], summary.span)
            continue
        words = _WORD.findall(sentence.casefold())
        new = [word for word in words if word not in known]
        if len(new) > _MOST_KNOWN * len(words) and any(len(word) > _SHORT for word in new):
            notes.append(sentence.strip(" ."))
    return pages, Said(". ".join(notes), summary.span) if notes else None


def of_entries(root: Node) -> Iterator[Said]:
    """What this program makes of an entry: its key, its type and the reference."""
    for node in each(root, "publications"):
        if said(node, "citationKey"):
            venue, publisher, institution = (said(node, name) for name in ("venue", "publisher", "institution"))
            doi, url = said(node, "doi"), said(node, "url")
            texts = [said(node, name) for name in ("citationKey", "type", "summary", "hasMoreAuthors")]
            if publisher and publisher.text in {one.text for one in (venue, institution) if one}:
                texts.append(publisher)
            if doi and url and doi.text in url.text:
                texts.append(url)
            yield from (one for one in texts if one)


def _of_others(node: Mapping) -> ImportedWork | None:
    title = said(node, "name") or said(node, "title") or next(all_said(node, _DATA.isdisjoint), None)
    if title is None:
        return None
    people = [
        one
        for name in ("authors", "author")
        for inner in each(node, name)
        if (one := said(inner) or said(inner, "name"))
    ]
    venue = said(node, "publisher") or said(node, "journal") or said(node, "venue")
    further = (
        Said(f"{spaced(name)}: {text.text}" if spaced(name) else text.text, text.span)
        for name, inner in node.items.items()
        if name not in _OF_OTHERS | _DATA and (text := joined(", ", *all_said(inner, _DATA.isdisjoint)))
    )
    address = said(node, "url") or said(node, "website")
    if venue and venue.span == title.span:
        venue = None
    known = {
        "author": names(full_name(one) for one in people),
        "title": title,
        "date": said(node, "releaseDate") or said(node, "date"),
        "journal": venue,
        "doi": said(node, "doi"),
        "url": address,
        "note": joined("; ", said(node, "summary") or said(node, "description"), *further),
    }
    there = {name: value for name, value in known.items() if value}
    return ImportedWork("article" if venue else "misc", there, node.span)


def notes_of(root: Node) -> Iterator[Said]:
    """What only the printed references say."""
    for node in each(root, "publications"):
        if said(node, "citationKey"):
            yield from (one for one in further_of(node) if one)

"""CSL-JSON, of Zotero, Mendeley, Crossref and DataCite's servers -> works. Its schema: csl-data.json, version 1.0.2"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cvtex.diagnostics import Checked, Diagnostic, warning
from cvtex.importers.imported import Imported, ImportedWork, Said, SourceFile
from cvtex.importers.located_json import read_json
from cvtex.importers.rich_titles import rich_title
from cvtex.importers.tree import all_said, each, part, said
from cvtex.importers.work_names import full_name, group, names, person
from cvtex.importers.work_types import CSL
from cvtex.model.node import Mapping, Node, Scalar, Sequence

# CSL's variables -> fields, in the order of the .bib file.
_FIELDS: Final = {
    "title": "title", "container-title": "journal", "collection-title": "series", "volume": "volume",
    "issue": "number", "number": "number", "page": "pages", "edition": "edition", "chapter-number": "chapter",
    "publisher": "publisher", "publisher-place": "address", "event-title": "eventtitle", "event": "eventtitle",
    "event-place": "venue", "genre": "type", "number-of-pages": "pagetotal", "version": "version",
    "status": "pubstate", "DOI": "doi", "URL": "url", "ISBN": "isbn", "ISSN": "issn", "PMID": "pmid", "PMCID": "pmcid",
    "language": "langid", "note": "note", "keyword": "keywords",
}  # fmt: skip
_CREATORS: Final = {
    "author": "author",
    "editor": "editor",
    "translator": "translator",
    "container-author": "bookauthor",
}
_RICH: Final = frozenset({"title", "journal", "series"})
_IN_BOOK: Final = frozenset({"incollection", "inproceedings"})
_TEX: Final = frozenset({"title", "booktitle", "journal", "series"})
_PUBLISHERS: Final = {"thesis": "school", "report": "institution"}
# No reader of a list of works sees these.
_DATA: Final = frozenset(
    {"id", "citation-key", "type", "abstract", "categories", "source", "accessed", "custom", "references",
     "call-number", "archive_location", "citation-number", "citation-label", "container-title-short",
     "journalAbbreviation", "shortTitle", "title-short", "static-ordering", "parse-names",
     "comma-suffix", "circa", "season",
     "first-reference-note-number"}
)  # fmt: skip
_PREPRINT: Final = re.compile(r"preprint", re.IGNORECASE)


def import_csl_json(source: SourceFile) -> Checked[Imported]:
    read = read_json(source.name, source.data)
    if read.value is None:
        return Checked(Imported(()), read.diagnostics)
    nodes = each(read.value, "items") or (read.value.items if isinstance(read.value, Sequence) else (read.value,))
    guesses: list[Diagnostic] = []
    works = tuple(work for node in nodes if isinstance(node, Mapping) and (work := csl_work(node, guesses)))
    texts = tuple(text for node in nodes for text in all_said(node, _DATA.isdisjoint))
    return Checked(Imported(texts, works=works, guesses=tuple(guesses)))


def csl_work(node: Mapping, guesses: list[Diagnostic]) -> ImportedWork | None:
    kind = said(node, "type")
    if kind and kind.text not in CSL:
        guesses.append(warning(f"'{kind.text}' is no type of CSL; the work is 'misc'", kind.span))
    type_ = CSL.get(kind.text if kind else "", "misc")
    genre = said(node, "genre")
    if type_ == "unpublished" and genre and _PREPRINT.search(genre.text):
        type_ = "misc"
    fields: dict[str, Said | str] = {}
    for role, field in _CREATORS.items():
        if people := names(_name(one) for one in each(node, role)):
            fields[field] = people
    for variable, field in _FIELDS.items():
        text = said(node, variable) or next(iter(_first(node, variable)), None)
        if text and field not in fields:
            fields[_field_of(field, type_)] = rich_title(text) if field in _RICH else text
    dates = {"date": date_of(part(node, "issued")), "eventdate": date_of(part(node, "event-date"))}
    fields |= {name: date for name, date in dates.items() if date}
    if not fields:
        return None
    key = said(node, "citation-key") or said(node, "id")
    return ImportedWork(type_, fields, node.span, key.text if key and not key.text.startswith("http") else "", _TEX)


def _first(node: Node, name: str) -> Iterator[Said]:
    """The first text of a list."""
    return (text for one in each(node, name) if (text := said(one)))


def _field_of(field: str, type_: str) -> str:
    if field == "journal" and type_ in _IN_BOOK:
        return "booktitle"
    return _PUBLISHERS.get(type_, field) if field == "publisher" else field


def _name(node: Node) -> Said | None:
    if isinstance(node, Scalar):
        return full_name(Said(node.text, node.span))
    if literal := said(node, "literal") or said(node, "name"):
        return group(literal)
    particles = [one.text for key in ("dropping-particle", "non-dropping-particle") if (one := said(node, key))]
    suffix = said(node, "suffix")
    return person(said(node, "family"), said(node, "given"), " ".join(particles), suffix.text if suffix else "")


def date_of(node: Node | None) -> Said | None:
    """`{"date-parts": [[2019, 3]]}` -> `2019-03`, two dates -> `2019-03/2019-05`; or EDTF, or a text."""
    if isinstance(node, Scalar):
        return said(node)
    if text := said(node, "raw") or said(node, "literal"):
        return text
    found = [
        Said("-".join(f"{int(number.text):02d}" for number in numbers), numbers[0].span)
        for one in each(node, "date-parts")
        if (numbers := [number for inner in each(one) if (number := said(inner)) and number.text.isdecimal()])
    ]
    return Said("/".join(one.text for one in found), found[0].span) if found else None

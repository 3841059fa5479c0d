"""CSL-JSON, of Zotero, Mendeley, Crossref and DataCite's servers -> works. Its schema: csl-data.json, version 1.0.2"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as AbcMapping
from typing import Final

from cvtex.diagnostics import Checked, Diagnostic, warning
from cvtex.importers.imported import Imported, ImportedWork, Said, SourceFile
from cvtex.importers.items import joined
from cvtex.importers.located_json import read_json
from cvtex.importers.rich_titles import plain_title, rich_title
from cvtex.importers.tree import all_said, each, part, said
from cvtex.importers.work_names import full_name, group, names, person
from cvtex.importers.work_texts import texts_of_work
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
_PLACED: Final = frozenset({*_FIELDS, *_CREATORS, *_DATA, "issued", "event-date"})
_PREPRINT: Final = re.compile(r"preprint", re.IGNORECASE)


def import_csl_json(source: SourceFile) -> Checked[Imported]:
    read = read_json(source.name, source.data)
    if read.value is None:
        return Checked(Imported(()), read.diagnostics)
    nodes = each(read.value, "items") or (read.value.items if isinstance(read.value, Sequence) else (read.value,))
    guesses: list[Diagnostic] = []
    works = tuple(work for node in nodes if isinstance(node, Mapping) and (work := csl_work(node, guesses)))
    texts = tuple(text for node in nodes if isinstance(node, Mapping) for text in texts_of_work(node, _DATA))
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
    if comment := joined("; ", *_others(node, fields)):
        fields["comment"] = comment
    if abstract := said(node, "abstract"):
        fields["abstract"] = plain_title(abstract)
    dates = {"date": date_of(part(node, "issued")), "eventdate": date_of(part(node, "event-date"))}
    fields |= {name: date for name, date in dates.items() if date}
    if not fields:
        return None
    key = said(node, "citation-key") or said(node, "id")
    return ImportedWork(type_, fields, node.span, key.text if key and not key.text.startswith("http") else "", _TEX)


def _others(node: Mapping, fields: AbcMapping[str, Said | str]) -> Iterator[Said]:
    """What no field of a .bib file is for: `illustrator: Ada Example`, `medium: paper`."""
    taken = {one.text for one in fields.values() if isinstance(one, Said)}
    for name, value in node.items.items():
        is_no_date = name in {"issued", "event-date"} and date_of(value) is None
        texts = [one.text for one in all_said(value, _DATA.isdisjoint)]
        is_second = name in _FIELDS and (text := said(value)) and taken.isdisjoint({text.text, rich_title(text).text})
        if texts and (is_second or is_no_date or name not in _PLACED):
            yield Said(f"{name}: {' '.join(texts)}", value.span)


def _first(node: Node, name: str) -> Iterator[Said]:
    """The first text of a list."""
    return (text for one in each(node, name) if (text := said(one)))


def _field_of(field: str, type_: str) -> str:
    if field == "journal" and type_ in _IN_BOOK:
        return "booktitle"
    return _PUBLISHERS.get(type_, field) if field == "publisher" else field


def _name(node: Node) -> Said | None:
    if isinstance(node, Scalar):
        return full_name(text) if (text := said(node)) else None
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

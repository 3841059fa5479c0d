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
from cvtex.importers.work_dates import date_fields
from cvtex.importers.work_fields import RICH, doi_of, field_of, work_of_fields
from cvtex.importers.work_names import full_name, group, names, person
from cvtex.importers.work_texts import texts_of_work
from cvtex.importers.work_types import CSL
from cvtex.model.node import Mapping, Node, Scalar, Sequence
from cvtex.text.preprint_servers import PREPRINT_SERVER

# CSL's variables -> fields, in the order of the .bib file. The first that a field has counts.
_FIELDS: Final = {
    "title": "title", "title-short": "shorttitle", "shortTitle": "shorttitle", "container-title": "journal",
    "container-title-short": "shortjournal", "journalAbbreviation": "shortjournal", "collection-title": "series",
    "volume": "volume", "issue": "number", "number": "number", "collection-number": "number", "page": "pages",
    "edition": "edition", "chapter-number": "chapter", "publisher": "publisher", "publisher-place": "address",
    "event-title": "eventtitle", "event": "eventtitle", "event-place": "venue", "genre": "type",
    "number-of-pages": "pagetotal", "number-of-volumes": "volumes", "version": "version", "status": "pubstate",
    "DOI": "doi", "archive": "eprinttype", "archive_location": "eprint", "URL": "url", "ISBN": "isbn", "ISSN": "issn",
    "PMID": "pmid", "PMCID": "pmcid", "language": "langid", "note": "note", "keyword": "keywords",
    "abstract": "abstract",
}  # fmt: skip
_CREATORS: Final = {
    "author": "author",
    "editor": "editor",
    "translator": "translator",
    "container-author": "bookauthor",
}
_DATES: Final = {"issued": "date", "event-date": "eventdate"}
# Facts about the record, which no reader of a list of works sees.
_HIDDEN: Final = frozenset(
    {"id", "citation-key", "type", "categories", "source", "accessed", "custom", "references", "call-number",
     "citation-number", "citation-label", "static-ordering", "parse-names", "comma-suffix", "circa", "season",
     "first-reference-note-number"}
)  # fmt: skip
_PLACED: Final = frozenset({*_FIELDS, *_CREATORS, *_DATES, *_HIDDEN})
_SUBTYPES: Final = {"article-magazine": "magazine", "article-newspaper": "newspaper"}
_SEASONS: Final = {"1": "Spring", "2": "Summer", "3": "Autumn", "4": "Winter"}
# What Zotero's users write into the field Extra, which is exported as a note: one variable in each line.
_EXTRA: Final = re.compile(r"^[ \t]*\{?:?([A-Za-z][\w -]{1,30}):[ \t]*(\S.*?)\}?[ \t]*$", re.MULTILINE)
_EXTRA_FIELDS: Final = {
    **{name.casefold().replace(" ", "-"): field for name, field in _FIELDS.items() if name not in ("note", "title")},
    "citation-key": "", "original-date": "origdate", "original-title": "origtitle", "arxiv": "eprint",
}  # fmt: skip
_ARXIV: Final = re.compile(r"(?:arXiv:)?\s*(\S+)(?:\s*\[(.+)\])?")


def import_csl_json(source: SourceFile) -> Checked[Imported]:
    read = read_json(source.name, source.data)
    if read.value is None:
        return Checked(Imported(()), read.diagnostics)
    nodes = each(read.value, "items") or (read.value.items if isinstance(read.value, Sequence) else (read.value,))
    guesses: list[Diagnostic] = []
    works = tuple(work for node in nodes if isinstance(node, Mapping) and (work := csl_work(node, guesses)))
    texts = tuple(text for node in nodes if isinstance(node, Mapping) for text in texts_of_work(node, _HIDDEN))
    return Checked(Imported(texts, works=works, guesses=tuple(guesses)))


def csl_work(node: Mapping, guesses: list[Diagnostic]) -> ImportedWork | None:
    kind = said(node, "type")
    if kind and kind.text not in CSL:
        guesses.append(warning(f"'{kind.text}' is no type of CSL; the work is 'misc'", kind.span))
    type_ = CSL.get(kind.text if kind else "", "misc")
    fields: dict[str, Said | str] = {}
    for role, field in _CREATORS.items():
        if people := names(_name(one) for one in each(node, role)):
            fields[field] = people
    archive = said(node, "archive")
    hidden = () if archive and PREPRINT_SERVER.search(archive.text) else ("archive", "archive_location")
    for variable, field in _FIELDS.items():
        text = None if variable in hidden else said(node, variable) or next(_texts_in(node, variable), None)
        name = field_of(field, type_)
        if text and name not in fields:
            fields[name] = _value(name, text)
    fields |= {name: text for name, text in _extra(fields).items() if text or name == "note"}
    if comment := joined("; ", *_others(node, fields)):
        fields["comment"] = comment
    for variable, field in _DATES.items():
        fields |= _dates(part(node, variable), field)
    if not any(fields.values()):
        return None
    if kind and kind.text in _SUBTYPES:
        fields["entrysubtype"] = _SUBTYPES[kind.text]
    key = said(node, "citation-key") or said(node, "id")
    return work_of_fields(
        type_, fields, Said("", node.span), key.text if key and not key.text.startswith("http") else ""
    )


def _value(field: str, text: Said) -> Said:
    if field in RICH:
        return rich_title(text)
    if field == "abstract":
        return plain_title(text)
    return doi_of(text) if field == "doi" else text


def _extra(fields: AbcMapping[str, Said | str]) -> dict[str, Said | str]:
    """The variables in a note, and the note without them. All of it stays where one field is there already."""
    note = fields.get("note")
    if not isinstance(note, Said):
        return {}
    found: dict[str, Said | str] = {}
    rest = note.text
    for line in _EXTRA.finditer(note.text):
        name, text = line[1].strip().casefold().replace(" ", "-"), Said(line[2], note.span)
        field = _EXTRA_FIELDS.get(name)
        if field is None or field in fields or field in found:
            continue
        if name == "arxiv" and (number := _ARXIV.fullmatch(line[2])):
            found |= {"eprint": Said(number[1], note.span), "eprinttype": "arxiv"}
            found |= {"eprintclass": Said(number[2], note.span)} if number[2] else {}
        elif field:
            found[field] = _value(field, text)
        rest = rest.replace(line[0], "")
    return found | {"note": Said(rest.strip(), note.span)} if rest != note.text else {}


def _others(node: Mapping, fields: AbcMapping[str, Said | str]) -> Iterator[Said]:
    """What no field of a .bib file is for: `illustrator: Ada Example`, `medium: paper`."""
    taken = {one.text for one in fields.values() if isinstance(one, Said)}
    for name, value in node.items.items():
        is_no_date = name in _DATES and not _dates(value, name)
        texts = [one.text for one in all_said(value, _HIDDEN.isdisjoint)]
        text = said(value)
        is_second = name in _FIELDS and name != "note" and text and taken.isdisjoint({text.text, *_as_placed(text)})
        if texts and (is_second or is_no_date or name not in _PLACED):
            yield Said(f"{name}: {' '.join(texts)}", value.span)


def _as_placed(text: Said) -> Iterator[str]:
    yield from (rich_title(text).text, plain_title(text).text, doi_of(text).text)


def _texts_in(node: Node, name: str) -> Iterator[Said]:
    """The texts of a list."""
    return (text for one in each(node, name) if (text := said(one)))


def _name(node: Node) -> Said | None:
    if isinstance(node, Scalar):
        return full_name(text) if (text := said(node)) else None
    if literal := said(node, "literal") or said(node, "name"):
        return group(literal)
    particles = [one.text for key in ("dropping-particle", "non-dropping-particle") if (one := said(node, key))]
    suffix = said(node, "suffix")
    return person(said(node, "family"), said(node, "given"), " ".join(particles), suffix.text if suffix else "")


def _dates(node: Node | None, field: str) -> dict[str, Said | str]:
    """A date as the field, and its season."""
    date = date_of(node)
    if date is None:
        return {}
    found: dict[str, Said | str] = {**date_fields(date)}
    if season := said(node, "season"):
        found["issue"] = Said(_SEASONS.get(season.text, season.text), season.span)
    if said(node, "circa") and (exact := found["date"]) and isinstance(exact, Said) and exact.text[-1:].isdigit():
        found["date"] = Said(f"{exact.text}~", exact.span)
    return {
        field if name == "date" else name: text for name, text in found.items() if field == "date" or name == "date"
    }


def date_of(node: Node | None) -> Said | None:
    """`{"date-parts": [[2019, 3]]}` -> `2019-03`, two dates -> `2019-03/2019-05`; or EDTF, or a text."""
    if isinstance(node, Scalar):
        return said(node)
    if text := said(node, "raw") or said(node, "literal"):
        return text
    found = [
        Said("-".join(f"{int(number.text[:9]):02d}" for number in numbers), numbers[0].span)
        for one in each(node, "date-parts")
        if (numbers := [number for inner in each(one) if (number := said(inner)) and number.text.isdecimal()])
    ]
    return Said("/".join(one.text for one in found), found[0].span) if found else None

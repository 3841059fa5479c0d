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
from cvtex.importers.tree import all_said, each, part, said
from cvtex.importers.works.dates import date_fields
from cvtex.importers.works.fields import doi_of, field_of, value_of, work_of_fields
from cvtex.importers.works.names import full_name, group, names, person
from cvtex.importers.works.rich_titles import plain_title, rich_title
from cvtex.importers.works.texts import texts_of_work
from cvtex.importers.works.types import CSL
from cvtex.model.node import Mapping, Node, Scalar, Sequence
from cvtex.text.preprint_servers import PREPRINT_SERVER
from cvtex.value import replace

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
    "abstract": "abstract", "original-title": "origtitle", "original-publisher": "origpublisher",
    "original-publisher-place": "origlocation",
}  # fmt: skip
_CREATORS: Final = {
    "author": "author",
    "editor": "editor",
    "translator": "translator",
    "container-author": "bookauthor",
}
# Who made a work that has neither authors nor editors.
_MAKERS: Final = ("composer", "director", "script-writer", "performer", "interviewer", "host", "organizer", "curator")
_DATES: Final = {"issued": "date", "event-date": "eventdate", "original-date": "origdate"}
# Of lists, these are joined; of all others the first text is the field.
_JOINED: Final = frozenset({"ISSN", "ISBN", "keyword"})
# Facts about the record, which no reader of a list of works sees.
_HIDDEN: Final = frozenset(
    {"id", "citation-key", "type", "categories", "source", "accessed", "custom", "references", "call-number",
     "citation-number", "citation-label", "static-ordering", "parse-names", "comma-suffix", "circa", "season",
     "first-reference-note-number", "indexed", "affiliation", "ORCID", "sequence"}
)  # fmt: skip
_PLACED: Final = frozenset({*_FIELDS, *_CREATORS, *_DATES, *_HIDDEN})
_SUBTYPES: Final = {"article-magazine": "magazine", "article-newspaper": "newspaper"}
_SEASONS: Final = {"1": "Spring", "2": "Summer", "3": "Autumn", "4": "Winter"}
# What Zotero's users write into the field Extra, which is exported as a note: one variable in each line.
_EXTRA: Final = re.compile(r"^[ \t]*\{?:?([A-Za-z][\w -]{1,30}):[ \t]*(\S[^\n]*)$", re.MULTILINE)
_EXTRA_FIELDS: Final = {
    **{name.casefold().replace(" ", "-"): field for name, field in _FIELDS.items() if name not in ("note", "title")},
    "citation-key": "", "original-date": "origdate", "original-title": "origtitle", "arxiv": "eprint",
}  # fmt: skip
_CITATION_KEY: Final = re.compile(r"^[ \t]*citation key:[ \t]*(\S+)[ \t]*$\n?", re.IGNORECASE | re.MULTILINE)
_WORKING_PAPER: Final = re.compile(r"\b(?:working|discussion|research|white) paper\b|\breport\b", re.IGNORECASE)
# Mendeley's and databases' identifiers, which nobody would cite by.
_NO_KEY: Final = re.compile(r"https?:.*|[0-9a-f]{8}-[0-9a-f-]{20,}|\d+|10\.\d{4,9}/.*", re.IGNORECASE)
_NUMBER: Final = re.compile(r"-?\d{1,9}")
_ARXIV: Final = re.compile(r"(?:arXiv:)?\s*(\S+)(?:\s*\[(.+)\])?")


def import_csl_json(source: SourceFile) -> Checked[Imported]:
    read = read_json(source.name, source.data)
    if read.value is None:
        return Checked(Imported(()), read.diagnostics)
    nodes = _records(read.value)
    guesses: list[Diagnostic] = []
    works = tuple(work for node in nodes if isinstance(node, Mapping) and (work := csl_work(node, guesses)))
    texts = tuple(
        replace(text, text=_CITATION_KEY.sub("", text.text))
        for node in nodes
        if isinstance(node, Mapping)
        for text in texts_of_work(node, _HIDDEN)
    )
    return Checked(Imported(texts, works=works, guesses=tuple(guesses)))


def _records(root: Node) -> tuple[Node, ...]:
    """A list, a list or a mapping by keys below `items`, or one work."""
    if isinstance(root, Sequence):
        return root.items
    items = part(root, "items")
    if isinstance(items, Mapping):
        return tuple(items.items.values())
    return each(items) or (root,)


def csl_work(node: Mapping, guesses: list[Diagnostic]) -> ImportedWork | None:
    kind = said(node, "type")
    if kind and kind.text not in CSL:
        guesses.append(warning(f"'{kind.text}' is no type of CSL; the work is 'misc'", kind.span))
    type_ = CSL.get(kind.text if kind else "", "misc")
    if type_ == "preprint" and (genre := said(node, "genre")) and _WORKING_PAPER.search(genre.text):
        type_ = "report"
    fields: dict[str, Said | str] = {}
    for role, field in _CREATORS.items():
        if people := names(_name(one) for one in each(node, role)):
            fields[field] = people
    made_by = next((role for role in _MAKERS if not fields.keys() & {"author", "editor"} and each(node, role)), "")
    if people := names(_name(one) for one in each(node, made_by) if made_by):
        fields = {"author": people, **fields}
    archive = said(node, "archive")
    hidden = () if archive and PREPRINT_SERVER.search(archive.text) else ("archive", "archive_location")
    for variable, field in _FIELDS.items():
        text = None if variable in hidden else said(node, variable) or _of_list(node, variable)
        name = field_of(field, type_)
        if text and name not in fields:
            fields[name] = value_of(name, text)
    fields |= {name: text for name, text in _extra(fields).items() if text or name == "note"}
    if (number := fields.get("number")) and _same_number(number, fields.get("eprint")):
        del fields["number"]
    if comment := joined("; ", *_others(node, fields, made_by)):
        fields["comment"] = comment
    for variable, field in _DATES.items():
        fields |= _dates(part(node, variable), field)
    if not any(fields.values()):
        return None
    if kind and kind.text in _SUBTYPES:
        fields["entrysubtype"] = _SUBTYPES[kind.text]
    return work_of_fields(type_, fields, Said("", node.span), _key(node))


def _same_number(number: Said | str, eprint: Said | str | None) -> bool:
    """`arXiv:2101.00001` beside `2101.00001`"""
    texts = [one.text if isinstance(one, Said) else one for one in (number, eprint or "")]
    return bool(texts[1]) and texts[0].rpartition(":")[2].strip() == texts[1]


def _key(node: Node) -> str:
    """The key that people cite by; "" if there is none."""
    note = said(node, "note")
    if note and (found := _CITATION_KEY.search(note.text)):
        return found[1]
    key = said(node, "citation-key") or said(node, "id")
    return key.text if key and not _NO_KEY.fullmatch(key.text) else ""


def _extra(fields: AbcMapping[str, Said | str]) -> dict[str, Said | str]:
    """The variables in a note, and the note without them. All of it stays where one field is there already."""
    note = fields.get("note")
    if not isinstance(note, Said):
        return {}
    found: dict[str, Said | str] = {}
    rest = note.text
    for line in _EXTRA.finditer(note.text):
        name, text = line[1].strip().casefold().replace(" ", "-"), Said(line[2].rstrip(" \t}"), note.span)
        field = _EXTRA_FIELDS.get(name)
        if field is None or field in fields or field in found:
            continue
        if name == "arxiv" and (number := _ARXIV.fullmatch(text.text)):
            found |= {"eprint": Said(number[1], note.span), "eprinttype": "arxiv"}
            found |= {"eprintclass": Said(number[2], note.span)} if number[2] else {}
        elif field:
            found[field] = value_of(field, text)
        rest = rest.replace(line[0], "")
    return found | {"note": Said(rest.strip(), note.span)} if rest != note.text else {}


def _others(node: Mapping, fields: AbcMapping[str, Said | str], made_by: str) -> Iterator[Said]:
    """What no field of a .bib file is for: `illustrator: Ada Example`, `medium: paper`."""
    taken = {one.text for one in fields.values() if isinstance(one, Said)}
    for name, value in node.items.items():
        texts = [plain_title(one).text for one in all_said(value, _HIDDEN.isdisjoint)]
        if name in _FIELDS and name not in _JOINED and isinstance(value, Scalar | Sequence):
            of_field = [one for one in each(value) if (text := said(one)) and taken.isdisjoint(_as_placed(text))]
            texts = [text.text for one in of_field if (text := said(one))] if name != "note" else []
        elif name in _DATES:
            texts = [] if _dates(value, name) else texts
        elif name in _PLACED or name == made_by:
            continue
        if texts:
            yield Said(f"{name}: {' '.join(texts)}", value.span)


def _as_placed(text: Said) -> tuple[str, ...]:
    return text.text, rich_title(text).text, plain_title(text).text, doi_of(text).text


def _of_list(node: Node, name: str) -> Said | None:
    texts = [text for one in each(node, name) if (text := said(one))]
    return joined(", ", *(texts if name in _JOINED else texts[:1]))


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
        Said("-".join(_padded(number.text) for number in numbers), numbers[0].span)
        for one in each(node, "date-parts")
        if (numbers := [number for inner in each(one) if (number := said(inner)) and _NUMBER.fullmatch(number.text)])
    ]
    return Said("/".join(one.text for one in found), found[0].span) if found else None


def _padded(number: str) -> str:
    """`3` -> `03`; a year before Christ, `-44`, -> `-0044`."""
    return f"{int(number):05d}" if number.startswith("-") else f"{int(number):02d}"

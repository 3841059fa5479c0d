"""Works as Crossref's API gives them -> works.

The format is close to CSL-JSON, with lists of texts and with types of its own.
"""

from __future__ import annotations

from typing import Final

from cvtex.diagnostics import Checked, Diagnostic, warning
from cvtex.importers.csl_json import date_of
from cvtex.importers.imported import Imported, ImportedWork, Said, SourceFile
from cvtex.importers.located_json import read_json
from cvtex.importers.rich_titles import rich_title
from cvtex.importers.tree import each, part, said
from cvtex.importers.work_names import group, names, person
from cvtex.importers.work_texts import texts_of_work
from cvtex.importers.work_types import CROSSREF
from cvtex.model.node import Mapping, Node

_TEXTS: Final = {
    "volume": "volume", "issue": "number", "page": "pages", "article-number": "eid", "publisher": "publisher",
    "publisher-location": "address", "edition-number": "edition", "DOI": "doi",
}  # fmt: skip
_LISTS: Final = {"subtitle": "subtitle", "ISBN": "isbn", "ISSN": "issn"}
_IN_BOOK: Final = frozenset({"incollection", "inproceedings"})
# What a list of works says of a work; the rest of the record is about the record.
_SHOWN: Final = frozenset({*_TEXTS, *_LISTS, "title", "container-title", "author", "editor", "translator", "issued"})
_HIDDEN: Final = frozenset({"sequence", "affiliation", "ORCID", "authenticated-orcid", "issn-type"})


def import_crossref(source: SourceFile) -> Checked[Imported]:
    read = read_json(source.name, source.data)
    if read.value is None:
        return Checked(Imported(()), read.diagnostics)
    message = part(read.value, "message") or read.value
    nodes = [one for one in each(message, "items") or each(message) if isinstance(one, Mapping)]
    guesses: list[Diagnostic] = []
    works = tuple(work for node in nodes if (work := crossref_work(node, guesses)))
    texts = tuple(one for node in nodes for one in texts_of_work(node, _HIDDEN, _SHOWN))
    return Checked(Imported(texts, works=works, guesses=tuple(guesses)))


def crossref_work(node: Mapping, guesses: list[Diagnostic]) -> ImportedWork | None:
    kind = said(node, "type")
    if kind and kind.text not in CROSSREF:
        guesses.append(warning(f"'{kind.text}' is no type of Crossref; the work is 'misc'", kind.span))
    type_ = CROSSREF.get(kind.text if kind else "", "misc")
    titles = [text for one in each(node, "title") if (text := said(one))]
    if not titles:
        return None
    fields: dict[str, Said | str] = {}
    for role in ("author", "editor", "translator"):
        if people := names(_name(one) for one in each(node, role)):
            fields[role] = people
    fields["title"] = rich_title(titles[0])
    containers = [text for one in each(node, "container-title") if (text := said(one))]
    if containers:
        fields["booktitle" if type_ in _IN_BOOK else "journal"] = rich_title(containers[-1])
        if len(containers) > 1 and type_ in _IN_BOOK:
            fields["series"] = rich_title(containers[0])
    for name, field in _LISTS.items():
        if texts := [text for one in each(node, name) if (text := said(one))]:
            fields[field] = Said(", ".join(one.text for one in texts), texts[0].span)
    for name, field in _TEXTS.items():
        if text := said(node, name):
            fields[
                {"thesis": "school", "report": "institution"}.get(type_, field) if field == "publisher" else field
            ] = text
    if date := date_of(part(node, "issued")) or date_of(part(node, "posted")):
        fields["date"] = date
    return ImportedWork(type_, fields, node.span, tex=frozenset({"title", "booktitle", "journal", "series"}))


def _name(node: Node) -> Said | None:
    if literal := said(node, "name"):
        return group(literal)
    suffix = said(node, "suffix")
    return person(said(node, "family"), said(node, "given"), suffix=suffix.text if suffix else "")

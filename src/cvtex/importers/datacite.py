"""Works as DataCite's API or its exports give them, in JSON or XML -> works."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cvtex.diagnostics import Checked, Diagnostic, warning
from cvtex.importers.imported import Imported, ImportedWork, Said, SourceFile
from cvtex.importers.items import joined
from cvtex.importers.located_json import read_json
from cvtex.importers.located_xml import read_xml
from cvtex.importers.rich_titles import rich_title
from cvtex.importers.tree import each, part, said
from cvtex.importers.work_names import full_name, group, names, person
from cvtex.importers.work_texts import texts_of_work
from cvtex.importers.work_types import DATACITE
from cvtex.model.node import Mapping, Node, Scalar, Sequence

_IN_BOOK: Final = frozenset({"incollection", "inproceedings"})
# What a list of works says of a work; the rest of the record is about the record.
_SHOWN: Final = frozenset({"titles", "creators", "publisher", "publicationYear", "doi", "container", "version"})
_OTHER_TITLES: Final = ("TranslatedTitle", "AlternativeTitle", "Other")
_HIDDEN: Final = frozenset(
    {"affiliation", "nameIdentifiers", "nameType", "titleType", "lang", "publisherIdentifier",
     "publisherIdentifierScheme", "schemeUri", "type", "identifier", "identifierType", "givenName", "familyName"}
)  # fmt: skip


def import_datacite(source: SourceFile) -> Checked[Imported]:
    is_xml = source.data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"
    read = read_xml(source.name, source.data) if is_xml else read_json(source.name, source.data)
    if read.value is None:
        return Checked(Imported(()), read.diagnostics)
    records = (_of_xml(read.value),) if is_xml else each(read.value, "data") or each(read.value)
    nodes = [found for one in records if isinstance(found := part(one, "attributes") or one, Mapping)]
    guesses: list[Diagnostic] = []
    works = tuple(work for node in nodes if (work := datacite_work(node, guesses)))
    texts = tuple(text for node in nodes for text in texts_of_work(node, _HIDDEN, _SHOWN))
    return Checked(Imported(texts, works=works, guesses=tuple(guesses)))


def _of_xml(root: Node) -> Node:
    """The XML of DataCite's schema, with the names that its JSON has."""
    found = part(root, "resource") or root
    creators = tuple(
        _mapping(
            one,
            name=part(one, "creatorName", "value") or part(one, "creatorName"),
            nameType=part(one, "creatorName", "@nameType"),
            givenName=part(one, "givenName", "value") or part(one, "givenName"),
            familyName=part(one, "familyName", "value") or part(one, "familyName"),
        )
        for one in each(found, "creators", "creator")
    )
    titles = tuple(
        _mapping(one, title=part(one, "value") or one, titleType=part(one, "@titleType"))
        for one in each(found, "titles", "title")
    )
    days = tuple(
        _mapping(one, date=part(one, "value"), dateType=part(one, "@dateType")) for one in each(found, "dates", "date")
    )
    return _mapping(
        found,
        creators=Sequence(creators, found.span),
        titles=Sequence(titles, found.span),
        dates=Sequence(days, found.span),
        doi=part(found, "identifier", "value"),
        publisher=part(found, "publisher", "value") or part(found, "publisher"),
        publicationYear=part(found, "publicationYear"),
        version=part(found, "version"),
        types=_mapping(found, resourceTypeGeneral=part(found, "resourceType", "@resourceTypeGeneral")),
    )


def _mapping(at: Node, **items: Node | None) -> Mapping:
    there = {name: node for name, node in items.items() if node is not None}
    return Mapping(there, dict.fromkeys(there, at.span), at.span)


def datacite_work(node: Mapping, guesses: list[Diagnostic]) -> ImportedWork | None:
    titles = list(_titles(node, ""))
    if not titles:
        return None
    kind = said(node, "types", "resourceTypeGeneral")
    if kind and kind.text not in DATACITE:
        guesses.append(warning(f"'{kind.text}' is no type of DataCite; the work is 'misc'", kind.span))
    type_ = DATACITE.get(kind.text if kind else "", "misc")
    others = [one for kind_ in _OTHER_TITLES for one in _titles(node, kind_)]
    subtitle = next(_titles(node, "Subtitle"), None)
    venue = said(node, "container", "title")
    publisher = said(node, "publisher", "name") or said(node, "publisher")
    first, last = said(node, "container", "firstPage"), said(node, "container", "lastPage")
    fields: dict[str, Said | str | None] = {
        "author": names(_name(one) for one in each(node, "creators")),
        "title": rich_title(titles[0]),
        "subtitle": rich_title(subtitle) if subtitle else None,
        "titleaddon": rich_title(addon) if (addon := joined("; ", *others, *titles[1:])) else None,
        "booktitle" if type_ in _IN_BOOK else "journal": rich_title(venue) if venue else None,
        "volume": said(node, "container", "volume"),
        "number": said(node, "container", "issue"),
        "pages": Said(f"{first.text}--{last.text}", first.span) if first and last else first,
        {"thesis": "school", "report": "institution"}.get(type_, "publisher"): publisher,
        "version": said(node, "version"),
        "date": next(_dates(node), None) or said(node, "publicationYear"),
        "doi": said(node, "doi"),
        "url": said(node, "url"),
    }
    there = {name: value for name, value in fields.items() if value}
    return ImportedWork(
        type_, there, node.span, tex=frozenset({"title", "subtitle", "titleaddon", "booktitle", "journal"})
    )


def _titles(node: Node, kind: str) -> Iterator[Said]:
    for one in each(node, "titles"):
        found, of = said(one, "title"), said(one, "titleType")
        if found and (of.text if of else "") == kind:
            yield found


def _dates(node: Node) -> Iterator[Said]:
    for one in each(node, "dates"):
        kind, date = said(one, "dateType"), said(one, "date")
        if kind and date and kind.text == "Issued":
            yield date


def _name(node: Node) -> Said | None:
    if isinstance(node, Scalar):
        return full_name(text) if (text := said(node)) else None
    kind, name = said(node, "nameType"), said(node, "name")
    if family := said(node, "familyName"):
        return person(family, said(node, "givenName"))
    if name is None:
        return None
    return group(name) if kind and kind.text == "Organizational" else full_name(name)

"""Works as DataCite's API or its exports give them, in JSON or XML -> works."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cvtex.diagnostics import Checked, Diagnostic, warning
from cvtex.importers.imported import Imported, ImportedWork, Said, SourceFile
from cvtex.importers.items import joined
from cvtex.importers.located_json import read_json
from cvtex.importers.located_xml import read_xml
from cvtex.importers.tree import all_said, each, part, said
from cvtex.importers.works.fields import IN_BOOK, doi_of, field_of, pages_of, venue_fields, work_of_fields
from cvtex.importers.works.names import group, listed_name, names, person
from cvtex.importers.works.rich_titles import plain_title, rich_title
from cvtex.importers.works.texts import texts_of_work
from cvtex.importers.works.types import DATACITE
from cvtex.model.node import Mapping, Node, Scalar, Sequence
from cvtex.value import replace

# DataCite's codes for what is not known: `:unav`, `(:tba)`.
_UNKNOWN: Final = re.compile(r"\s*\(?:[a-z]{3,4}\)?(?:\s|$)")
_OTHER_TITLES: Final = ("TranslatedTitle", "AlternativeTitle", "Other")
# Facts about the record, and the data's files.
_HIDDEN: Final = frozenset(
    {"id", "type", "prefix", "suffix", "identifiers", "alternateIdentifiers", "nameIdentifiers", "nameIdentifier",
     "nameType", "titleType", "descriptionType", "contributorType", "dateType", "lang", "affiliation", "givenName",
     "familyName", "publisherIdentifier", "publisherIdentifierScheme", "schemeUri", "schemeURI", "subjectScheme",
     "valueUri", "valueURI", "classificationCode", "dates", "types", "sizes", "formats", "rightsList",
     "relatedIdentifiers", "geoLocations", "contentUrl", "metadataVersion", "schemaVersion", "source", "isActive",
     "state", "reason", "viewCount", "viewsOverTime", "downloadCount", "downloadsOverTime", "citationCount",
     "citationsOverTime", "partCount", "partOfCount", "versionCount", "versionOfCount", "referenceCount", "created",
     "registered", "published", "updated", "relatedItemType", "relationType", "relatedItemIdentifier", "numberType",
     "identifier", "identifierType", "funderIdentifier", "funderIdentifierType", "awardUri", "awardURI", "xml",
     "agency", "contributors", "publicationYear", "landingPage", "createdAt", "client", "provider", "media",
     "references", "citations",
     "parts", "partOf", "versions", "versionOf", "schemaLocation", "mirror", "url"}
)  # fmt: skip
_EDITORS: Final = frozenset({"Editor"})
_TYPED: Final = frozenset({"thesis", "report", "misc", "presentation", "unpublished", "preprint"})
_PLACED: Final = frozenset(
    {"titles", "creators", "publisher", "doi", "container", "version", "subjects", "descriptions",
     "language", "relatedItems"}
)  # fmt: skip
_OF_ITEMS: Final = (
    "publicationYear", "volume", "issue", "number", "firstPage", "lastPage", "publisher", "edition",
)  # fmt: skip
_CONTAINERS: Final = frozenset({"IsPublishedIn"})


def import_datacite(source: SourceFile) -> Checked[Imported]:
    is_xml = source.data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"
    read = read_xml(source.name, source.data) if is_xml else read_json(source.name, source.data)
    if read.value is None:
        return Checked(Imported(()), read.diagnostics)
    records = (_of_xml(read.value),) if is_xml else each(read.value, "data") or each(read.value)
    nodes = [found for one in records if isinstance(found := part(one, "attributes") or one, Mapping)]
    guesses: list[Diagnostic] = []
    works = tuple(work for node in nodes if (work := datacite_work(node, guesses)))
    texts = tuple(text for node in nodes for text in (*texts_of_work(node, _HIDDEN), *_further_texts(node)))
    texts = tuple(one for one in texts if not _UNKNOWN.match(one.text))
    return Checked(Imported(texts, works=works, guesses=tuple(guesses)))


def _further_texts(node: Node) -> Iterator[Said]:
    """Texts in fields that are facts about the record otherwise."""
    for one in each(node, "contributors"):
        if name := said(one, "name") or said(one, "familyName"):
            yield replace(name, kind="name")
    yield from (one for one in (*_years(node), _resource_type(node)) if one)
    if url := said(node, "url"):
        yield replace(url, kind="data")


def _years(node: Node) -> tuple[Said, ...]:
    """The day of publication, and the year unless that says it, too."""
    day, year = next(_dates(node), None), said(node, "publicationYear")
    if day and year and day.text.startswith(year.text):
        return (day,)
    return tuple(one for one in (day, year) if one)


def _of_xml(root: Node) -> Node:
    """The XML of DataCite's schema, with the names that its JSON has."""
    found = part(root, "resource") or root
    days = tuple(
        _mapping(one, date=part(one, "value"), dateType=part(one, "@dateType")) for one in each(found, "dates", "date")
    )
    descriptions = tuple(
        _mapping(one, description=_text(one), descriptionType=part(one, "@descriptionType"))
        for one in each(found, "descriptions", "description")
    )
    kind = part(found, "resourceType")
    items = tuple(map(_item, each(found, "relatedItems", "relatedItem")))
    funders = tuple(
        _mapping(
            one,
            funderName=part(one, "funderName"),
            awardNumber=_text(part(one, "awardNumber")),
            awardTitle=_text(part(one, "awardTitle")),
        )
        for one in each(found, "fundingReferences", "fundingReference")
    )
    return _mapping(
        found,
        creators=Sequence(_people(found, "creators", "creator"), found.span),
        contributors=Sequence(_people(found, "contributors", "contributor"), found.span),
        titles=Sequence(_titles_of_xml(found), found.span),
        dates=Sequence(days, found.span),
        descriptions=Sequence(descriptions, found.span) if descriptions else None,
        subjects=_subjects(found),
        relatedItems=Sequence(items, found.span) if items else None,
        fundingReferences=Sequence(funders, found.span) if funders else None,
        doi=_text(part(found, "identifier")),
        publisher=_text(part(found, "publisher")),
        publicationYear=_text(part(found, "publicationYear")),
        version=_text(part(found, "version")),
        language=_text(part(found, "language")),
        types=_mapping(found, resourceTypeGeneral=part(kind, "@resourceTypeGeneral"), resourceType=_text(kind)),
    )


def _text(node: Node | None) -> Node | None:
    """The text of an element, with or without attributes."""
    return node if isinstance(node, Scalar) else part(node, "value")


def _people(found: Node, *path: str) -> tuple[Node, ...]:
    name = f"{path[-1]}Name"
    return tuple(
        _mapping(
            one,
            name=_text(part(one, name)),
            nameType=part(one, name, "@nameType"),
            givenName=_text(part(one, "givenName")),
            familyName=_text(part(one, "familyName")),
            contributorType=part(one, "@contributorType"),
        )
        for one in each(found, *path)
    )


def _titles_of_xml(found: Node) -> tuple[Node, ...]:
    return tuple(
        _mapping(one, title=_text(one), titleType=part(one, "@titleType")) for one in each(found, "titles", "title")
    )


def _subjects(found: Node) -> Node | None:
    words = tuple(_mapping(one, subject=_text(one)) for one in each(found, "subjects", "subject"))
    return Sequence(words, found.span) if words else None


def _item(node: Node) -> Node:
    return _mapping(
        node,
        relationType=part(node, "@relationType"),
        titles=Sequence(_titles_of_xml(node), node.span),
        creators=Sequence(_people(node, "creators", "creator"), node.span),
        contributors=Sequence(_people(node, "contributors", "contributor"), node.span),
        **{
            name: _text(part(node, name))
            for name in (
                "publicationYear",
                "volume",
                "issue",
                "number",
                "firstPage",
                "lastPage",
                "publisher",
                "edition",
            )
        },
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
    container = _container(node)
    venue = said(container, "title") or next(_titles(container, ""), None)
    resource = _resource_type(node)
    number = said(container, "issue") or said(container, "number")
    described = {kind_: joined(" ", *_descriptions(node, kind_)) for kind_ in ("Abstract", "SeriesInformation")}
    fields: dict[str, Said | str | None] = {
        "author": names(_name(one) for one in each(node, "creators")),
        "editor": names(_name(one) for one in _contributors(node, _EDITORS)) or _editors(container, type_),
        "title": rich_title(titles[0]),
        "subtitle": rich_title(subtitle) if subtitle else None,
        "titleaddon": rich_title(addon) if (addon := joined("; ", *others, *titles[1:])) else None,
        **venue_fields(venue, type_),
        "volume": said(container, "volume"),
        "number": number,
        "pages": pages_of(said(container, "firstPage"), said(container, "lastPage")),
        "edition": said(container, "edition"),
        "version": said(node, "version"),
        "date": next(iter(_years(node)), None),
        "doi": doi_of(doi) if (doi := said(node, "doi")) else None,
        "url": said(node, "url"),
        "langid": said(node, "language"),
        "abstract": described["Abstract"],
        "keywords": joined(", ", *(one for inner in each(node, "subjects") if (one := said(inner, "subject")))),
    }
    left = [*_years(node)[1:], *_comments(node, container)]
    publisher = said(node, "publisher", "name") or said(node, "publisher")
    for place, text in ((field_of("publisher", type_), publisher), ("type", resource)):
        there = fields.get(place)
        if text and not there and (place != "type" or type_ in _TYPED):
            fields[place] = text
        elif text and not (isinstance(there, Said) and there.text == text.text):
            left.append(text)
    fields["comment"] = joined("; ", *left, *([one] if (one := described["SeriesInformation"]) else []))
    return work_of_fields(type_, fields, Said("", node.span))


def _resource_type(node: Node) -> Said | None:
    """The kind in words, if they say more than DataCite's kind: `PhD thesis`, `Poster`."""
    kind, words = said(node, "types", "resourceTypeGeneral"), said(node, "types", "resourceType")
    if words is None or (kind and _folded(words.text) == _folded(kind.text)):
        return None
    return words


def _folded(text: str) -> str:
    return "".join(text.split()).casefold()


def _container(node: Node) -> Node | None:
    """The journal or book: of version 4.4 and later, a related item."""
    for one in each(node, "relatedItems"):
        if (kind := said(one, "relationType")) and kind.text in _CONTAINERS:
            return one
    return part(node, "container")


def _contributors(node: Node, kinds: frozenset[str]) -> Iterator[Node]:
    for one in each(node, "contributors"):
        if (kind := said(one, "contributorType")) and kind.text in kinds:
            yield one


def _editors(container: Node | None, type_: str) -> Said | None:
    if container is None or type_ not in IN_BOOK:
        return None
    return names(map(_name, (*_contributors(container, _EDITORS), *each(container, "creators"))))


def _descriptions(node: Node, kind: str) -> Iterator[Said]:
    for one in each(node, "descriptions"):
        text, of = said(one, "description"), said(one, "descriptionType")
        if text and of and of.text == kind:
            yield plain_title(text)


def _comments(node: Mapping, container: Node | None) -> Iterator[Said]:
    """What no field of a .bib file is for: funders, other contributors, other related items."""
    for one in each(node, "contributors"):
        kind, name = said(one, "contributorType"), said(one, "name") or said(one, "familyName")
        if name and not (kind and kind.text in _EDITORS):
            yield Said(f"{kind.text if kind else 'Contributor'}: {name.text}", name.span)
    for one in each(node, "relatedItems"):
        if one is not container and (texts := [text.text for text in all_said(one, _HIDDEN.isdisjoint)]):
            kind = said(one, "relationType")
            yield Said(f"{kind.text if kind else 'Related'}: {' '.join(texts)}", one.span)
    for one in each(node, "descriptions"):
        of, text = said(one, "descriptionType"), said(one, "description")
        if text and not (of and of.text in ("Abstract", "SeriesInformation")):
            yield plain_title(text)
    for field, value in node.items.items():
        if field not in _PLACED | _HIDDEN and (texts := [text.text for text in all_said(value, _HIDDEN.isdisjoint)]):
            yield Said(f"{field}: {' '.join(texts)}", value.span)


def _titles(node: Node | None, kind: str) -> Iterator[Said]:
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
        return listed_name(text) if (text := said(node)) and not _UNKNOWN.match(text.text) else None
    kind, name = said(node, "nameType"), said(node, "name")
    if family := said(node, "familyName"):
        return person(family, said(node, "givenName"))
    if name is None or _UNKNOWN.match(name.text):
        return None
    return group(name) if kind and kind.text == "Organizational" else listed_name(name)

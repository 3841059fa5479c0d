"""Works as Crossref's API gives them -> works.

The format is close to CSL-JSON, with lists of texts and with types of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cvtex.diagnostics import Checked, Diagnostic, warning
from cvtex.importers.imported import Imported, ImportedWork, Said, SourceFile
from cvtex.importers.items import joined
from cvtex.importers.located_json import read_json
from cvtex.importers.tree import all_said, each, part, said
from cvtex.importers.works.csl_json import date_of
from cvtex.importers.works.fields import IN_BOOK, RICH, field_of, venue_fields, work_of_fields
from cvtex.importers.works.names import group, names, person
from cvtex.importers.works.rich_titles import plain_title, rich_title
from cvtex.importers.works.texts import texts_of_work
from cvtex.importers.works.types import CROSSREF
from cvtex.model.node import Mapping, Node

_TEXTS: Final = {
    "volume": "volume", "issue": "number", "page": "pages", "article-number": "eid", "publisher": "publisher",
    "publisher-location": "address", "edition-number": "edition", "part-number": "part", "component-number": "number",
    "DOI": "doi", "language": "langid",
}  # fmt: skip
# Lists, of which several are joined.
_LISTS: Final = {
    "subtitle": "subtitle", "original-title": "origtitle", "short-title": "shorttitle", "degree": "type",
    "short-container-title": "shortjournal", "ISBN": "isbn", "ISSN": "issn", "subject": "keywords",
}  # fmt: skip
_CREATORS: Final = ("author", "editor", "translator")
# Facts about the record, and what others say of the work.
_HIDDEN: Final = frozenset(
    {"indexed", "created", "deposited", "issued", "posted", "accepted", "approved", "published", "published-print",
     "published-online", "published-other", "content-created", "content-updated", "score", "prefix", "source",
     "member", "reference", "reference-count", "references-count", "is-referenced-by-count", "license", "link",
     "relation", "content-domain", "assertion", "resource", "alternative-id", "update-policy", "update-to",
     "updated-by", "clinical-trial-number", "journal-issue", "issn-type", "isbn-type", "free-to-read", "review",
     "archive", "URL", "type", "subtype", "sequence", "affiliation", "ORCID", "authenticated-orcid", "doi-asserted-by",
     "id", "id-type", "asserted-by", "date-parts", "proceedings-subject", "aliases", "special-numbering", "version",
     "status", "suffixes"}
)  # fmt: skip
_PLACED: Final = frozenset(
    {*_TEXTS, *_LISTS, *_CREATORS, "title", "container-title", "abstract", "event", "institution"}
)
_WITHDRAWN: Final = frozenset({"retraction", "removal", "withdrawal"})
_OF_INSTITUTIONS: Final = frozenset({"thesis", "report", "preprint"})


def import_crossref(source: SourceFile) -> Checked[Imported]:
    read = read_json(source.name, source.data)
    if read.value is None:
        return Checked(Imported(()), read.diagnostics)
    message = part(read.value, "message") or read.value
    nodes = [one for one in each(message, "items") or each(message) if isinstance(one, Mapping)]
    guesses: list[Diagnostic] = []
    works = tuple(work for node in nodes if (work := crossref_work(node, guesses)))
    texts = tuple(text for node in nodes for text in (*texts_of_work(node, _HIDDEN), *_said_dates(node)))
    return Checked(Imported(texts, works=works, guesses=tuple(guesses)))


def _said_dates(node: Node) -> tuple[Said, ...]:
    date = _date(node)
    return (date,) if date else ()


def _date(node: Node) -> Said | None:
    return date_of(part(node, "issued")) or date_of(part(node, "posted"))


def crossref_work(node: Mapping, guesses: list[Diagnostic]) -> ImportedWork | None:
    kind = said(node, "type")
    if kind and kind.text not in CROSSREF:
        guesses.append(warning(f"'{kind.text}' is no type of Crossref; the work is 'misc'", kind.span))
    type_ = CROSSREF.get(kind.text if kind else "", "misc")
    titles = _texts(node, "title")
    if not titles:
        return None
    notices = [of for one in each(node, "updated-by") if (of := said(one, "type")) and of.text in _WITHDRAWN]
    if notices:
        guesses.append(warning("this work has been retracted", notices[0].span, "state it, or leave the work out"))
    fields: dict[str, Said | str | None] = {role: names(map(_name, each(node, role))) for role in _CREATORS}
    fields["title"] = rich_title(titles[0])
    fields |= _of_containers(_texts(node, "container-title"), type_)
    fields |= _of_event(part(node, "event"))
    for name, field in _LISTS.items():
        if text := joined(", ", *_texts(node, name)):
            fields[field] = rich_title(text) if field in RICH else text
    institutions = [one for inner in each(node, "institution") if (one := said(inner, "name"))]
    others = [Said(f"title: {one.text}", one.span) for one in titles[1:]]
    if institutions:
        if type_ in _OF_INSTITUTIONS:
            fields[field_of("publisher", type_)] = institutions.pop(0)
        others += institutions
    for name, field in _TEXTS.items():
        text, place = said(node, name), field_of(field, type_)
        there = fields.get(place)
        if text and there is None:
            fields[place] = text
        elif text and isinstance(there, Said) and there.text != text.text:
            others.append(Said(f"{name}: {text.text}", text.span))
    if date := _date(node):
        fields["date"] = date
    if abstract := said(node, "abstract"):
        fields["abstract"] = plain_title(abstract)
    fields["comment"] = joined("; ", *others, *_others(node))
    return work_of_fields(type_, fields, Said("", node.span))


def _texts(node: Node, name: str) -> list[Said]:
    return [text for one in each(node, name) if (text := said(one))]


def _of_containers(containers: list[Said], type_: str) -> dict[str, Said | str | None]:
    """A journal; of a chapter, its series and its book."""
    if not containers:
        return {}
    first = [rich_title(one) for one in containers[:-1]]
    fields = venue_fields(containers[-1], type_)
    if first:
        fields["series" if type_ in IN_BOOK else "journalsubtitle"] = joined("; ", *first)
    return fields


def _of_event(event: Node | None) -> dict[str, Said | str | None]:
    start, end = date_of(part(event, "start")), date_of(part(event, "end"))
    period = Said(f"{start.text}/{end.text}", start.span) if start and end and start.text != end.text else start or end
    return {"eventtitle": said(event, "name"), "venue": said(event, "location"), "eventdate": period}


def _others(node: Mapping) -> Iterator[Said]:
    """What no field of a .bib file is for: funders, chairs, departments."""
    for name, value in node.items.items():
        if name not in _PLACED | _HIDDEN and (texts := [one.text for one in all_said(value, _HIDDEN.isdisjoint)]):
            yield Said(f"{name}: {' '.join(texts)}", value.span)
    for one in each(node, "institution"):
        further = [text for name in ("department", "place", "acronym") for text in _texts(one, name)]
        if text := joined(", ", *further):
            yield text
    for name in ("acronym", "number", "theme", "sponsor"):
        if text := joined(", ", *_texts(part(node, "event") or node, name) if part(node, "event") else ()):
            yield text


def _name(node: Node) -> Said | None:
    if literal := said(node, "name"):
        return group(literal)
    suffix = said(node, "suffix")
    return person(said(node, "family"), said(node, "given"), suffix=suffix.text if suffix else "")

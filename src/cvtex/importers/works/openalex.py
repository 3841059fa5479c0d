"""Works as OpenAlex gives them, one or a page of results -> works."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cvtex.diagnostics import Checked, Diagnostic, warning
from cvtex.importers.imported import Imported, ImportedWork, Said, SourceFile
from cvtex.importers.located_json import read_json
from cvtex.importers.tree import each, part, said
from cvtex.importers.works.fields import doi_of, field_of, pages_of, venue_fields, work_of_fields
from cvtex.importers.works.names import full_name, names
from cvtex.importers.works.rich_titles import plain_title, rich_title
from cvtex.importers.works.types import OPENALEX
from cvtex.model.node import Mapping, Node
from cvtex.value import replace

_ARXIV: Final = re.compile(r"https?://arxiv\.org/(?:abs|pdf)/(?P<text>[^\s?#]+?)(?:\.pdf)?")
_PMID: Final = re.compile(r"(?:https?://pubmed\.ncbi\.nlm\.nih\.gov/)?(?P<text>\d+)/?")
_PMCID: Final = re.compile(r"(?:https?://\S+/)?(?P<text>(?:PMC)?\d+)/?")
# An abstract of three pages; the index may name any number.
_MOST_WORDS: Final = 2_000


def import_openalex(source: SourceFile) -> Checked[Imported]:
    read = read_json(source.name, source.data)
    if read.value is None:
        return Checked(Imported(()), read.diagnostics)
    nodes = each(read.value, "results") or each(read.value)
    guesses: list[Diagnostic] = []
    works = tuple(work for node in nodes if isinstance(node, Mapping) and (work := openalex_work(node, guesses)))
    texts = tuple(one for node in nodes for one in _texts(node))
    return Checked(Imported(texts, works=works, guesses=tuple(guesses)))


def _texts(node: Node) -> Iterator[Said]:
    """Nearly all of a record is about the record: a reader sees what names the work."""
    for authorship in each(node, "authorships"):
        if name := _author(authorship):
            yield replace(name, kind="name")
    for title in (_title(node), _source(node, "display_name")):
        if title:
            yield plain_title(title)
    for field in ("volume", "issue", "first_page", "last_page"):
        text = said(node, "biblio", field)
        first = said(node, "biblio", "first_page") if field == "last_page" else None
        if text and not (first and first.text == text.text):
            yield text
    yield from (one for one in (_date(node), _doi(node)) if one)
    data = (_abstract(node), said(node, "language"), _source(node, "issn_l"), _source(node, "host_organization_name"))
    found = (*data, _matched(_PMID, node, "ids", "pmid"), _pmcid(node), _arxiv(node))
    yield from (replace(one, kind="data") for one in found if one)


def _doi(node: Node) -> Said | None:
    doi = said(node, "doi")
    return doi_of(doi) if doi else None


def _author(authorship: Node) -> Said | None:
    return said(authorship, "author", "display_name") or said(authorship, "raw_author_name")


def _title(node: Node) -> Said | None:
    return said(node, "title") or said(node, "display_name")


def _date(node: Node) -> Said | None:
    return said(node, "publication_date") or said(node, "publication_year")


def _source(node: Node, name: str) -> Said | None:
    return said(node, "primary_location", "source", name)


def _matched(pattern: re.Pattern[str], node: Node, *names: str) -> Said | None:
    text = said(node, *names)
    found = pattern.fullmatch(text.text) if text else None
    return Said(found["text"], text.span) if text and found else None


def _arxiv(node: Node) -> Said | None:
    return _matched(_ARXIV, node, "primary_location", "landing_page_url")


def _pmcid(node: Node) -> Said | None:
    found = _matched(_PMCID, node, "ids", "pmcid")
    return Said(f"PMC{found.text.removeprefix('PMC')}", found.span) if found else None


def _abstract(node: Node) -> Said | None:
    """`{"About": [0], "frogs": [1]}` -> `About frogs`"""
    index = part(node, "abstract_inverted_index")
    if not isinstance(index, Mapping):
        return None
    places = [
        (int(number.text), word)
        for word, found in index.items.items()
        for one in each(found)
        if (number := said(one)) and number.text.isdecimal() and len(number.text) < 6
    ]
    text = " ".join(word for _, word in sorted(places)[:_MOST_WORDS])
    return plain_title(Said(text, index.span)) if text else None


def openalex_work(node: Mapping, guesses: list[Diagnostic]) -> ImportedWork | None:
    title = _title(node)
    if title is None:
        return None
    kind, original = said(node, "type"), said(node, "type_crossref")
    known = [one.text for one in (original, kind) if one and one.text in OPENALEX]
    if kind and not known:
        guesses.append(warning(f"'{kind.text}' is no type of OpenAlex; the work is 'misc'", kind.span))
    if (retracted := said(node, "is_retracted")) and retracted.text == "true":
        guesses.append(warning("this work has been retracted", retracted.span, "state it, or leave the work out"))
    type_ = "preprint" if kind and kind.text == "preprint" else OPENALEX[known[0]] if known else "misc"
    venue, publisher, doi = _source(node, "display_name"), _source(node, "host_organization_name"), _doi(node)
    eprint = _arxiv(node)
    page = said(node, "primary_location", "landing_page_url")
    first, last = said(node, "biblio", "first_page"), said(node, "biblio", "last_page")
    fields: dict[str, Said | str | None] = {
        "author": names(full_name(one) for authorship in each(node, "authorships") if (one := _author(authorship))),
        "title": rich_title(title),
        **venue_fields(venue, type_),
        "volume": said(node, "biblio", "volume"),
        "number": said(node, "biblio", "issue"),
        "pages": pages_of(first, last),
        "date": _date(node),
        "doi": doi,
        "eprint": eprint,
        "eprinttype": "arxiv" if eprint else None,
        "url": page if not doi and not eprint else None,
        "issn": _source(node, "issn_l"),
        "pmid": _matched(_PMID, node, "ids", "pmid"),
        "pmcid": _pmcid(node),
        "langid": said(node, "language"),
        "abstract": _abstract(node),
    }
    if venue and type_ == "thesis":
        # A repository, not a series.
        fields |= {"series": None, "comment": plain_title(venue)}
    if publisher and fields.get(name := field_of("publisher", type_)):
        fields["comment"] = publisher
    elif publisher:
        fields[name] = publisher
    return work_of_fields(type_, fields, Said("", node.span))

"""Works as OpenAlex gives them, one or a page of results -> works."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cvtex.diagnostics import Checked, Diagnostic, warning
from cvtex.importers.imported import Imported, ImportedWork, Said, SourceFile
from cvtex.importers.located_json import read_json
from cvtex.importers.rich_titles import plain_title, rich_title
from cvtex.importers.tree import each, said
from cvtex.importers.work_names import full_name, names
from cvtex.importers.work_types import OPENALEX
from cvtex.model.node import Mapping, Node
from cvtex.value import replace

_DOI: Final = "https://doi.org/"
_IN_BOOK: Final = frozenset({"incollection", "inproceedings"})


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
    for title in (_title(node), said(node, "primary_location", "source", "display_name")):
        if title:
            yield plain_title(title)
    for field in ("volume", "issue", "first_page", "last_page"):
        if text := said(node, "biblio", field):
            yield text
    yield from (one for one in (_date(node), _doi(node)) if one)


def _doi(node: Node) -> Said | None:
    doi = said(node, "doi")
    return replace(doi, text=doi.text.removeprefix(_DOI)) if doi else None


def _author(authorship: Node) -> Said | None:
    return said(authorship, "author", "display_name") or said(authorship, "raw_author_name")


def _title(node: Node) -> Said | None:
    return said(node, "title") or said(node, "display_name")


def _date(node: Node) -> Said | None:
    return said(node, "publication_date") or said(node, "publication_year")


def openalex_work(node: Mapping, guesses: list[Diagnostic]) -> ImportedWork | None:
    title = _title(node)
    if title is None:
        return None
    kind, original = said(node, "type"), said(node, "type_crossref")
    known = [one.text for one in (original, kind) if one and one.text in OPENALEX]
    if kind and not known:
        guesses.append(warning(f"'{kind.text}' is no type of OpenAlex; the work is 'misc'", kind.span))
    type_ = "unpublished" if kind and kind.text == "preprint" else OPENALEX[known[0]] if known else "misc"
    venue = said(node, "primary_location", "source", "display_name")
    first, last = said(node, "biblio", "first_page"), said(node, "biblio", "last_page")
    pages = Said(f"{first.text}--{last.text}", first.span) if first and last and first.text != last.text else first
    fields: dict[str, Said | str | None] = {
        "author": names(full_name(one) for authorship in each(node, "authorships") if (one := _author(authorship))),
        "title": rich_title(title),
        "booktitle" if type_ in _IN_BOOK else "journal": rich_title(venue) if venue else None,
        "volume": said(node, "biblio", "volume"),
        "number": said(node, "biblio", "issue"),
        "pages": pages,
        "date": _date(node),
        "doi": _doi(node),
        "langid": said(node, "language"),
    }
    there = {name: value for name, value in fields.items() if value}
    return ImportedWork(type_, there, node.span, tex=frozenset({"title", "booktitle", "journal"}))

"""The citation that a work of an ORCID record has -> a work: BibTeX, RIS, or a reference in some style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from cvtex.diagnostics import Span
from cvtex.importers.coverage import words_of
from cvtex.importers.documents.words import Words
from cvtex.importers.imported import ImportedWork, Said, SourceFile
from cvtex.importers.references.works import typed_work
from cvtex.importers.tree import said
from cvtex.importers.works.bibtex_works import works_of_bibtex
from cvtex.importers.works.ris import import_ris
from cvtex.locales.months import month_beginnings
from cvtex.model.node import Node
from cvtex.text.tex import tex_to_plain
from cvtex.value import Value, field, replace

_CONTAINERS: Final = frozenset({"journal", "journaltitle", "booktitle"})
_DATES: Final = frozenset({"date", "year", "month", "day"})
_PEOPLE: Final = frozenset({"author", "editor"})
# Programs write `cited By 12` in it, which nobody wants to print.
_REMARKS: Final = frozenset({"note", "annote", "annotation", "comment"})
_PRINTED: Final = frozenset(
    {"volume", "number", "pages", "publisher", "school", "institution", "address", "series", "edition"}
)


class Citation(Value):
    """`fields`: those that the record lacks. `remarks`: what differs from the record. `said`: the texts of both."""

    fields: Mapping[str, Said | str] = field(default_factory=dict)
    tex: frozenset[str] = frozenset()
    remarks: tuple[Said, ...] = ()
    said: tuple[Said, ...] = ()


def citation_of(node: Node, known: AbstractSet[str], texts: Iterable[str], authors: int) -> Citation:
    """`known`: names of the fields that the record has; `texts`: all of its texts. What cannot be read is a remark.

    `authors`: how many the record has. Some programs send the owner alone, and everybody in the citation.
    """
    text = said(node, "citation", "citation-value")
    if text is None:
        return Citation()
    kind = said(node, "citation", "citation-type")
    months = month_beginnings()
    there = {word for one in texts for word in words_of(one, months)}
    work = _read(text, kind.text.lower().replace("_", "-") if kind else "")
    if work is None:
        whole = () if there.issuperset(words_of(text.text, months)) else (replace(text, kind="data"),)
        return Citation(remarks=whole, said=whole)
    found: dict[str, Said | str] = {}
    remarks: list[Said] = []
    shown: list[Said] = []
    for name, value in work.fields.items():
        plain = tex_to_plain(_text(value)) if name in work.tex else _text(value)
        has_more = name == "author" and len(plain.split(" and ")) > authors
        if has_more or (not _is_known(name, known) and name not in _REMARKS):
            found[name] = Said(_text(value), text.span)
            is_named = has_more and name in known
            shown += (
                one
                for one in _shown(name, plain, text.span)
                if not (is_named and there.issuperset(words_of(one.text, months)))
            )
        elif name not in _PEOPLE and not there.issuperset(words_of(plain, months)):
            remarks.append(Said(f"{name}: {plain}", text.span))
            shown.append(Said(plain, text.span, kind="data"))
    return Citation(found, work.tex & found.keys(), tuple(remarks), tuple(shown))


def _read(text: Said, kind: str) -> ImportedWork | None:
    name, data = text.span.file, text.text.encode(errors="replace")
    if kind == "bibtex":
        return next(iter(works_of_bibtex(name, data)), None)
    if kind == "ris":
        return next(iter(import_ris(SourceFile(name, data)).value.works), None)
    return typed_work(Words((text.text,), text.span))


def _is_known(name: str, known: AbstractSet[str]) -> bool:
    if name in _CONTAINERS:
        return not _CONTAINERS.isdisjoint(known)
    return name in known or (name in _DATES and "date" in known)


def _shown(name: str, plain: str, span: Span) -> Iterator[Said]:
    if name in _PEOPLE:
        yield from (Said(one, span, kind="name") for one in plain.split(" and ") if one != "others")
    else:
        yield Said(plain, span, kind="text" if name in _PRINTED else "data")


def _text(value: Said | str) -> str:
    return value.text if isinstance(value, Said) else value

"""The texts of a work in another format that a reader of a list of works sees, each with its kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cvtex.importers.imported import Said
from cvtex.importers.tree import all_said
from cvtex.importers.works.fields import doi_of
from cvtex.importers.works.names import said_name
from cvtex.importers.works.rich_titles import plain_title
from cvtex.model.node import Mapping, Node
from cvtex.value import replace

# All other names of fields are texts that styles print. The formats agree on these.
_NAMES: Final = frozenset(
    {"author", "editor", "translator", "container-author", "collection-editor", "editorial-director", "illustrator",
     "interviewer", "composer", "director", "recipient", "reviewed-author", "original-author", "creators",
     "contributors", "authorships"}
)  # fmt: skip
_DATA: Final = frozenset(
    {"ISBN", "ISSN", "PMID", "PMCID", "abstract", "language", "keyword", "number-of-pages", "URL", "pmid", "url",
     "title-short", "shortTitle", "container-title-short", "journalAbbreviation", "short-title",
     "short-container-title", "subject", "subjects", "funder", "fundingReferences", "descriptions", "group-title",
     "archive", "archive-place", "dimensions", "medium", "scale", "section", "references", "jurisdiction"}
)  # fmt: skip
_TITLES: Final = frozenset(
    {"title", "subtitle", "container-title", "collection-title", "titles", "original-title", "reviewed-title",
     "relatedItems",     "display_name", "container"}
)  # fmt: skip

_DOIS: Final = frozenset({"DOI", "doi"})
_WITH_HTML: Final = frozenset({"abstract", "descriptions"})


def texts_of_work(node: Mapping, hidden: frozenset[str], shown: frozenset[str] = frozenset()) -> Iterator[Said]:
    """`hidden`: names of fields that are no text, at any depth. `shown`: if any, only these fields of the work are."""
    for name, value in node.items.items():
        if name not in hidden and (not shown or name in shown):
            yield from (text_of_field(name, one) for one in _texts(value, hidden))


def _texts(node: Node, hidden: frozenset[str]) -> Iterator[Said]:
    return all_said(node, hidden.isdisjoint)


def text_of_field(name: str, text: Said) -> Said:
    if name in _NAMES:
        return said_name(text)
    if name in _DATA:
        return replace(plain_title(text) if name in _WITH_HTML else text, kind="data")
    if name in _DOIS:
        return doi_of(text)
    return plain_title(text) if name in _TITLES else text

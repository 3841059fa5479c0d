"""The words of the template language in which bibliography styles are written.

They are nodes of pybtex's template engine. `punctuation` has those that put parts together, `parts` those that read a
field, `contributors` those that name people, `details` those for what stands at the end.
"""

from __future__ import annotations

from pybtex.style.template import FieldIsMissing, node

from cvtex.cite.contributors import editor_word, editors, names
from cvtex.cite.details import eprint, identifiers, link_list, open_access, remaining
from cvtex.cite.parts import (
    edition,
    field,
    howpublished,
    kind,
    month,
    numbered,
    optional_field,
    page_range,
    pages_with_word,
    present,
    publisher,
    status,
    title,
    year,
)
from cvtex.cite.punctuation import (
    capitalised,
    emphasised,
    enclosed,
    first_of,
    fixed,
    join,
    labelled,
    listed,
    optional,
    quoted,
    sentences,
    strong,
    uncapitalised,
)

__all__ = [
    "FieldIsMissing",
    "capitalised",
    "edition",
    "editor_word",
    "editors",
    "emphasised",
    "enclosed",
    "eprint",
    "field",
    "first_of",
    "fixed",
    "howpublished",
    "identifiers",
    "join",
    "kind",
    "labelled",
    "link_list",
    "listed",
    "month",
    "names",
    "node",
    "numbered",
    "open_access",
    "optional",
    "optional_field",
    "page_range",
    "pages_with_word",
    "present",
    "publisher",
    "quoted",
    "remaining",
    "sentences",
    "status",
    "strong",
    "title",
    "uncapitalised",
    "year",
]

"""The template language for bibliography styles: nodes of pybtex's template engine.

`punctuation` combines parts, `parts` prints fields, `contributors` prints people, and `details` prints the end of a
reference.
"""

from __future__ import annotations

from pybtex.style.template import FieldIsMissing, node

from cvtex.cite.contributors import editor_word, editors, in_book, names, others, translator_word
from cvtex.cite.details import eprint, identifiers, link_list, open_access, remaining, with_links
from cvtex.cite.full_dates import accessed, full_date
from cvtex.cite.parts import (
    edition,
    field,
    howpublished,
    imprint,
    kind,
    kind_and_number,
    month,
    numbered,
    optional_field,
    page_range,
    page_total,
    pages_with_word,
    present,
    publisher,
    sentence_field,
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
    "accessed",
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
    "full_date",
    "howpublished",
    "identifiers",
    "imprint",
    "in_book",
    "join",
    "kind",
    "kind_and_number",
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
    "others",
    "page_range",
    "page_total",
    "pages_with_word",
    "present",
    "publisher",
    "quoted",
    "remaining",
    "sentence_field",
    "sentences",
    "status",
    "strong",
    "title",
    "translator_word",
    "uncapitalised",
    "with_links",
    "year",
]

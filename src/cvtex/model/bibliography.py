"""A bibliography as read: entries with their places, whose fields are still TeX text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from cvtex.diagnostics import Span
from cvtex.value import Value, replace

# biblatex types that group entries or share fields with them; they are not works.
HELPER_TYPES = frozenset({"set", "xdata"})


PublicationStatus: TypeAlias = Literal[
    "submitted", "under review", "in revision", "accepted", "in press", "forthcoming", "in preparation", "preprint",
    "pre-proof", "pre-published",
]  # fmt: skip
"""How far a work is on its way to publication, in English."""
# Works of any other status can be read already, such as preprints.
UNPUBLISHED: Final[frozenset[PublicationStatus]] = frozenset(
    {"submitted", "under review", "in revision", "accepted", "in press", "forthcoming", "in preparation"}
)

# Fields whose loss changes a reference, by the names of BibTeX and biblatex.
PRINTED_FIELDS: Final = (
    "title", "subtitle", "author", "editor", "translator", "journal", "journaltitle", "booktitle", "maintitle", "year",
    "date", "month", "volume", "number", "issue", "pages", "publisher", "address", "location", "school", "institution",
    "organization", "howpublished", "note", "edition", "series", "chapter", "doi", "url", "eprint", "archiveprefix",
    "keywords", "type", "version", "pubstate", "addendum", "crossref", "status", "isbn", "issn",
)  # fmt: skip


class Field(Value):
    """A field's value as TeX text: without delimiters, with `@string` names replaced and parts joined.

    `is_verbatim`: whether the text stands in the file as it is, so that places within it can be told.
    """

    tex: str
    span: Span
    is_verbatim: bool = False


class Entry(Value):
    """One `@type{key, ...}`. Type and field names are lower case. The span starts at the `@`.

    Keys are unique. `shared_key`: the key in the file, if an earlier entry already has it. The last fields are known
    only in the styles' dialect. `types`: all names by which a CV may select the entry: its type in the dialect, the
    type as written, and their families. `lends_to`: keys of the entries that inherit from this one, if it is nothing
    but their source.
    """

    key: str
    type: str
    fields: Mapping[str, Field]
    span: Span
    shared_key: str = ""
    types: frozenset[str] = frozenset()
    status: PublicationStatus | None = None
    lends_to: tuple[str, ...] = ()

    @property
    def is_work(self) -> bool:
        """Whether the entry is a work, rather than data for other entries."""
        return self.type not in HELPER_TYPES and not self.lends_to

    def tex(self, name: str) -> str:
        found = self.fields.get(name)
        return found.tex if found else ""

    def without(self, *names: str) -> Entry:
        return replace(self, fields={name: value for name, value in self.fields.items() if name not in names})


class Unreadable(Value):
    """An entry lost to a syntax error. The reader went on with the next entry."""

    span: Span
    reason: str
    key: str | None = None


class Excluded(Value):
    """An entry that is not printed. `kept` is the key of the entry printed in its place."""

    key: str
    title: str
    reason: str
    span: Span
    kept: str


class Bibliography(Value):
    """Entries in the order of the files. Entries found = len(entries) + len(unreadable)."""

    entries: tuple[Entry, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()

    def by_key(self) -> dict[str, Entry]:
        return {entry.key: entry for entry in self.entries}

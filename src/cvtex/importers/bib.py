"""A .bib file as a source: it is taken along as it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final, Literal

from cvtex.diagnostics import Checked
from cvtex.importers.imported import Imported, ImportedFile, Said, SourceFile
from cvtex.model.bibliography import Entry
from cvtex.read.bib import read_bibliography
from cvtex.text.tex import tex_to_plain
from cvtex.text.web_address import decode_address

_NAMES: Final = frozenset({"author", "editor", "translator", "bookauthor"})
_ADDRESSES: Final = frozenset({"doi", "url", "eprint", "pdf", "code", "data", "slides", "video", "poster"})
# Those of a work that styles print. All others are of a program, or of the one who keeps the file.
_PRINTED: Final = frozenset(
    {*_NAMES, "title", "subtitle", "titleaddon", "journal", "journaltitle", "booktitle", "booksubtitle", "maintitle",
     "series", "volume", "volumes", "number", "issue", "pages", "eid", "edition", "chapter", "part", "year", "month",
     "date", "publisher", "address", "location", "school", "institution", "organization", "howpublished", "type",
     "version", "note", "addendum", "pubstate", "eventtitle", "venue", "doi", "eprint", "holder"}
)  # fmt: skip

_NUMBERS: Final = frozenset(
    {"doi", "eprint", "isbn", "issn", "pmid", "pmcid", "pages", "volume", "number", "chapter", "edition"}
)


def import_bib(source: SourceFile) -> Checked[Imported]:
    # Two sources of one name are told apart by their folders, which the file goes without.
    name = PurePosixPath(source.name).name
    name = name if name.endswith(".bib") else f"{name}.bib"
    texts = tuple(
        Said(_plain(field, text.tex), text.span, kind=_kind(field))
        for entry in _entries(source.name, source.data)
        for field, text in entry.fields.items()
    )
    return Checked(Imported(tuple(one for one in texts if one), bibliographies=(ImportedFile(name, source.data),)))


def texts_of_bib(name: str, data: bytes) -> Iterator[str]:
    """The texts of a .bib file as the program reads them, with the names of fields that say what a number is."""
    for entry in _entries(name, data):
        for field, text in entry.fields.items():
            plain = _plain(field, text.tex)
            yield f"{field} {plain}" if field in _NUMBERS else plain


def _entries(name: str, data: bytes) -> tuple[Entry, ...]:
    return read_bibliography(name, data).value.entries


def _plain(field: str, tex: str) -> str:
    return decode_address(tex) if field in _ADDRESSES else tex_to_plain(tex)


def _kind(field: str) -> Literal["text", "name", "data"]:
    if field in _NAMES:
        return "name"
    return "text" if field in _PRINTED else "data"

"""A .bib file as a source: it is taken along as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from pathlib import PurePosixPath
from typing import Final, Literal

from cvtex.diagnostics import Checked, warning
from cvtex.importers.imported import Imported, ImportedFile, Said, SourceFile
from cvtex.model.bibliography import Bibliography, Unreadable
from cvtex.read.bib import read_bibliography
from cvtex.read.encoding import decode
from cvtex.text.names import split_outside_braces
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

_AND: Final = re.compile(r"(?<!\S)and(?!\S)", re.IGNORECASE)
_ENTRY: Final = re.compile(r"\s*@")
_MOST_LINES: Final = 200


def import_bib(source: SourceFile) -> Checked[Imported]:
    # Two sources of one name are told apart by their folders, which the file goes without.
    name = PurePosixPath(source.name).with_suffix(".bib").name
    read = read_bibliography(source.name, source.data)
    texts = [
        Said(_plain(field, text.tex), text.span, kind=_kind(field))
        for entry in read.value.entries
        for field, text in entry.fields.items()
    ]
    texts += _unreadable(source.name, source.data, read.value)
    guesses = tuple(
        warning(f"this entry is not printed: {one.reason}", one.span, "correct it in the copy of the file")
        for one in _broken(read.value)
    )
    said = tuple(one for one in texts if one)
    # Of a file in which nothing can be read, there is nothing to take along.
    errors = tuple(one for one in read.diagnostics if one.is_error)
    return Checked(Imported(said, bibliographies=(ImportedFile(name, source.data),), guesses=guesses), errors)


def texts_of_bib(name: str, data: bytes) -> Iterator[str]:
    """The texts of a .bib file as the program reads them, with the names of fields that say what a number is."""
    bibliography = read_bibliography(name, data).value
    for entry in bibliography.entries:
        for field, text in entry.fields.items():
            # With each `and`: other sources may say it, too.
            plain = tex_to_plain(text.tex) if field in _NAMES else _plain(field, text.tex)
            yield f"{field} {plain}" if field in _NUMBERS else plain
    yield from (one.text for one in _unreadable(name, data, bibliography))


def _unreadable(name: str, data: bytes, bibliography: Bibliography) -> Iterator[Said]:
    """Entries that are broken, up to the next one: they stay in the file, and are not printed."""
    broken = _broken(bibliography)
    lines = decode(name, data).value.split("\n") if broken else []
    for one in broken:
        rest = lines[one.span.line : one.span.line + _MOST_LINES]
        text = [*lines[one.span.line - 1 : one.span.line], *takewhile(lambda line: not _ENTRY.match(line), rest)]
        yield Said(" ".join(text), one.span)


def _broken(bibliography: Bibliography) -> list[Unreadable]:
    """Without copies of other entries, of which no word is lost."""
    return [one for one in bibliography.unreadable if not one.reason.startswith("duplicate key")]


def _plain(field: str, tex: str) -> str:
    """In lists of names, `and` stands between them, and `others` for those that are not named."""
    if field in _NAMES:
        people = split_outside_braces(tex, _AND)
        return "; ".join(tex_to_plain(one) for one in people if one.strip() != "others")
    return decode_address(tex) if field in _ADDRESSES else tex_to_plain(tex)


def _kind(field: str) -> Literal["text", "name", "data"]:
    if field in _NAMES:
        return "name"
    return "text" if field in _PRINTED else "data"

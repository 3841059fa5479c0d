"""Recognise files that are given as a .bib file but hold another format, and say how to get a .bib file."""

from __future__ import annotations

import re
from typing import Final

from cvtex.value import Value

# Only this much of a file is searched, since formats differ from their first lines on.
_MAX_SEARCHED: Final = 100_000
_EXPORT: Final = "export the works as BibTeX or biblatex from Zotero, JabRef, EndNote or the page they came from"


class OtherFormat(Value):
    """`what` continues "this file is ...". `hint` says what to do."""

    what: str
    hint: str


# The first pattern that matches at the start of the file, after blanks, counts.
_STARTS: Final[tuple[tuple[re.Pattern[bytes], str, str], ...]] = tuple(
    (re.compile(start, re.IGNORECASE), what, hint)
    for start, what, hint in (
        (rb"%PDF-", "a PDF", _EXPORT),
        (rb"PK\x03\x04", "a Word document, a spreadsheet or an archive", _EXPORT),
        (rb"\xd0\xcf\x11\xe0", "a Word document", _EXPORT),
        (rb"\{\\rtf", "a document in RTF", _EXPORT),
        (rb"SQLite format 3\0", "a database", "export your library as BibTeX or biblatex from Zotero"),
        (rb"(?:<!doctype html|<html)", "a web page", _EXPORT),
        (rb"(?:<\?xml|<xml>|<mods)", "XML", f"{_EXPORT}; of EndNote's XML: pandoc -f endnotexml -t biblatex"),
        (rb"FN (?:Clarivate|Thomson|ISI)", "Web of Science's plain text", "choose BibTeX when you export"),
        (rb"%0 [A-Z]", "an EndNote file", _EXPORT),
    )
)
_JSON = re.compile(rb"[\[{]\s*(?>(?:[\[{]\s*)*)(?:\"|[\]}])")
_LINES: Final[tuple[tuple[re.Pattern[bytes], str, str], ...]] = tuple(
    (re.compile(line, re.MULTILINE), what, hint)
    for line, what, hint in (
        (rb"^TY  - ", "a RIS file", f"{_EXPORT}, or convert it: pandoc -f ris -t biblatex"),
        (rb"^PMID- *\d", "a PubMed file", _EXPORT),
        (rb"^cff-version:", "a CITATION.cff", "convert it: cffconvert -f bibtex"),
        (rb"^ +type: +[\"']?[A-Za-z]+", "YAML", _EXPORT),
    )
)
_TEX = re.compile(
    rb"^[ \t]*\\(?:documentclass|begin|bibitem|input|section|refsection|bibdata|bibstyle)\b", re.MULTILINE
)
_TEX_BIBLIOGRAPHY = re.compile(rb"\\(?:bibliography|addbibresource(?:\[[^\[\]]*\])?|bibdata)\s*\{([^{}]{1,200})\}")
_TABLE_CELL = re.compile(rb"[,;\t]")
_TABLE_HEADINGS: Final = frozenset({b"author", b"authors", b"title", b"year"})


def other_format(data: bytes) -> OtherFormat | None:
    """Bytes without a readable BibTeX entry -> the format that they are in, if it is a known one."""
    start = data[:_MAX_SEARCHED].removeprefix(b"\xef\xbb\xbf").lstrip()
    for pattern, what, hint in _STARTS:
        if pattern.match(start):
            return OtherFormat(what, hint)
    if _JSON.match(start):
        return OtherFormat("JSON", f"{_EXPORT}; of CSL JSON: pandoc -f csljson -t biblatex")
    for pattern, what, hint in _LINES:
        if pattern.search(start):
            return OtherFormat(what, hint)
    if _TEX.search(start):
        return OtherFormat("LaTeX, not a bibliography", _tex_hint(data))
    headings = {cell.strip(b'" \r').lower() for cell in _TABLE_CELL.split(start.partition(b"\n")[0])}
    return OtherFormat("a table", _EXPORT) if len(headings & _TABLE_HEADINGS) > 1 else None


def _tex_hint(data: bytes) -> str:
    found = _TEX_BIBLIOGRAPHY.search(data)
    if found is None:
        return "name the .bib file that it cites, or export the works as BibTeX"
    names = [name.strip() for name in found[1].decode("utf-8", errors="replace").split(",")]
    files = ", ".join(name if name.endswith(".bib") else f"{name}.bib" for name in names if name)
    return f"name the file that it cites: {files}"

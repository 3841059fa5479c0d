"""The list of sources. To add one, add a module with a function, and a line here.

A source is recognised by its content: the first line whose pattern matches the beginning of the file counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from cvtex.diagnostics import Checked
from cvtex.importers.imported import Imported, SourceFile
from cvtex.importers.works.types import CSL
from cvtex.value import Value

Importer = Callable[[SourceFile], Checked[Imported]]

# Only the beginning of a file is searched.
_MAX_SEARCHED: Final = 100_000
_JSON_OR_XML: Final = re.compile(rb"\s*(?:[{\[]\s*[\"{\[\]}]|<\?xml|<[A-Za-z:]+\s[^>]*\bxmlns)")
_FIELD: Final = re.compile(rb"\s*(?:- +)*[\"']?[A-Za-z_][\w.-]*[\"']?:(?: |$)|\s*- ")
# A key with fields or a list below it.
_KEY: Final = re.compile(rb"(?:- )? *[A-Za-z_][\w-]*:")
_MOST_FIELDS: Final = 0.5


class Source(Value):
    """`name` continues "this is ...". `is_utf8`: text in another encoding is reported, and read as Windows-1252.

    `by_line`: its lines are what it has many of. Larger files, and more or longer lines, are refused; importers have
    bounds of their own on what they count.
    """

    name: str
    pattern: re.Pattern[bytes]
    importer: Callable[[], Importer]
    is_utf8: bool = True
    by_line: bool = False


def _json_resume() -> Importer:
    from cvtex.importers.resumes.json_resume import import_json_resume

    return import_json_resume


def _rendercv() -> Importer:
    from cvtex.importers.resumes.rendercv import import_rendercv

    return import_rendercv


def _orcid() -> Importer:
    from cvtex.importers.orcid.importer import import_orcid

    return import_orcid


def _csl_json() -> Importer:
    from cvtex.importers.works.csl_json import import_csl_json

    return import_csl_json


def _crossref() -> Importer:
    from cvtex.importers.works.crossref import import_crossref

    return import_crossref


def _openalex() -> Importer:
    from cvtex.importers.works.openalex import import_openalex

    return import_openalex


def _datacite() -> Importer:
    from cvtex.importers.works.datacite import import_datacite

    return import_datacite


def _ris() -> Importer:
    from cvtex.importers.works.ris import import_ris

    return import_ris


def _nbib() -> Importer:
    from cvtex.importers.works.nbib import import_nbib

    return import_nbib


def _yamlresume() -> Importer:
    from cvtex.importers.resumes.yamlresume import import_yamlresume

    return import_yamlresume


def _endnote() -> Importer:
    from cvtex.importers.works.endnote import import_endnote

    return import_endnote


def _europass() -> Importer:
    from cvtex.importers.resumes.europass import import_europass

    return import_europass


def _bib() -> Importer:
    from cvtex.importers.works.bib import import_bib

    return import_bib


def _latex() -> Importer:
    from cvtex.importers.latex.document import import_latex

    return import_latex


def _docx() -> Importer:
    from cvtex.importers.docx.document import import_docx

    return import_docx


def _pdf() -> Importer:
    from cvtex.importers.pdf.document import import_pdf

    return import_pdf


def _markdown() -> Importer:
    from cvtex.importers.documents.markdown import import_markdown

    return import_markdown


def _pasted() -> Importer:
    from cvtex.importers.references.pasted import import_pasted

    return import_pasted


# A work has one of CSL's types, or one of its variables.
_CSL_JSON: Final = re.compile(
    rb'\s*[{\[](?!.*"(?:\$defs|properties)"\s*:)(?=.*"type"\s*:)'
    rb'.*"(?:type"\s*:\s*"(?:%s)"|(?:issued|container-title|DOI|citation-key|family|literal)"\s*:)'
    % b"|".join(re.escape(one.encode()) for one in CSL),
    re.DOTALL,
)

SOURCES: Final[Mapping[str, Source]] = {
    "pdf": Source("a PDF", re.compile(rb"(?s:.{0,1024}?)%PDF-"), _pdf, is_utf8=False),
    "docx": Source("a Word document", re.compile(rb"PK\x03\x04|PK\x05\x06|\xd0\xcf\x11\xe0"), _docx, is_utf8=False),
    "json-resume": Source("JSON Resume", re.compile(rb'\s*\{.*"basics"\s*:', re.DOTALL), _json_resume),
    "orcid": Source(
        "a record of ORCID",
        re.compile(
            rb'\s*\{.*"(?:orcid-identifier|work-summary|bulk|activities-summary|put-code)"\s*:'
            rb"|\s*<.*www\.orcid\.org/ns/",
            re.DOTALL,
        ),
        _orcid,
    ),
    "endnote": Source(
        "EndNote's XML", re.compile(rb"\s*<(?=.*<records?>)(?=.*<ref-type\b)", re.DOTALL), _endnote, is_utf8=False
    ),
    "europass": Source(
        "Europass XML",
        re.compile(rb"\s*<.*<(?:\w+:)?(?:SkillsPassport|Candidate)[\s>]", re.DOTALL),
        _europass,
        is_utf8=False,
    ),
    "rendercv": Source("a CV for RenderCV", re.compile(rb"(?s:.*?)^cv:[ \t\r]*(?:$|#|\{)", re.MULTILINE), _rendercv),
    "yamlresume": Source(
        "a CV for yamlresume",
        re.compile(
            rb"(?s:.*?)^content:[ \t\r]*\n(?:[ \t#].*\n|\r?\n)*?[ ]+(?:basics|education|work):(?:[ \t\r]|$)",
            re.MULTILINE,
        ),
        _yamlresume,
    ),
    "crossref": Source(
        "works from Crossref",
        re.compile(rb'\s*\{.*"(?:member|content-domain|reference-count)"\s*:', re.DOTALL),
        _crossref,
    ),
    "openalex": Source("works from OpenAlex", re.compile(rb"\s*[{\[].*https://openalex\.org/W", re.DOTALL), _openalex),
    "datacite": Source(
        "works from DataCite",
        re.compile(rb'\s*[{\[].*"(?:resourceTypeGeneral|creators)"\s*:|\s*<.*datacite\.org/schema/kernel', re.DOTALL),
        _datacite,
    ),
    "csl-json": Source("CSL-JSON", _CSL_JSON, _csl_json),
    "latex": Source(
        "LaTeX",
        re.compile(rb"(?:.*\n)*?[ \t]*\\(?:documentclass|begin\{document\}|(?:sub)?section\*?\{)"),
        _latex,
        is_utf8=False,
    ),
    "bib": Source(
        "a .bib file",
        re.compile(rb"(?:.*\n)*?[ \t]*@[A-Za-z]+\s{0,20}[{(][^={}]{0,300}[,=\"{]"),
        _bib,
        is_utf8=False,
        by_line=True,
    ),
    "ris": Source("RIS", re.compile(rb"(?:.*\n)*?TY  ?- ?[A-Z]"), _ris, by_line=True),
    "nbib": Source("PubMed's .nbib", re.compile(rb"\s*PMID- ?\d"), _nbib, by_line=True),
    # Any text, if nothing else fits: `looks_like_cv` and `looks_pasted` decide.
    "markdown": Source("a CV as text or Markdown", re.compile(rb"(?!)"), _markdown, by_line=True),
    "pasted": Source("publications as text", re.compile(rb"(?!)"), _pasted, is_utf8=False, by_line=True),
}


# A list of 7,000 works has 3 MB and 100,000 lines. Some patterns take time by the square of a line.
MAX_BYTES: Final = 100_000_000
MAX_BYTES_BY_LINE: Final = 20_000_000
MAX_LINES: Final = 300_000
MAX_LINE: Final = 100_000


def too_large(name: str, data: bytes) -> str:
    """Why a file is too large for what it is; "" if it is not."""
    source = SOURCES[name]
    most = MAX_BYTES_BY_LINE if source.by_line else MAX_BYTES
    if len(data) > most:
        return f"{source.name} of more than {most // 1_000_000} MB is too much for a CV"
    if source.by_line and data.count(b"\n") > MAX_LINES:
        return f"more than {MAX_LINES:,} lines are too many for a CV"
    if source.by_line and max(map(len, re.split(rb"[\r\n]", data))) > MAX_LINE:
        return f"a line of more than {MAX_LINE:,} letters is too long for a CV"
    return ""


# What people try, and what to do instead.
_UNREADABLE: Final = (
    (
        re.compile(rb"(?s:.*?)^owner:(?s:.*?)^sections:", re.MULTILINE),
        "this is a CV for cvtex already",
        "build it: cvtex build",
    ),
    (
        re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.DOTALL | re.IGNORECASE),
        "this is a web page",
        "print it to a PDF, and import that",
    ),
    (re.compile(rb"\{\\rtf"), "this is RTF", "save it as .docx, and import that"),
    (re.compile(rb"\xff\xd8\xff|\x89PNG|II\*\0|MM\0\*"), "this is a picture", "import text: no letters are recognised"),
)


def unreadable(data: bytes) -> tuple[str, str] | None:
    """What a file is that cannot be imported, and what to do; None if it may be one of `SOURCES`."""
    start = data[:_MAX_SEARCHED].removeprefix(b"\xef\xbb\xbf")
    return next(((message, hint) for pattern, message, hint in _UNREADABLE if pattern.match(start)), None)


def recognised(data: bytes) -> str | None:
    """Content -> the source's name in `SOURCES`."""
    start = data[:_MAX_SEARCHED].removeprefix(b"\xef\xbb\xbf")
    for name, source in SOURCES.items():
        if source.pattern.match(start):
            return name
    from cvtex.importers.documents.markdown import looks_like_cv
    from cvtex.importers.references.pasted import looks_pasted

    if is_data(start):
        return None
    if looks_like_cv(start):
        return "markdown"
    return "pasted" if looks_pasted(start) else None


def is_data(data: bytes) -> bool:
    """Whether it is JSON, XML or YAML: fields for a program, no text for people."""
    if _JSON_OR_XML.match(data):
        return True
    lines = [line for line in data.splitlines() if line.strip() and not line.lstrip().startswith(b"#")]
    fields = sum(bool(_FIELD.match(line)) for line in lines)
    keys = sum(bool(_KEY.fullmatch(line.rstrip())) for line in lines)
    return keys >= 2 and fields >= _MOST_FIELDS * len(lines)

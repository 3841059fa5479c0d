"""The list of output formats. To add one, add a folder with a `Writer`, and a line here.

And a reader in `verify/readers.py`, and the name for `formats` of a variant in `model/variant.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from cvtex.value import Value

if TYPE_CHECKING:
    # The command line needs the names only, and must not load the stage.
    from cvtex.emit.writer import Writer


class Format(Value):
    """`writer` is None for PDF, which TeX makes from the output of `latex`. `has_works_only`: no other blocks."""

    suffix: str
    writer: Callable[[], Writer] | None = None
    has_works_only: bool = False


def _text() -> Writer:
    from cvtex.emit.text.writer import TextWriter

    return TextWriter()


def _docx() -> Writer:
    from cvtex.emit.docx.writer import DocxWriter

    return DocxWriter()


def _markdown() -> Writer:
    from cvtex.emit.markdown.writer import MarkdownWriter

    return MarkdownWriter()


def _json() -> Writer:
    from cvtex.emit.jsonresume.writer import JsonResumeWriter

    return JsonResumeWriter()


def _csl() -> Writer:
    from cvtex.emit.csl.writer import CslWriter

    return CslWriter()


def _bibtex() -> Writer:
    from cvtex.emit.bibtex.writer import BibtexWriter

    return BibtexWriter()


def _html() -> Writer:
    from cvtex.emit.html.writer import HtmlWriter

    return HtmlWriter()


PDF: Final = "pdf"
HTML: Final = "html"
DOCX: Final = "docx"
TEXT: Final = "txt"
BIBTEX: Final = "bib"
FORMATS: Final[Mapping[str, Format]] = {
    PDF: Format(".pdf"),
    HTML: Format(".html", _html),
    DOCX: Format(".docx", _docx),
    "md": Format(".md", _markdown),
    TEXT: Format(".txt", _text),
    "json": Format(".json", _json),
    "csl": Format(".csl.json", _csl, has_works_only=True),
    BIBTEX: Format(".bib", _bibtex, has_works_only=True),
}
# Other names for the command line.
ALIASES: Final[Mapping[str, str]] = {"text": TEXT}

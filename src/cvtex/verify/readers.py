"""The readers of output formats: what a program finds in a file that has no pages.

A reader shares no code with the writer of its format, so that a mistake of one is not repeated by the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from cvtex.verify.text import ReadBack

Reader = Callable[[bytes], ReadBack]


def _text(data: bytes) -> ReadBack:
    return ReadBack(data.decode())


def _html(data: bytes) -> ReadBack:
    from cvtex.verify.html import read_html

    return read_html(data)


def _docx(data: bytes) -> ReadBack:
    from cvtex.verify.docx import read_docx

    return read_docx(data)


def _markdown(data: bytes) -> ReadBack:
    from cvtex.verify.markdown import read_markdown

    return read_markdown(data)


def _json(data: bytes) -> ReadBack:
    from cvtex.verify.json_data import read_json

    return read_json(data)


def _csl(data: bytes) -> ReadBack:
    from cvtex.verify.csl import read_csl

    return read_csl(data)


def _bibtex(data: bytes) -> ReadBack:
    from cvtex.verify.bibtex import read_bibtex

    return read_bibtex(data)


READERS: Final[Mapping[str, Reader]] = {
    "html": _html,
    "docx": _docx,
    "md": _markdown,
    "txt": _text,
    "json": _json,
    "csl": _csl,
    "bib": _bibtex,
}

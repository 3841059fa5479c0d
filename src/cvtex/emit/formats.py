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
    """`writer` is None for PDF, which TeX makes from the output of `latex`."""

    suffix: str
    writer: Callable[[], Writer] | None = None


def _text() -> Writer:
    from cvtex.emit.text.writer import TextWriter

    return TextWriter()


def _markdown() -> Writer:
    from cvtex.emit.markdown.writer import MarkdownWriter

    return MarkdownWriter()


PDF: Final = "pdf"
TEXT: Final = "txt"
FORMATS: Final[Mapping[str, Format]] = {
    PDF: Format(".pdf"),
    "md": Format(".md", _markdown),
    TEXT: Format(".txt", _text),
}
# Other names for the command line.
ALIASES: Final[Mapping[str, str]] = {"text": TEXT}

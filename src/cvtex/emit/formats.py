"""The list of output formats. To add one, add a folder with a `Writer`, and a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from cvtex.value import Value

if TYPE_CHECKING:
    # The command line needs the names only, and must not load the stage.
    from cvtex.emit.writer import Writer


class Format(Value):
    """`writer` is None for PDF, which TeX makes from the output of `latex`. `read`: file -> extracted text."""

    suffix: str
    writer: Callable[[], Writer] | None = None
    read: Callable[[bytes], str] = bytes.decode


def _text() -> Writer:
    from cvtex.emit.text.writer import TextWriter

    return TextWriter()


PDF: Final = "pdf"
TEXT: Final = "text"
FORMATS: Final[Mapping[str, Format]] = {PDF: Format(".pdf"), TEXT: Format(".txt", _text)}

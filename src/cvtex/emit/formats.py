"""The list of formats. A new one is a folder with a `Writer`, and a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from cvtex.value import Value

if TYPE_CHECKING:
    # The command line asks for the names alone.
    from cvtex.emit.writer import Writer


class Format(Value):
    """`writer` is None for what TeX makes of the LaTeX that `latex` writes. `read`: the text that a reader gets of a
    file.
    """

    suffix: str
    writer: Callable[[], Writer] | None = None
    read: Callable[[bytes], str] = bytes.decode


def _text() -> Writer:
    from cvtex.emit.text.writer import TextWriter

    return TextWriter()


PDF: Final = "pdf"
TEXT: Final = "text"
FORMATS: Final[Mapping[str, Format]] = {PDF: Format(".pdf"), TEXT: Format(".txt", _text)}

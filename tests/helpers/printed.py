"""The glyphs of a finished PDF, read by pdfminer.six, which cvtex itself does not use for verification."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage


@dataclass(frozen=True)
class Glyph:
    """A character; `x` and `y` in bp from the page's lower left corner."""

    character: str
    font: str
    size: float
    page: int
    x: float
    y: float

    @property
    def is_bold(self) -> bool:
        return any(word in self.font for word in ("Bold", "Bol", "-Bd", "bx", "Semibold"))


def glyphs(pdf: Path) -> Iterator[Glyph]:
    """Yield glyphs in the order of the page streams: without layout parameters, pdfminer does not reorder them."""
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    for number, page in enumerate(PDFPage.get_pages(io.BytesIO(pdf.read_bytes())), 1):
        interpreter.process_page(page)
        for item in _characters(device.get_result()):
            yield Glyph(item.get_text(), item.fontname, item.size, number, item.x0, item.y0)


def _characters(container: object) -> Iterator[LTChar]:
    for item in container:  # type: ignore[attr-defined]
        if isinstance(item, LTChar):
            yield item
        elif hasattr(item, "__iter__"):
            yield from _characters(item)


def squeeze(text: str) -> str:
    """Reduce text to letters and digits without accents, which line breaks in extraction do not change."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if c.isalnum() and not unicodedata.combining(c)).casefold()

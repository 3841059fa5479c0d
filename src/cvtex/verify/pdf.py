"""bytes of a PDF -> facts, read with pypdf. The bytes are trusted no more than TeX's word."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Mark:
    """A point in a page's stream: `begin` or `end` of the block with this number."""

    kind: str
    block: int
    page: int


@dataclass(frozen=True, slots=True)
class FontFact:
    name: str
    embedded: bool


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """`sizes` are (width, height) in bp, a page each; `links` the web addresses in the order of the pages."""

    sizes: tuple[tuple[float, float], ...]
    fonts: tuple[FontFact, ...]
    title: str
    author: str
    language: str
    links: tuple[str, ...]
    outline: tuple[str, ...]
    marks: tuple[Mark, ...]
    text: tuple[str, ...]

    @property
    def pages(self) -> int:
        return len(self.sizes)


class UnreadablePdfError(Exception):
    """The bytes are no PDF that can be opened."""


def read_pdf(data: bytes) -> PdfFacts:
    """Raises `UnreadablePdfError`."""
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        metadata = reader.metadata
        root = reader.root_object
        return PdfFacts(
            sizes=tuple((float(page.mediabox.width), float(page.mediabox.height)) for page in reader.pages),
            fonts=tuple(_fonts(reader)),
            title=str(metadata.title or "") if metadata else "",
            author=str(metadata.author or "") if metadata else "",
            language=str(root.get("/Lang", "")),
            links=tuple(_links(reader)),
            outline=tuple(_outline_titles(reader.outline)),
            marks=tuple(_marks(reader)),
            text=tuple(page.extract_text() for page in reader.pages),
        )
    except PyPdfError as problem:
        raise UnreadablePdfError(str(problem)) from problem


def _fonts(reader: Any) -> Iterator[FontFact]:
    seen = set()
    for page in reader.pages:
        fonts = page["/Resources"].get_object().get("/Font", {}).get_object()
        for reference in fonts.values():
            font = reference.get_object()
            name = str(font.get("/BaseFont", font.get("/Subtype", "")))
            if name in seen:
                continue
            seen.add(name)
            base = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            descriptor = base["/FontDescriptor"].get_object() if "/FontDescriptor" in base else {}
            embedded = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
            yield FontFact(name.lstrip("/"), embedded)


def _links(reader: Any) -> Iterator[str]:
    for page in reader.pages:
        for reference in page.get("/Annots") or ():
            action = reference.get_object().get("/A", {}).get_object()
            if "/URI" in action:
                yield str(action["/URI"])


def _outline_titles(outline: Any) -> Iterator[str]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _outline_titles(entry)
        else:
            yield str(entry.title)


# The themes write marks as marked-content points (ISO 32000-1, 14.6.1), which may stand anywhere in a page's stream.
_MARK = re.compile(rb"/CV(?P<kind>[XE])\s*<<\s*/I (?P<block>\d{1,9})\s*>>\s*DP\b")


def _marks(reader: Any) -> Iterator[Mark]:
    for number, page in enumerate(reader.pages, 1):
        contents = page.get_contents()
        for match in _MARK.finditer(contents.get_data() if contents is not None else b""):
            yield Mark("begin" if match["kind"] == b"X" else "end", int(match["block"]), number)

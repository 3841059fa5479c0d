"""bytes of a PDF -> facts, read with pypdf. The bytes are trusted no more than TeX's word."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from cvtex.page_stream.fonts import StreamFont, read_font
from cvtex.value import Value
from cvtex.verify.pictures import count_pictures
from cvtex.verify.stream_text import UnreadableStreamError, read_stream_texts
from cvtex.verify.structure import Structure, read_structure


class Mark(Value):
    """A point in a page's stream: `begin` or `end` of the block with this number."""

    kind: str
    block: int
    page: int


class FontFact(Value):
    name: str
    is_embedded: bool
    has_unicode: bool


class PdfFacts(Value):
    """`sizes` are (width, height) in bp, a page each; `links` the web addresses in the order of the pages.

    `boxes`: which of trim box and crop box each page states. `texts`: what each block says. Without a structure it has no spaces.
    `pictures`: how many are shown.
    """

    sizes: tuple[tuple[float, float], ...]
    boxes: tuple[frozenset[str], ...]
    fonts: tuple[FontFact, ...]
    title: str
    author: str
    language: str
    links: tuple[str, ...]
    outline: tuple[str, ...]
    marks: tuple[Mark, ...]
    texts: tuple[str, ...]
    structure: Structure | None = None
    pictures: int = 0

    @property
    def pages(self) -> int:
        return len(self.sizes)

    def page_of(self, block: int) -> int | None:
        """Where a block (from 1) begins."""
        if self.structure:
            return self.structure.pages[block - 1] if 0 < block <= len(self.structure.pages) else None
        return next((mark.page for mark in self.marks if mark.block == block), None)


class UnreadablePdfError(Exception):
    """The bytes are no PDF that can be opened."""


def read_pdf(data: bytes) -> PdfFacts:
    """Raises `UnreadablePdfError`."""
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        return _facts(pypdf.PdfReader(io.BytesIO(data)))
    except (PyPdfError, UnreadableStreamError) as problem:
        raise UnreadablePdfError(str(problem)) from problem


def _facts(reader: Any) -> PdfFacts:
    metadata = reader.metadata
    root = reader.root_object
    pages = list(reader.pages)
    streams = [_data(page) for page in pages]
    texts = read_stream_texts(zip(streams, _stream_fonts(pages), strict=True))
    marks = tuple(_marks(streams))
    structure = None
    if "/StructTreeRoot" in root:
        numbers = {page.indirect_reference.idnum: number for number, page in enumerate(pages, 1)}
        structure = read_structure(root["/StructTreeRoot"].get_object(), numbers, streams, texts.contents)
    last = max((mark.block for mark in marks), default=0)
    return PdfFacts(
        sizes=tuple((float(page.mediabox.width), float(page.mediabox.height)) for page in pages),
        boxes=tuple(frozenset(name for name in ("CropBox", "TrimBox") if f"/{name}" in page) for page in pages),
        fonts=tuple(_fonts(pages)),
        title=str(metadata.title or "") if metadata else "",
        author=str(metadata.author or "") if metadata else "",
        language=str(root.get("/Lang", "")),
        links=tuple(_links(pages)),
        outline=tuple(_outline_titles(reader.outline)),
        marks=marks,
        texts=structure.texts if structure else tuple(texts.blocks.get(block, "") for block in range(1, last + 1)),
        structure=structure,
        pictures=sum(count_pictures(page) for page in pages),
    )


def _stream_fonts(pages: list[Any]) -> Iterator[dict[str, StreamFont]]:
    known: dict[int, StreamFont] = {}
    for page in pages:
        fonts: dict[str, StreamFont] = {}
        listed = page["/Resources"].get_object().get("/Font", {}).get_object()
        for name in listed:
            number = listed.raw_get(name).idnum
            if number not in known:
                known[number] = read_font(listed[name].get_object())
            fonts[str(name).removeprefix("/")] = known[number]
        yield fonts


def _fonts(pages: list[Any]) -> Iterator[FontFact]:
    seen = set()
    for page in pages:
        fonts = page["/Resources"].get_object().get("/Font", {}).get_object()
        for reference in fonts.values():
            font = reference.get_object()
            name = str(font.get("/BaseFont", font.get("/Subtype", "")))
            if name in seen:
                continue
            seen.add(name)
            base = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            descriptor = base["/FontDescriptor"].get_object() if "/FontDescriptor" in base else {}
            # The glyphs of a Type 3 font stand in the font itself.
            is_embedded = font.get("/Subtype") == "/Type3" or any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
            yield FontFact(name.lstrip("/"), is_embedded, "/ToUnicode" in font)


def _links(pages: list[Any]) -> Iterator[str]:
    for page in pages:
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


def _marks(streams: list[bytes]) -> Iterator[Mark]:
    for number, data in enumerate(streams, 1):
        for match in _MARK.finditer(data):
            yield Mark("begin" if match["kind"] == b"X" else "end", int(match["block"]), number)


def _data(page: Any) -> bytes:
    contents = page.get_contents()
    data: bytes = contents.get_data() if contents is not None else b""
    return data

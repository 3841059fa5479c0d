"""bytes of a PDF -> facts. The bytes are trusted no more than TeX's word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from cvtex.cache.memo import Memo, fresh
from cvtex.pdf.file import Page, PdfFile
from cvtex.pdf.fonts import PageKeys, StreamFonts, fonts_of
from cvtex.pdf.values import Dictionary, Reference, UnsoundPdfError
from cvtex.value import Value
from cvtex.verify.pictures import count_pictures
from cvtex.verify.stream_text import PageTexts, UnreadableStreamError, read_page_texts, texts_of_blocks
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

    `boxes`: which of trim box and crop box each page states. `texts`: what each block says. Without a structure it has
    no spaces. `pictures`: how many are shown.
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


def read_pdf(data: bytes, read: Memo[PageTexts] = fresh) -> PdfFacts:
    """`read`: what pages say, by page. Raises `UnreadablePdfError`."""
    try:
        return _facts(PdfFile(data), read)
    except (UnsoundPdfError, UnreadableStreamError) as problem:
        raise UnreadablePdfError(str(problem)) from problem


def _facts(file: PdfFile, read: Memo[PageTexts]) -> PdfFacts:
    info = file.dictionary(file.trailer.get("Info"))
    catalog = file.catalog
    pages = list(file.pages())
    streams = [file.content(page) for page in pages]
    fonts = [fonts_of(file, page) for page in pages]
    keys, stream_fonts = PageKeys(), StreamFonts(file)
    texts = [
        read(keys.key(data, own), lambda data=data, own=own: read_page_texts(data, own))  # type: ignore[misc]
        for data, own in zip(streams, map(stream_fonts.named, fonts), strict=True)
    ]
    marks = tuple(_marks(streams))
    structure = None
    if "StructTreeRoot" in catalog:
        contents = {(number, one): text for number, page in enumerate(texts, 1) for one, text in page.contents.items()}
        numbers = {page.reference: number for number, page in enumerate(pages, 1)}
        structure = read_structure(file, file.dictionary(catalog["StructTreeRoot"]), numbers, streams, contents)
    last = max((mark.block for mark in marks), default=0)
    blocks = texts_of_blocks(texts)
    return PdfFacts(
        sizes=tuple(_size(file, page) for page in pages),
        boxes=tuple(frozenset(name for name in ("CropBox", "TrimBox") if name in page.entries) for page in pages),
        fonts=tuple(_font_facts(file, fonts)),
        title=file.text(info.get("Title")),
        author=file.text(info.get("Author")),
        language=file.text(catalog.get("Lang")),
        links=tuple(_links(file, pages)),
        outline=tuple(_outline_titles(file)),
        marks=marks,
        texts=structure.texts if structure else tuple(blocks.get(block, "") for block in range(1, last + 1)),
        structure=structure,
        pictures=sum(count_pictures(file, page, data) for page, data in zip(pages, streams, strict=True)),
    )


def _size(file: PdfFile, page: Page) -> tuple[float, float]:
    corners = [file.number(one) for one in file.array(page.entries.get("MediaBox"))]
    if len(corners) != 4:
        raise UnsoundPdfError("a page has no size")
    left, bottom, right, top = corners
    return right - left, top - bottom


def _font_facts(file: PdfFile, fonts: Sequence[Mapping[str, Reference]]) -> Iterator[FontFact]:
    seen = set()
    for reference in dict.fromkeys(reference for own in fonts for reference in own.values()):
        font = file.dictionary(reference)
        name = file.name(font.get("BaseFont", font.get("Subtype")))
        if name in seen:
            continue
        seen.add(name)
        descriptor = file.dictionary(font.get("FontDescriptor"))
        # The glyphs of a Type 3 font stand in the font itself.
        is_embedded = font.get("Subtype") == "Type3" or any(
            key in descriptor for key in ("FontFile", "FontFile2", "FontFile3")
        )
        yield FontFact(name, is_embedded, "ToUnicode" in font)


def _links(file: PdfFile, pages: Sequence[Page]) -> Iterator[str]:
    for page in pages:
        for value in file.array(page.entries.get("Annots")):
            action = file.dictionary(file.dictionary(value).get("A"))
            if "URI" in action:
                yield file.text(action["URI"])


# Of an outline; a CV has as many as it has sections and parts.
_MOST_TITLES: Final = 100_000


def _outline_titles(file: PdfFile) -> Iterator[str]:
    waiting = [file.dictionary(file.catalog.get("Outlines")).get("First")]
    for _ in range(_MOST_TITLES):
        if not waiting:
            return
        entry: Dictionary = file.dictionary(waiting.pop())
        if entry:
            yield file.text(entry.get("Title"))
            waiting += (entry.get("Next"), entry.get("First"))
    raise UnsoundPdfError("its outline has no end")


# The themes write marks as marked-content points (ISO 32000-1, 14.6.1), which may stand anywhere in a page's stream.
_MARK = re.compile(rb"/CV(?P<kind>[XE])\s*<<\s*/I (?P<block>\d{1,9})\s*>>\s*DP\b")


def _marks(streams: list[bytes]) -> Iterator[Mark]:
    for number, data in enumerate(streams, 1):
        for match in _MARK.finditer(data):
            yield Mark("begin" if match["kind"] == b"X" else "end", int(match["block"]), number)

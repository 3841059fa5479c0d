"""Bytes of a final PDF -> its facts, read independently of the code that wrote it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final, assert_never

from cvtex.cache.memo import Memo, fresh
from cvtex.pdf.content import read_events
from cvtex.pdf.facts import (
    ContentReference,
    ObjectReference,
    PdfFacts,
    StructureElement,
    StructureKid,
    StructureTree,
    read_facts,
    read_structure_tree,
)
from cvtex.pdf.file import Page, PdfFile
from cvtex.pdf.fonts import PageKeys, StreamFonts, fonts_of
from cvtex.pdf.lines import PageLines, lines_of
from cvtex.pdf.values import Dictionary, Object, Stream, UnsoundPdfError
from cvtex.text.unicode import without_ignorable
from cvtex.value import Value
from cvtex.verify.stream_text import PageTexts, read_page_texts, texts_of_blocks

# Roles that only contain blocks.
_HOLDERS: Final = frozenset({"Document", "L", "Table"})
# Inline roles. The text of any other role in a block is separated by spaces.
_INLINE: Final = frozenset({"Link", "Span"})
_CONTENT: Final = re.compile(rb"/MCID\s+(\d{1,9})\s*>>\s*BDC\b")

Place = tuple[int, int]


class BlockMark(Value):
    """A theme's mark in a page's stream. `kind`: "begin" or "end" of a block."""

    kind: str
    block: int
    page: int


class TaggedBlocks(Value):
    """The blocks of a structure tree, in order: their roles, the pages on which they begin, their texts.

    `contents`: (page, number) of the marked content in the order of the tree, `on_pages` in the order of the pages.
    `figures`: the alternative texts of pictures. `drawn`: the numbers of the blocks in the order in which the pages
    show them; a block is repeated if others are shown between its contents.
    """

    roles: tuple[str, ...]
    pages: tuple[int, ...]
    texts: tuple[str, ...]
    contents: tuple[Place, ...]
    on_pages: tuple[Place, ...]
    figures: tuple[str, ...] = ()
    drawn: tuple[int, ...] = ()


class FinishedPdf(Value):
    """`sizes`: (width, height) of each page in bp. `boxes`: which of trim box and crop box each page has.

    `texts`: of the blocks, without spaces if `tagged` is None. `asides`: the text outside of blocks, by page; it is the
    running foot. `pictures`: the number of pictures shown. `lines`: of each page.
    """

    facts: PdfFacts
    sizes: tuple[tuple[float, float], ...]
    boxes: tuple[frozenset[str], ...]
    outline: tuple[str, ...]
    marks: tuple[BlockMark, ...]
    texts: tuple[str, ...]
    asides: tuple[str, ...] = ()
    tagged: TaggedBlocks | None = None
    pictures: int = 0
    lines: tuple[PageLines, ...] = ()

    @property
    def pages(self) -> int:
        return len(self.sizes)

    def page_of(self, block: int) -> int | None:
        """The page on which a block (from 1) begins."""
        if self.tagged:
            return self.tagged.pages[block - 1] if 0 < block <= len(self.tagged.pages) else None
        return next((mark.page for mark in self.marks if mark.block == block), None)


def read_finished(
    data: bytes, read: Memo[PageTexts] = fresh, lines: tuple[PageLines, ...] | None = None
) -> FinishedPdf:
    """`read`: memo of the pages' texts. `lines`: of the pages, if known from TeX's file. Raises UnsoundPdfError."""
    file = PdfFile(data)
    pages = list(file.pages())
    streams = [file.content(page) for page in pages]
    keys, fonts = PageKeys(), StreamFonts(file)
    fonts_by_page = [fonts.named(fonts_of(file, page)) for page in pages]
    texts = [
        read(keys.key(data, own), lambda data=data, own=own: read_page_texts(data, own))  # type: ignore[misc]
        for data, own in zip(streams, fonts_by_page, strict=True)
    ]
    if lines is None:
        lines = tuple(lines_of(read_events(data, own), own) for data, own in zip(streams, fonts_by_page, strict=True))
    marks = tuple(_marks(streams))
    tree = read_structure_tree(file)
    contents = {(number, one): text for number, page in enumerate(texts, 1) for one, text in page.contents.items()}
    tagged = tagged_blocks(tree, streams, contents) if tree else None
    last = max((mark.block for mark in marks), default=0)
    blocks = texts_of_blocks(texts)
    return FinishedPdf(
        facts=read_facts(file),
        sizes=tuple(_size(file, page) for page in pages),
        boxes=tuple(frozenset(name for name in ("CropBox", "TrimBox") if name in page.entries) for page in pages),
        outline=tuple(_outline_titles(file)),
        marks=marks,
        texts=tagged.texts if tagged else tuple(blocks.get(block, "") for block in range(1, last + 1)),
        asides=tuple("".join([page.aside, *(text for _, text in page.pieces if tagged)]) for page in texts),
        tagged=tagged,
        pictures=sum(
            _count_pictures(file, data, page.entries.get("Resources"), 0)
            for page, data in zip(pages, streams, strict=True)
        ),
        lines=lines,
    )


def tagged_blocks(tree: StructureTree, streams: Sequence[bytes], texts: Mapping[Place, str]) -> TaggedBlocks:
    """`texts`: of the marked content on the pages. Raises UnsoundPdfError."""
    if tree.damage:
        raise UnsoundPdfError(tree.damage[0])
    reader = _BlockReader(texts)
    reader.read(tree.kids)
    on_pages = tuple((number, int(found)) for number, data in enumerate(streams, 1) for found in _CONTENT.findall(data))
    return TaggedBlocks(
        tuple(reader.roles),
        tuple(reader.pages),
        tuple(reader.block_texts),
        tuple(reader.contents),
        on_pages,
        tuple(reader.figures),
        tuple(block for block, _ in groupby(reader.blocks.get(place, 0) for place in on_pages)),
    )


class _BlockReader:
    def __init__(self, texts: Mapping[Place, str]) -> None:
        self._texts = texts
        self.roles: list[str] = []
        self.pages: list[int] = []
        self.block_texts: list[str] = []
        self.figures: list[str] = []
        self.contents: list[Place] = []
        # The block (from 1) to which each content belongs.
        self.blocks: dict[Place, int] = {}

    def read(self, kids: Iterable[StructureKid], *, is_inside: bool = False, word: list[str] | None = None) -> None:
        """`is_inside`: inside a block. `word`: collects the text shown inside a right-to-left word."""
        for kid in kids:
            match kid:
                case ContentReference(page, number):
                    self.contents.append((page, number))
                    self.blocks[page, number] = len(self.roles)
                    # A block begins on the page of its first content.
                    self.pages += [page] * (len(self.roles) - len(self.pages))
                    text = self._texts.get((page, number), "")
                    if word is not None:
                        word.append(text)
                    elif is_inside:
                        self.block_texts[-1] += text
                case StructureElement():
                    self._read_element(kid, word, is_inside=is_inside)
                case ObjectReference():
                    pass
                case _:
                    assert_never(kid)

    def _read_element(self, element: StructureElement, word: list[str] | None, *, is_inside: bool) -> None:
        if element.role == "Figure":
            self.figures.append(element.alternative or "")
        is_block = not is_inside and element.role not in _HOLDERS
        if is_block:
            self.roles.append(element.role)
            self.block_texts.append("")
        elif is_inside and element.role not in _INLINE:
            self.block_texts[-1] += " "
        if not is_inside or not element.actual:
            self.read(element.kids, is_inside=is_inside or is_block, word=word)
            return
        self.block_texts[-1] += element.actual
        shown: list[str] = []
        self.read(element.kids, is_inside=True, word=shown)
        # In the stream, the characters of a right-to-left word run from left to right.
        if sorted(_characters("".join(shown))) != sorted(_characters(element.actual)):
            raise UnsoundPdfError(f"the text '{element.actual.strip()}' differs from what the page shows")


def _characters(text: str) -> str:
    return without_ignorable("".join(unicodedata.normalize("NFKC", text).split()))


def _size(file: PdfFile, page: Page) -> tuple[float, float]:
    corners = [file.number(one) for one in file.array(page.entries.get("MediaBox"))]
    if len(corners) != 4:
        raise UnsoundPdfError("a page has no size")
    left, bottom, right, top = corners
    return right - left, top - bottom


# Limit of outline entries; a CV has one for each section and part.
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
    raise UnsoundPdfError("its outline does not end")


# The themes' marks are marked-content points (ISO 32000-1, 14.6.1), which may occur anywhere in a stream.
_MARK = re.compile(rb"/CV(?P<kind>[XE])\s*<<\s*/I (?P<block>\d{1,9})\s*>>\s*DP\b")


def _marks(streams: list[bytes]) -> Iterator[BlockMark]:
    for number, data in enumerate(streams, 1):
        for match in _MARK.finditer(data):
            yield BlockMark("begin" if match["kind"] == b"X" else "end", int(match["block"]), number)


_SHOWN: Final = re.compile(rb"/([^\s()<>\[\]{}/%]+)\s+Do\b")
# Levels of nested forms; TeX writes at most one.
_DEEPEST_FORM: Final = 5


def _count_pictures(file: PdfFile, content: bytes, resources: Object, depth: int) -> int:
    """Count each time that a picture is shown."""
    objects = file.dictionary(file.dictionary(resources).get("XObject"))
    if not objects or depth > _DEEPEST_FORM:
        return 0
    found = 0
    for name in _SHOWN.findall(content):
        shown = file.object(objects.get(name.decode("latin-1")))
        if not isinstance(shown, Stream):
            continue
        if shown.entries.get("Subtype") == "Image":
            found += 1
        elif shown.entries.get("Subtype") == "Form":
            found += _count_pictures(file, shown.data, shown.entries.get("Resources"), depth + 1)
    return found

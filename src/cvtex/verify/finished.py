"""The bytes of a finished PDF -> what it holds. They are trusted no more than TeX's word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, assert_never

from cvtex.cache.memo import Memo, fresh
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
from cvtex.pdf.values import Dictionary, Object, Stream, UnsoundPdfError
from cvtex.text.unicode import without_ignorable
from cvtex.value import Value
from cvtex.verify.stream_text import PageTexts, read_page_texts, texts_of_blocks

# Roles of what only holds blocks.
_HOLDERS: Final = frozenset({"Document", "L"})
# Of what stands in a line of text, in a block; all else in a block is apart from what is beside it.
_INLINE: Final = frozenset({"Link", "Span"})
_CONTENT: Final = re.compile(rb"/MCID\s+(\d{1,9})\s*>>\s*BDC\b")

Place = tuple[int, int]


class Mark(Value):
    """A point in a page's stream: `begin` or `end` of the block with this number."""

    kind: str
    block: int
    page: int


class TaggedBlocks(Value):
    """The blocks of a structure tree: `roles` of what stands in the document or in a list, in order.

    `pages` where each begins, and their `texts`. `contents` are (page, number) of the marked content in the order of
    the tree, `on_pages` in that of the pages. `figures` are the texts that stand for pictures.
    """

    roles: tuple[str, ...]
    pages: tuple[int, ...]
    texts: tuple[str, ...]
    contents: tuple[Place, ...]
    on_pages: tuple[Place, ...]
    figures: tuple[str, ...] = ()


class FinishedPdf(Value):
    """`sizes` are (width, height) in bp, a page each; `boxes`: which of trim box and crop box each page states.

    `texts`: what each block says. Without `tagged` they have no spaces. `pictures`: how many are shown.
    """

    facts: PdfFacts
    sizes: tuple[tuple[float, float], ...]
    boxes: tuple[frozenset[str], ...]
    outline: tuple[str, ...]
    marks: tuple[Mark, ...]
    texts: tuple[str, ...]
    tagged: TaggedBlocks | None = None
    pictures: int = 0

    @property
    def pages(self) -> int:
        return len(self.sizes)

    def page_of(self, block: int) -> int | None:
        """Where a block (from 1) begins."""
        if self.tagged:
            return self.tagged.pages[block - 1] if 0 < block <= len(self.tagged.pages) else None
        return next((mark.page for mark in self.marks if mark.block == block), None)


def read_finished(data: bytes, read: Memo[PageTexts] = fresh) -> FinishedPdf:
    """`read`: what pages say, by page. Raises UnsoundPdfError."""
    file = PdfFile(data)
    pages = list(file.pages())
    streams = [file.content(page) for page in pages]
    keys, fonts = PageKeys(), StreamFonts(file)
    texts = [
        read(keys.key(data, own), lambda data=data, own=own: read_page_texts(data, own))  # type: ignore[misc]
        for data, own in zip(streams, (fonts.named(fonts_of(file, page)) for page in pages), strict=True)
    ]
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
        tagged=tagged,
        pictures=sum(
            _count_pictures(file, data, page.entries.get("Resources"), 0)
            for page, data in zip(pages, streams, strict=True)
        ),
    )


def tagged_blocks(tree: StructureTree, streams: Sequence[bytes], texts: Mapping[Place, str]) -> TaggedBlocks:
    """`texts` of the marked content on the pages. Raises UnsoundPdfError."""
    if tree.damage:
        raise UnsoundPdfError(tree.damage[0])
    reader = _BlockReader(texts)
    reader.read(tree.kids)
    on_pages = tuple((number, int(found)) for number, data in enumerate(streams, 1) for found in _CONTENT.findall(data))
    return TaggedBlocks(
        tuple(reader.roles),
        tuple(reader.pages),
        tuple(reader.said),
        tuple(reader.contents),
        on_pages,
        tuple(reader.figures),
    )


class _BlockReader:
    def __init__(self, texts: Mapping[Place, str]) -> None:
        self._texts = texts
        self.roles: list[str] = []
        self.pages: list[int] = []
        self.said: list[str] = []
        self.figures: list[str] = []
        self.contents: list[Place] = []

    def read(self, kids: Iterable[StructureKid], *, is_inside: bool = False, word: list[str] | None = None) -> None:
        """`is_inside`: they are in a block. `word`: what is shown of the word from right to left that they are in."""
        for kid in kids:
            match kid:
                case ContentReference(page, number):
                    self.contents.append((page, number))
                    # What is at first silent begins where the text after it does.
                    self.pages += [page] * (len(self.roles) - len(self.pages))
                    text = self._texts.get((page, number), "")
                    if word is not None:
                        word.append(text)
                    elif is_inside:
                        self.said[-1] += text
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
            self.said.append("")
        elif is_inside and element.role not in _INLINE:
            self.said[-1] += " "
        if not is_inside or not element.actual:
            self.read(element.kids, is_inside=is_inside or is_block, word=word)
            return
        self.said[-1] += element.actual
        shown: list[str] = []
        self.read(element.kids, is_inside=True, word=shown)
        # The signs of a word from right to left stand from left to right in the stream.
        if sorted(_signs("".join(shown))) != sorted(_signs(element.actual)):
            raise UnsoundPdfError(f"the word '{element.actual.strip()}' is not what the page shows of it")


def _signs(text: str) -> str:
    return without_ignorable("".join(unicodedata.normalize("NFKC", text).split()))


def _size(file: PdfFile, page: Page) -> tuple[float, float]:
    corners = [file.number(one) for one in file.array(page.entries.get("MediaBox"))]
    if len(corners) != 4:
        raise UnsoundPdfError("a page has no size")
    left, bottom, right, top = corners
    return right - left, top - bottom


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


_SHOWN: Final = re.compile(rb"/([^\s()<>\[\]{}/%]+)\s+Do\b")
# Forms within forms; TeX writes one level at most.
_DEEPEST_FORM: Final = 5


def _count_pictures(file: PdfFile, content: bytes, resources: Object, depth: int) -> int:
    """A picture that is shown twice counts twice."""
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

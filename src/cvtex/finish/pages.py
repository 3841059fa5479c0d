"""Streams of pages with the themes' marks x elements -> streams with marked content, and the structure tree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from cvtex.finish.tree import Content, Node, Tree, inside
from cvtex.finish.words import Between, Shown, between, is_gap
from cvtex.page_stream.events import (
    Drawing,
    Event,
    Mark,
    MarkedContent,
    Show,
    TextEnd,
    UnknownContentError,
    read_events,
)
from cvtex.page_stream.fonts import StreamFont
from cvtex.structure import Element

SPACE_FONT: Final = "CVS"
# Added to the name of a font: the same one, whose hyphen is a soft one.
SOFT: Final = "CVH"


@dataclass(frozen=True, slots=True)
class LinkPlace:
    """Where text of a link begins, in bp."""

    node: Node
    left: float
    baseline: float


@dataclass
class TaggedPage:
    """`owners`: the nodes of the page's marked content, by number."""

    data: bytes
    owners: list[Node] = field(default_factory=list)
    links: list[LinkPlace] = field(default_factory=list)
    soft_fonts: set[str] = field(default_factory=set)


def tag_pages(
    pages: tuple[tuple[bytes, Mapping[str, StreamFont]], ...], elements: tuple[Element, ...]
) -> tuple[tuple[TaggedPage, ...], Tree]:
    """Raises UnknownContentError for text outside of every block, and for what TeX does not write."""
    events = tuple(tuple(read_events(data, fonts)) for data, fonts in pages)
    softened = _soft_hyphens(events, tuple(fonts for _, fonts in pages), elements)
    tagger = _Tagger(Tree(elements), softened)
    for number, (data, fonts) in enumerate(pages):
        tagger.read(number, data, events[number], fonts)
    return tuple(tagger.pages), tagger.tree


_ARTIFACT: Final = Node("Artifact")
_DIGITS: Final = re.compile(rb"\d+")
_LANGUAGE: Final = re.compile(rb"\(([A-Za-z0-9-]*)\)")


class _Tagger:
    """Goes through the pages once; a block, a link and a label may go on from one page to the next."""

    def __init__(self, tree: Tree, softened: frozenset[tuple[int, int]]) -> None:
        self.tree = tree
        self._softened = softened
        self.pages: list[TaggedPage] = []
        self._block = 0
        self._item: Node | None = None
        self._nodes: list[Node] = []
        self._is_artifact = False
        # The last text of the block that is open, the node it belongs to, and where it was written.
        self._last: tuple[Shown, Node] | None = None

    def read(self, number: int, data: bytes, events: tuple[Event, ...], fonts: Mapping[str, StreamFont]) -> None:
        page = TaggedPage(b"")
        self.pages.append(page)
        writer = _StreamWriter(data, number, page)
        for event in events:
            match event:
                case Mark():
                    writer.end(event.start)
                    writer.replace(event.start, event.end, b"")
                    self._mark(event)
                case Show():
                    self._show(event, number, fonts[event.font], writer, is_soft=(number, event.start) in self._softened)
                case TextEnd():
                    if writer.inner is None:
                        writer.end(event.start)
                case Drawing():
                    self._draw(event, writer)
                case MarkedContent(name=name):
                    # A theme's own, such as a sign with words for it, stays within what is marked here.
                    if name:
                        writer.inner = event.start
                    else:
                        writer.inner = None
                        writer.end(event.end)
        page.data = writer.finished()

    def _mark(self, mark: Mark) -> None:
        match mark.name:
            case "CVX":
                self._block = _block_number(mark)
                if not 0 < self._block <= len(self.tree.elements):
                    raise UnknownContentError(f"a block with the number {self._block}")
                self._item = self.tree.begin(self._block)
                self._nodes = [inside(self._item, "LBody")] if self._item.role == "LI" else [self._item]
                if self._item.role == "LI":
                    # A label may come first; a body without text is not kept.
                    self._item.kids.clear()
                self._last = None
            case "CVE":
                self._nodes, self._item, self._last = [], None, None
            case "CVB":
                if self._item is not None and self._item.role == "LI":
                    self._nodes.append(inside(self._item, "Lbl"))
            case "CVL":
                self._nodes.append(self._body().add("Link"))
            case "CVG":
                language = _LANGUAGE.search(mark.properties)
                self._nodes.append(self._body().add("Span", language=language[1].decode() if language else ""))
            case "CVD" | "CVR" | "CVH":
                if len(self._nodes) > 1:
                    self._nodes.pop()
            case "CVA":
                self._is_artifact = True
            case "CVZ":
                self._is_artifact = False

    def _body(self) -> Node:
        """The innermost node that is open."""
        if not self._nodes:
            raise UnknownContentError("a link outside of every block")
        if len(self._nodes) == 1 and self._item is not None and self._item.role == "LI":
            self._nodes[0] = inside(self._item, "LBody")
        return self._nodes[-1]

    def _draw(self, drawing: Drawing, writer: _StreamWriter) -> None:
        """Rules and icons are artifacts; what is drawn where a theme gives words for it is part of a sign."""
        if writer.inner is not None and self._nodes and not self._is_artifact:
            if writer.position <= writer.inner:
                writer.begin(self._body(), writer.inner)
            return
        writer.end(drawing.start)
        writer.replace(drawing.start, drawing.start, b"/Artifact BMC ")
        writer.replace(drawing.end, drawing.end, b" EMC")

    def _show(self, show: Show, number: int, font: StreamFont, writer: _StreamWriter, *, is_soft: bool) -> None:
        shown = Shown(show, number, font)
        # What a theme marks begins outside of text objects, and is shown as a whole.
        is_first = writer.inner is None or writer.position <= writer.inner
        place = show.start if writer.inner is None or not is_first else writer.inner
        if self._is_artifact:
            writer.begin(_ARTIFACT, place)
            return
        if not self._nodes:
            raise UnknownContentError(f"text outside of every block on page {number + 1}: {shown.first_word}")
        node = self._body()
        joint: Between = "nothing"
        if self._last is not None:
            joint = between(self._last[0], shown, self.tree.elements[self._block - 1].text)
        if joint == "space" and self._last is not None and self._last[1].role != "Lbl":
            # It belongs to what stands before: a link's text does not begin with a space.
            writer.begin(self._last[1], place)
            writer.replace(place, place, _space(show) if place == show.start else _space_apart(self._last[0].show))
            self._last[1].text += " "
        writer.begin(node, place)
        node.text += _text(shown)
        written = _written(show, font, is_soft=is_soft)
        if written is not None:
            writer.replace(show.start, show.end, written)
        if is_soft:
            writer.page.soft_fonts.add(show.font)
        if node.role == "Link":
            writer.page.links.append(LinkPlace(node, show.left, show.baseline))
        self._last = shown, node


def _soft_hyphens(
    pages: tuple[tuple[Event, ...], ...], fonts: tuple[Mapping[str, StreamFont], ...], elements: tuple[Element, ...]
) -> frozenset[tuple[int, int]]:
    """(page, start) of the shows that end with the hyphen of a divided word, as what follows them tells."""
    found: set[tuple[int, int]] = set()
    last: Shown | None = None
    block = 0
    is_artifact = False
    for number, events in enumerate(pages):
        for event in events:
            match event:
                case Mark(name="CVX"):
                    block, last = _block_number(event), None
                case Mark(name="CVA" | "CVZ"):
                    is_artifact = event.name == "CVA"
                case Show() if not is_artifact and 0 < block <= len(elements):
                    shown = Shown(event, number, fonts[number][event.font])
                    if last is not None and between(last, shown, elements[block - 1].text) == "soft hyphen":
                        found.add((last.page, last.show.start))
                    last = shown
                case _:
                    pass
    return frozenset(found)


def _block_number(mark: Mark) -> int:
    found = _DIGITS.search(mark.properties)
    return int(found[0]) if found else 0


class _StreamWriter:
    """Changes to a page's stream, and the marked content that is open in it."""

    def __init__(self, data: bytes, number: int, page: TaggedPage) -> None:
        self._data = data
        self._number = number
        self._open: Node | None = None
        self._pieces: list[bytes] = []
        self._done = 0
        self.page = page
        # Where marked content of the theme begins, if nothing was shown in it yet.
        self.inner: int | None = None

    @property
    def position(self) -> int:
        return self._done

    def replace(self, start: int, end: int, new: bytes) -> None:
        self._pieces += (self._data[self._done : start], new)
        self._done = end

    def begin(self, node: Node, place: int) -> None:
        if self._open is node:
            return
        self.end(place)
        if node is _ARTIFACT:
            self.replace(place, place, b"/Artifact BMC ")
        else:
            content = Content(self._number, len(self.page.owners))
            self.page.owners.append(node)
            node.add_content(content)
            self.replace(place, place, b"/%s <</MCID %d>> BDC " % (node.role.encode(), content.number))
        self._open = node

    def end(self, place: int) -> None:
        if self._open is not None:
            self.replace(place, place, b" EMC ")
            self._open = None

    def finished(self) -> bytes:
        self._pieces.append(self._data[self._done :])
        return b"".join(self._pieces)


def _space(show: Show) -> bytes:
    """A space that takes no room, and the font that was chosen again."""
    return b"/%s %s Tf ( ) Tj /%s %s Tf " % (SPACE_FONT.encode(), show.font_size, show.font.encode(), show.font_size)


def _space_apart(show: Show) -> bytes:
    """A space after a show, in a text object of its own."""
    place = b"%.3f %.3f" % (show.right, show.baseline)
    return b"BT /%s %s Tf 1 0 0 1 %s Tm ( ) Tj ET " % (SPACE_FONT.encode(), show.font_size, place)


def _text(shown: Shown) -> str:
    return "".join(
        shown.font.text(part) if isinstance(part, bytes) else " " if is_gap(part) else "" for part in shown.show.parts
    )


def _written(show: Show, font: StreamFont, *, is_soft: bool) -> bytes | None:
    """The show with a space in each gap and a soft hyphen at its end; None if nothing is to be changed."""
    if not is_soft and not any(isinstance(part, float) and is_gap(part) for part in show.parts):
        return None
    parts = list(show.parts)
    hyphen = b""
    if is_soft:
        place = max(place for place, part in enumerate(parts) if isinstance(part, bytes))
        string = parts[place]
        assert isinstance(string, bytes)
        length = 2 if font.is_wide else 1
        # What moves after the hyphen moves nothing: a line ends here.
        parts[place:], hyphen = [string[:-length]], string[-length:]
    out: list[bytes] = []
    array: list[bytes] = []
    for place, part in enumerate(parts):
        if isinstance(part, bytes):
            if part:
                array.append(b"<%s>" % part.hex().encode())
            continue
        array.append(b"%g " % part)
        if place and is_gap(part):
            out += (b"[%s]TJ " % b"".join(array), _space(show))
            array = []
    if array:
        out.append(b"[%s]TJ" % b"".join(array))
    if hyphen:
        soft = (show.font + SOFT).encode()
        out.append(b" /%s %s Tf <%s> Tj /%s %s Tf" % (soft, show.font_size, hyphen.hex().encode(), show.font.encode(), show.font_size))
    return b"".join(out)

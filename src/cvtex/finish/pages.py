"""Streams of pages with the themes' marks x elements -> streams with marked content, and the structure tree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, assert_never

from cvtex.finish.joints import rewritten, space_after, space_apart, spaced
from cvtex.finish.read_page import ReadPage
from cvtex.finish.stream_writer import ARTIFACT, LinkPlace, StreamWriter, TaggedPage
from cvtex.finish.tree import Node, Tree, inside
from cvtex.finish.words import Joint, Shown, as_one, joints_of, without_false_blanks
from cvtex.model.element import Element
from cvtex.pdf.content import (
    Drawing,
    Event,
    Mark,
    MarkedContent,
    Show,
    TextEnd,
)
from cvtex.pdf.values import UnsoundPdfError, from_utf16_digits


def tag_pages(
    pages: tuple[bytes, ...],
    read: tuple[ReadPage, ...],
    elements: tuple[Element, ...],
) -> tuple[tuple[TaggedPage, ...], Tree]:
    """`read`: what each page shows. Raises UnsoundPdfError for text outside of every block."""
    texts = list(_texts(tuple(page.events for page in read), elements))
    tagger = _Tagger(Tree(elements), joints_of(texts), without_false_blanks(texts))
    for number, page in enumerate(read):
        tagger.read(number, pages[number], page)
    return tuple(tagger.pages), tagger.tree


# As much of a text as tells where it stands.
_EXCERPT: Final = 8
_DIGITS: Final = re.compile(rb"\d+")
_LANGUAGE: Final = re.compile(rb"\(([A-Za-z0-9-]*)\)")


class _Tagger:
    """Goes through the pages once; a block, a link and a label may go on from one page to the next."""

    def __init__(
        self, tree: Tree, joints: Mapping[tuple[int, int], Joint], whole: Mapping[tuple[int, int], Show]
    ) -> None:
        self.tree = tree
        self._joints = joints
        self._whole = whole
        self.pages: list[TaggedPage] = []
        self._block = 0
        self._item: Node | None = None
        self._nodes: list[Node] = []
        self._is_artifact = False
        # In what a theme marks: the text that it gives, what is shown, and a space that is still to be written behind
        # it.
        self._actual: str | None = None
        self._shown: list[Show] = []
        self._owed: Joint | None = None

    def read(self, number: int, data: bytes, read: ReadPage) -> None:
        page = TaggedPage(b"")
        self.pages.append(page)
        writer = StreamWriter(data, number, page)
        for event in read.events:
            match event:
                case Show():
                    whole = self._whole.get((number, event.start))
                    self._show(whole or event, number, spaced(whole) if whole else read.spaced[event.start], writer)
                case Mark():
                    writer.end(event.start)
                    writer.replace(event.start, event.end, b"")
                    self._mark(event)
                case TextEnd():
                    if writer.inner is None:
                        writer.end(event.start)
                case Drawing():
                    self._draw(event, writer)
                case MarkedContent(name=name, actual=actual):
                    # A theme's own, such as a sign with words for it, stays within what is marked here.
                    if name:
                        writer.inner = event.start
                        self._actual, self._shown = actual, []
                    else:
                        writer.inner = None
                        self._pay(event.end, writer)
                        writer.end(event.end)
                case _:
                    assert_never(event)
        page.data = writer.finished()

    def _mark(self, mark: Mark) -> None:
        match mark.name:
            case "CVX":
                self._block = _block_number(mark)
                if not 0 < self._block <= len(self.tree.elements):
                    raise UnsoundPdfError(f"a block with the number {self._block}")
                self._item = self.tree.begin(self._block)
                self._nodes = [inside(self._item, "LBody")] if self._item.role == "LI" else [self._item]
                if self._item.role == "LI":
                    # A label may come first; a body without text is not kept.
                    self._item.kids.clear()
            case "CVE":
                self._nodes, self._item = [], None
            case "CVB":
                if self._item is not None and self._item.role == "LI":
                    self._nodes.append(inside(self._item, "Lbl"))
            case "CVL":
                link = self._body().add("Link")
                link.text = next((one.actual for one in reversed(self._nodes) if one.actual), "")
                self._nodes.append(link)
            case "CVG":
                language = _LANGUAGE.search(mark.properties)
                self._nodes.append(self._body().add("Span", language=language[1].decode() if language else ""))
            case "CVP":
                part = self.tree.begin_part(self._block, self._item) if self._item is not None else None
                if part is None:
                    raise UnsoundPdfError(f"block {self._block} has more parts than the document says")
                self._nodes.append(part)
            case "CVT" if self._is_artifact:
                pass
            case "CVT":
                read = _read(mark)
                for node in self._nodes:
                    node.text += read if node.role == "Link" else ""
                self._nodes.append(self._body().add("Span"))
                self._nodes[-1].actual = read
            case "CVD" | "CVR" | "CVH" | "CVQ" | "CVU":
                if len(self._nodes) > 1:
                    self._nodes.pop()
            case "CVA":
                self._is_artifact = True
            case "CVZ":
                self._is_artifact = False

    def _body(self) -> Node:
        """The innermost node that is open."""
        if not self._nodes:
            raise UnsoundPdfError("a link outside of every block")
        if len(self._nodes) == 1 and self._item is not None and self._item.role == "LI":
            self._nodes[0] = inside(self._item, "LBody")
        return self._nodes[-1]

    def _draw(self, drawing: Drawing, writer: StreamWriter) -> None:
        """Rules and icons are artifacts; what is drawn where a theme gives words for it is part of a sign."""
        if drawing.name and self._nodes and self._nodes[-1].role == "Figure":
            self._nodes[-1].box = drawing.box
            writer.begin(self._nodes[-1], drawing.start)
            writer.end(drawing.end)
            return
        if writer.inner is not None and self._nodes and not self._is_artifact:
            if writer.position <= writer.inner:
                writer.begin(self._body(), writer.inner)
            return
        writer.end(drawing.start)
        writer.replace(drawing.start, drawing.start, b"/Artifact BMC ")
        writer.replace(drawing.end, drawing.end, b" EMC")

    def _show(self, show: Show, number: int, written: bytes, writer: StreamWriter) -> None:
        # What a theme marks begins outside of text objects, and is shown as a whole.
        is_first = writer.inner is None or writer.position <= writer.inner
        place = show.start if writer.inner is None or not is_first else writer.inner
        if self._is_artifact:
            writer.begin(ARTIFACT, place)
            return
        if not self._nodes:
            raise UnsoundPdfError(f"text outside of every block on page {number + 1}: {show.words[0][:_EXCERPT]}")
        node = self._body()
        # What is read of a word from right to left is known without what is shown of it.
        is_in_word = any(one.actual for one in self._nodes)
        writer.begin(node, place)
        is_inner, has_text = writer.inner is not None, writer.inner is not None and self._actual is not None
        if not has_text:
            node.text += "" if is_in_word else " ".join(show.words)
        elif not self._shown:
            node.text += self._actual or ""
        if is_inner:
            self._shown.append(show)
        joint = self._joints.get((number, show.start))
        owed = joint if joint is not None and joint.kind == "space" else None
        if owed is not None:
            node.text += "" if owed.ends_label or is_in_word else " "
            if is_inner:
                self._owed = owed
            if is_inner or owed.ends_label:
                joint = None
        # Nobody reads the glyphs of what has a text.
        new = rewritten(show, joint, written) if not has_text else None
        if new is not None:
            writer.replace(show.start, show.end, new)
        if owed is not None and owed.ends_label and not is_inner:
            writer.end(show.end)
            writer.replace(
                show.end, show.end, b"/Artifact BMC %sEMC " % space_after(show.font, show.font_size, owed.gap)
            )
        if joint is not None and joint.kind != "space" and not has_text:
            writer.page.ending_fonts.add((show.font, joint.kind))
        link = next((one for one in reversed(self._nodes) if one.role == "Link"), None)
        if link is not None:
            writer.page.links.append(LinkPlace(link, show.left, show.baseline))

    def _pay(self, place: int, writer: StreamWriter) -> None:
        if self._owed is not None:
            joint = self._owed
            if joint.ends_label:
                writer.end(place)
            space = space_apart(as_one(self._shown, ""), joint.gap)
            writer.replace(place, place, b" /Artifact BMC %sEMC " % space if joint.ends_label else b" " + space)
            self._owed = None


def _texts(pages: tuple[tuple[Event, ...], ...], elements: tuple[Element, ...]) -> Iterator[tuple[str, list[Shown]]]:
    """What each block says, and how it is shown, over as many pages as it takes."""
    block, shows = 0, list[Shown]()
    is_artifact = is_label = False
    actual: str | None = None
    spoken: list[Show] = []
    for number, events in enumerate(pages):
        for event in events:
            match event:
                # Most of them are shows.
                case Show():
                    if actual is not None:
                        spoken.append(event)
                    elif block and not is_artifact:
                        shows.append(Shown(event, number, is_label))
                case MarkedContent():
                    if actual is not None and spoken and block and not is_artifact:
                        shows.append(Shown(as_one(spoken, actual), number, is_label))
                    actual, spoken = event.actual, []
                case Mark(name="CVX"):
                    block, shows = _block_number(event), []
                case Mark(name="CVE" | "CVP") if 0 < block <= len(elements):
                    yield elements[block - 1].text, shows
                    block, shows = block if event.name == "CVP" else 0, []
                case Mark(name="CVA" | "CVZ"):
                    is_artifact = event.name == "CVA"
                case Mark(name="CVT"):
                    actual, spoken = _read(event).strip(), []
                case Mark(name="CVU"):
                    if actual is not None and spoken and block and not is_artifact:
                        shows.append(Shown(as_one(spoken, actual), number, is_label, is_moved=True))
                    actual, spoken = None, []
                case Mark(name="CVB" | "CVD"):
                    is_label = event.name == "CVB"
                case Mark() | Drawing() | TextEnd():
                    pass
                case _:
                    assert_never(event)


_READ: Final = re.compile(rb"/T <([0-9A-F]*)>")


def _read(mark: Mark) -> str:
    """What is read of a word from right to left."""
    found = _READ.search(mark.properties)
    if found is None:
        raise UnsoundPdfError("a word without its text")
    return from_utf16_digits(found[1])


def _block_number(mark: Mark) -> int:
    found = _DIGITS.search(mark.properties)
    return int(found[0]) if found else 0

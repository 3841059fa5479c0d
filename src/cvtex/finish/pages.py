"""Content streams with the themes' marks, elements -> streams with marked content, structure tree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, assert_never

from cvtex.finish.joints import rewritten, space_after, space_apart, spaced
from cvtex.finish.read_page import ReadPage
from cvtex.finish.stream_writer import ARTIFACT, LinkPlace, StreamWriter, TaggedPage
from cvtex.finish.tree import StructureNode, Tree, inside, label_of
from cvtex.finish.words import Joint, Shown, as_one, drawn_text, joints_of, without_false_blanks
from cvtex.model.element import Element
from cvtex.pdf.content import (
    Drawing,
    Event,
    MarkedContent,
    MarkedPoint,
    Show,
    TextEnd,
)
from cvtex.pdf.values import UnsoundPdfError, from_utf16_digits


def tag_pages(
    pages: tuple[bytes, ...],
    read: tuple[ReadPage, ...],
    elements: tuple[Element, ...],
) -> tuple[tuple[TaggedPage, ...], Tree]:
    """`read`: the events of each page. Raises UnsoundPdfError for text outside all blocks."""
    texts = list(_texts(tuple(page.events for page in read), elements))
    tagger = _Tagger(Tree(elements), joints_of(texts), without_false_blanks(texts))
    for number, page in enumerate(read):
        tagger.read(number, pages[number], page)
    return tuple(tagger.pages), tagger.tree


# Characters of a text to quote in a message.
_EXCERPT: Final = 8
_DIGITS: Final = re.compile(rb"\d+")
_LANGUAGE: Final = re.compile(rb"\(([A-Za-z0-9-]*)\)")


class _Tagger:
    """Tag all pages in one pass: blocks, links and labels may continue on the next page."""

    def __init__(
        self, tree: Tree, joints: Mapping[tuple[int, int], Joint], whole: Mapping[tuple[int, int], Show]
    ) -> None:
        self.tree = tree
        self._joints = joints
        self._whole = whole
        self.pages: list[TaggedPage] = []
        self._block = 0
        self._item: StructureNode | None = None
        self._nodes: list[StructureNode] = []
        # Blocks that go on after the open one: other blocks may be drawn where a page ends within a block.
        self._suspended: list[tuple[int, StructureNode | None, list[StructureNode]]] = []
        self._is_artifact = False
        # Inside the theme's own marked content: its ActualText, its shows, and a space to write after its end.
        self._actual: str | None = None
        self._shown: list[Show] = []
        self._pending_space: Joint | None = None

    def read(self, number: int, data: bytes, read: ReadPage) -> None:
        page = TaggedPage(b"")
        self.pages.append(page)
        writer = StreamWriter(data, number, page)
        for event in read.events:
            match event:
                case Show():
                    whole = self._whole.get((number, event.start))
                    self._show(whole or event, number, spaced(whole) if whole else read.spaced[event.start], writer)
                case MarkedPoint():
                    writer.end(event.start)
                    writer.replace(event.start, event.end, b"")
                    self._mark(event)
                case TextEnd():
                    if writer.inner is None:
                        writer.end(event.start)
                case Drawing():
                    self._draw(event, writer)
                case MarkedContent(name=name, actual=actual):
                    # The theme's own marked content, such as an icon with ActualText, stays nested in ours.
                    if name:
                        writer.inner = event.start
                        self._actual, self._shown = actual, []
                    else:
                        writer.inner = None
                        self._write_pending_space(event.end, writer)
                        writer.end(event.end)
                case _:
                    assert_never(event)
        page.data = writer.finished()

    def _mark(self, mark: MarkedPoint) -> None:
        if self._is_artifact and mark.name != "CVZ":
            # Artifacts, such as the foot of a page, have no structure.
            return
        match mark.name:
            case "CVX":
                self._suspended.append((self._block, self._item, self._nodes))
                self._block = _block_number(mark)
                self._item = self.tree.begin(self._block)
                self._nodes = [inside(self._item, "LBody")] if self._item.role == "LI" else [self._item]
                if self._item.role == "LI":
                    # A label may come first, and an LBody without text must not remain.
                    self._item.kids.clear()
            case "CVE":
                self._block, self._item, self._nodes = self._suspended.pop() if self._suspended else (0, None, [])
            case "CVB":
                if self._item is not None and self._item.role == "LI":
                    self._nodes.append(label_of(self._item))
            case "CVL":
                link = self._body().add("Link")
                link.text = next((one.actual for one in reversed(self._nodes) if one.actual), "")
                self._nodes.append(link)
            case "CVG":
                language = _LANGUAGE.search(mark.properties)
                self._nodes.append(self._body().add("Span", language=language[1].decode() if language else ""))
            case "CVP":
                is_figure = b"/F" in mark.properties
                part = self._item and (
                    self.tree.begin_part(self._block, self._item, is_figure=is_figure)
                    or self.tree.begin_part(self._block, self._item, is_figure=True)
                )
                if part is None:
                    raise UnsoundPdfError(f"block {self._block} has more parts than its element", block=self._block)
                self._nodes.append(part)
            case "CVT":
                word = _word_text(mark)
                for node in self._nodes:
                    node.text += word if node.role == "Link" else ""
                self._nodes.append(self._body().add("Span"))
                self._nodes[-1].actual = word
            case "CVD" | "CVR" | "CVH" | "CVQ" | "CVU":
                if len(self._nodes) > 1:
                    self._nodes.pop()
            case "CVA":
                self._is_artifact = True
            case "CVZ":
                self._is_artifact = False

    def _body(self) -> StructureNode:
        """The innermost open node."""
        if not self._nodes:
            raise UnsoundPdfError("a link is outside all blocks")
        if len(self._nodes) == 1 and self._item is not None and self._item.role == "LI":
            self._nodes[0] = inside(self._item, "LBody")
        return self._nodes[-1]

    def _draw(self, drawing: Drawing, writer: StreamWriter) -> None:
        """Rules and icons are artifacts; drawings inside a figure or the theme's marked content belong to it."""
        if self._nodes and self._nodes[-1].role == "Figure":
            self._nodes[-1].enlarge(drawing.box)
            writer.begin(self._nodes[-1], drawing.start)
            if drawing.name:
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
        # The theme's marked content begins outside text objects, and is tagged as a whole.
        is_first = writer.inner is None or writer.position <= writer.inner
        place = show.start if writer.inner is None or not is_first else writer.inner
        if self._is_artifact:
            writer.begin(ARTIFACT, place)
            return
        if not self._nodes:
            raise UnsoundPdfError(f"text on page {number + 1} is outside all blocks: {show.words[0][:_EXCERPT]}")
        node = self._body()
        if node.role == "Figure":
            node.enlarge((show.left, show.baseline, show.right, show.baseline + show.size))
        # The mark of a right-to-left word contains its text.
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
        space = joint if joint is not None and joint.kind == "space" else None
        if space is not None:
            node.text += "" if space.ends_label or is_in_word else " "
            if is_inner:
                self._pending_space = space
            if is_inner or space.ends_label:
                joint = None
        # Readers ignore glyphs that an ActualText replaces.
        new = rewritten(show, joint, written) if not has_text else None
        if new is not None:
            writer.replace(show.start, show.end, new)
        if space is not None and space.ends_label and not is_inner:
            writer.end(show.end)
            writer.replace(
                show.end, show.end, b"/Artifact BMC %sEMC " % space_after(show.font, show.font_size, space.gap)
            )
        if joint is not None and joint.kind != "space" and not has_text:
            writer.page.ending_fonts.add((show.font, joint.kind))
        link = next((one for one in reversed(self._nodes) if one.role == "Link"), None)
        if link is not None:
            writer.page.links.append(LinkPlace(link, show.left, show.right, show.baseline))

    def _write_pending_space(self, place: int, writer: StreamWriter) -> None:
        if self._pending_space is not None:
            joint = self._pending_space
            if joint.ends_label:
                writer.end(place)
            space = space_apart(as_one(self._shown, ""), joint.gap)
            writer.replace(place, place, b" /Artifact BMC %sEMC " % space if joint.ends_label else b" " + space)
            self._pending_space = None


def _texts(pages: tuple[tuple[Event, ...], ...], elements: tuple[Element, ...]) -> Iterator[tuple[str, list[Shown]]]:
    """The text of each block with its shows, which may span pages."""
    block, shows = 0, list[Shown]()
    suspended: list[tuple[int, list[Shown]]] = []
    is_artifact = is_label = False
    actual: str | None = None
    replaced: list[Show] = []
    for number, events in enumerate(pages):
        for event in events:
            match event:
                # The most frequent event.
                case Show():
                    if actual is not None:
                        replaced.append(event)
                    elif block and not is_artifact:
                        shows.append(Shown(event, number, is_label))
                case MarkedContent():
                    if actual is not None and replaced and block and not is_artifact:
                        shows.append(Shown(as_one(replaced, actual), number, is_label))
                    actual, replaced = event.actual, []
                case MarkedPoint(name="CVX"):
                    suspended.append((block, shows))
                    block, shows = _block_number(event), []
                case MarkedPoint(name="CVP") if 0 < block <= len(elements):
                    yield elements[block - 1].text, shows
                    shows = []
                case MarkedPoint(name="CVE"):
                    if 0 < block <= len(elements):
                        yield drawn_text(elements[block - 1], shows), shows
                    block, shows = suspended.pop() if suspended else (0, [])
                case MarkedPoint(name="CVA" | "CVZ"):
                    is_artifact = event.name == "CVA"
                case MarkedPoint(name="CVT"):
                    actual, replaced = _word_text(event).strip(), []
                case MarkedPoint(name="CVU"):
                    if actual is not None and replaced and block and not is_artifact:
                        shows.append(Shown(as_one(replaced, actual), number, is_label, is_moved=True))
                    actual, replaced = None, []
                case MarkedPoint(name="CVB" | "CVD"):
                    is_label = event.name == "CVB"
                case MarkedPoint() | Drawing() | TextEnd():
                    pass
                case _:
                    assert_never(event)


_WORD_TEXT: Final = re.compile(rb"/T <([0-9A-F]*)>")


def _word_text(mark: MarkedPoint) -> str:
    """The text of a right-to-left word."""
    found = _WORD_TEXT.search(mark.properties)
    if found is None:
        raise UnsoundPdfError("the mark of a word has no text")
    return from_utf16_digits(found[1])


def _block_number(mark: MarkedPoint) -> int:
    found = _DIGITS.search(mark.properties)
    return int(found[0]) if found else 0

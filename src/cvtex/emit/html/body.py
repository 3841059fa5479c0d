"""Blocks -> the elements of the page's body. Which role a block has is what `promises` says, as in the PDF."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias, assert_never

from cvtex.emit.blocks import (
    Block,
    BlockContent,
    Cards,
    Chart,
    Contact,
    Entry,
    FootnoteText,
    Header,
    Heading,
    Headline,
    Name,
    Note,
    Numbered,
    Organisation,
    Paragraph,
    Point,
    Portrait,
    Role,
    Row,
    Term,
    Titled,
)
from cvtex.emit.html import escaping
from cvtex.emit.html.chart import chart_of
from cvtex.emit.html.escaping import Html
from cvtex.emit.html.inline import InlineWriter, direction
from cvtex.emit.promises import outlined
from cvtex.model.element import Element, Series
from cvtex.text.richtext import RichText, plain
from cvtex.text.scripts.bidi import has_right_to_left
from cvtex.value import Struct, Value, field, replace

_LISTS: Final[Mapping[Series, str]] = {
    "point": "ul", "numbered": "ol", "entry": "ul", "term": "dl", "footnote": "ol",
}  # fmt: skip
_NAME_OF_PLACE: Final = re.compile(r"[a-z][a-z0-9_-]*")
# Names of places that the page has itself.
_TAKEN: Final = re.compile(r"content|filter|(?:note|sign|block|chart)-.*")


class Node(Struct):
    """An element in the making. `series`: of a list."""

    name: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    kids: list[Node | Html] = field(default_factory=list)
    series: Series = ""

    def add(self, name: str, attributes: Mapping[str, str | None] | None = None, series: Series = "") -> Node:
        node = Node(name, dict(attributes or {}), series=series)
        self.kids.append(node)
        return node

    def html(self) -> Html:
        inside = [kid.html() if isinstance(kid, Node) else kid for kid in self.kids]
        return escaping.element(self.name, *(Html(f"{kid}\n") for kid in inside), **self.attributes)


Places: TypeAlias = Mapping[int, str]
"""Block -> the name by which a link finds it."""


class Part(Value):
    """A part or a section with its heading, or what stands between two; that has neither title nor place."""

    place: str
    title: RichText
    html: Html


class Body(Value):
    """`top`: who this is. `parts`: the rest. `titles`: of all sections, with their places."""

    top: Html
    parts: tuple[Part, ...]
    titles: tuple[tuple[str, RichText], ...]

    @property
    def main(self) -> Html:
        return escaping.element("main", *(Html(f"{part.html}\n") for part in self.parts), id="content")


class Extra(Value):
    """What is said to programs about an item: attributes of its element, and an empty element in it."""

    attributes: Mapping[str, str | None] = field(default_factory=dict)
    inside: Html = escaping.NOTHING


def body_of(
    blocks: tuple[Block, ...],
    elements: tuple[Element, ...],
    portrait: str,
    extras: Mapping[str, Extra],
) -> Body:
    """`portrait`: address of the photograph. `extras`: by item."""
    places = _places(blocks)
    writer = _BodyWriter(portrait, extras, places)
    for block, element in zip(blocks, elements, strict=True):
        writer.place(block, element)
    titles = tuple((places[block.id], title) for block in blocks if (title := outlined(block)))
    by_place = dict(titles)
    parts = []
    for kid in writer.main.kids:
        place = (kid.attributes.get("aria_labelledby") or "") if isinstance(kid, Node) else ""
        parts.append(Part(place, by_place.get(place, ()), kid.html() if isinstance(kid, Node) else kid))
    return Body(writer.top.html(), tuple(parts), titles)


def _opens_section(content: BlockContent) -> bool:
    return isinstance(content, Heading) and content.level != "group"


def _places(blocks: Iterable[Block]) -> Places:
    """Name sections by their ids, where these can stand in an address."""
    found: dict[int, str] = {}
    taken: set[str] = set()
    for block in blocks:
        if _opens_section(block.content):
            name = str(block.item)
            if not _NAME_OF_PLACE.fullmatch(name) or _TAKEN.fullmatch(name) or name in taken:
                name = f"block-{block.id}"
            taken.add(name)
            found[block.id] = name
    return found


class _BodyWriter:
    def __init__(self, portrait: str, extras: Mapping[str, Extra], places: Places) -> None:
        self._portrait = portrait
        self._extras = extras
        self._places = places
        self.top = Node("header", {"class_": "h-card"})
        self.main = Node("main")
        # What is open: the whole, a part, a section.
        self._open: list[tuple[str, Node]] = [("whole", self.main)]
        self._inline = InlineWriter("1")
        self._sections = 1
        # `auto` if any text of the block has letters that are written from right to left.
        self._direction: str | None = None
        self._is_top = True
        self._had_note = False

    def place(self, block: Block, element: Element) -> None:
        self._direction = "auto" if has_right_to_left(element.text) else None
        is_note = isinstance(block.content, FootnoteText)
        if self._had_note and not is_note:
            # Numbers of footnotes begin again.
            self._sections += 1
            self._inline = InlineWriter(str(self._sections))
        self._had_note = is_note
        parent = self._parent(block)
        if element.role == "LI":
            self._item(parent, block, element)
        elif element.role == "TR":
            table = parent.kids[-1] if parent.kids else None
            if not (isinstance(table, Node) and table.name == "table"):
                table = parent.add("table").add("tbody")
                self._row(table, block)
            else:
                body = table.kids[-1]
                assert isinstance(body, Node)
                self._row(body, block)
        else:
            parent.kids.append(self._block(block, element))

    def _parent(self, block: Block) -> Node:
        """The element that a block stands in. Headings of parts and sections open one."""
        self._is_top = self._is_top and block.item == ""
        if self._is_top:
            return self.top
        content = block.content
        if isinstance(content, Heading) and _opens_section(content):
            while self._open[-1][0] not in ("whole", "part" if content.level == "section" else "whole"):
                self._open.pop()
            name = self._places[block.id]
            self._open.append((content.level, self._open[-1][1].add("section", {"aria_labelledby": name})))
        return self._open[-1][1]

    def _item(self, parent: Node, block: Block, element: Element) -> None:
        for _ in range(element.depth):
            around = _open_list(parent) or _new_list(parent, element.series)
            if not around.kids:
                around.add("li")
            inner = around.kids[-1]
            assert isinstance(inner, Node)
            parent = inner
        last = _open_list(parent)
        if last is None or last.series != element.series:
            last = _new_list(parent, element.series)
        extra = self._extras.get(block.item, Extra())
        # A term and its text are two elements.
        item = last.add("div" if element.series == "term" else "li", extra.attributes)
        kind = "unlabelled" if isinstance(block.content, Numbered) and _stands_alone(block.content) else None
        item.attributes |= {"class_": kind, "lang": element.language or None, "dir": self._direction}
        item.kids += self._item_parts(block.content)
        if extra.inside:
            item.kids.append(extra.inside)

    def _item_parts(self, content: BlockContent) -> list[Node | Html]:
        """The parts of an item of a list."""
        span = self._span
        match content:
            case Point(label, text):
                return _line(span("label-of-point", label), span("", text))
            case Numbered(label, text):
                return _line(span("label", label), self._composed("text", text))
            case Entry(head, details, dates, label):
                inside = _line(span("head", head), self._composed("", details))
                return _line(span("label", label), _whole("span", "text", inside), span("dates", dates))
            case Titled(title, dates, details, text, label):
                first = _line(span("head", title), span("dates", dates))
                return [
                    *_line(span("label", label)),
                    _whole("div", "title", first),
                    *(_whole("div", "below", [span("", one)]) for one in (details, text) if one),
                ]
            case Term(term, text):
                return [
                    escaping.element("dt", self._inline.write(term)),
                    escaping.element("dd", self._inline.write(text)),
                ]
            case FootnoteText(label, text):
                number = plain(label)
                back = escaping.element(
                    "a",
                    escaping.text(number),
                    id=f"note-{self._inline.notes}-{number}",
                    href=f"#sign-{self._inline.notes}-{number}",
                    class_="label",
                )
                return _line(back, span("text", text))
            case _:
                raise AssertionError("only these stand in lists")

    def _row(self, table: Node, block: Block) -> None:
        assert isinstance(block.content, Row)
        label, text = block.content.label, block.content.text
        table.kids.append(
            escaping.element(
                "tr",
                escaping.element("th", self._inline.write(label), scope="row", dir=self._direction_of(label)),
                escaping.element("td", self._inline.write(text), dir=self._direction_of(text)),
            )
        )

    def _block(self, block: Block, element: Element) -> Html:
        """A block outside lists and tables."""
        content, write = block.content, self._inline.write
        attributes: dict[str, str | None] = {"lang": element.language or None, "dir": self._direction}
        match content:
            case Name():
                return self._name(content, attributes)
            case Headline(text):
                return escaping.element("p", write(text), class_="headline p-note", **attributes)
            case Contact():
                return self._contact(content)
            case Header(name, headline, contact, portrait):
                inside = [self._name(name, {"dir": self._direction})]
                if headline.text:
                    inside.append(escaping.element("p", write(headline.text), class_="headline p-note"))
                if contact.lines:
                    inside.append(self._contact(contact))
                parts = [escaping.element("div", *inside, class_="who")]
                if portrait and self._portrait:
                    parts.append(self._photo(portrait))
                return escaping.element("div", *parts, class_="head-of-page")
            case Portrait(description):
                return self._photo(description) if self._portrait else escaping.NOTHING
            case Heading(_, title):
                place = self._places.get(block.id)
                return escaping.element(element.role.lower(), write(title), id=place, **attributes)
            case Organisation(name, where):
                line = _line(self._span("", name), self._span("place", where))
                return escaping.element(element.role.lower(), *_html(line), class_="organisation", **attributes)
            case Note(text):
                return escaping.element("p", write(text), class_="note", **attributes)
            case Paragraph(text, is_in_item):
                return escaping.element("p", write(text), class_="inner" if is_in_item else None, **attributes)
            case Role(title, dates):
                line = _line(self._span("text", title), self._span("dates", dates))
                return escaping.element("p", *_html(line), class_="role", **attributes)
            case Chart():
                return chart_of(content, block.id)
            case Cards(cards):
                return escaping.element("div", *map(self._card, cards), class_="cards")
            case Point() | Numbered() | Entry() | Titled() | Term() | FootnoteText() | Row():
                raise AssertionError("these stand in lists and tables")
            case _:
                assert_never(content)

    def _name(self, name: Name, attributes: Mapping[str, str | None]) -> Html:
        parts = _line(
            self._span("p-honorific-prefix", name.title),
            self._span("p-name", name.name),
            self._span("remark", name.note),
        )
        return escaping.element("h1", *_html(parts), **attributes)

    def _contact(self, contact: Contact) -> Html:
        writer = replace(self._inline, is_contact=True)
        lines = (escaping.element("li", writer.write(line), dir=self._direction_of(line)) for line in contact.lines)
        return escaping.element("ul", *(Html(f"{line}\n") for line in lines), class_="contact", role="list")

    def _photo(self, description: RichText) -> Html:
        return escaping.element("img", class_="u-photo", src=self._portrait, alt=plain(description))

    def _card(self, lines: tuple[RichText, ...]) -> Html:
        inside = (escaping.element("span", self._inline.write(line), dir=self._direction_of(line)) for line in lines)
        return escaping.element("p", escaping.join(*inside, between="\n"), class_="card")

    def _direction_of(self, text: RichText) -> str | None:
        return self._direction and direction(text)

    def _composed(self, name: str, text: RichText) -> Html:
        """A part of a line that has an order of its own, whichever script its first word has: authors, year, title."""
        if not (text and self._direction_of(text)):
            return self._span(name, text)
        writer = replace(self._inline, is_composed=True)
        return escaping.element("span", writer.write(text), class_=name or None, dir="ltr")

    def _span(self, name: str, text: RichText) -> Html:
        """A part of a line with the class `name`; nothing for an empty text."""
        if not text:
            return escaping.NOTHING
        return escaping.element("span", self._inline.write(text), class_=name or None, dir=self._direction_of(text))


def _stands_alone(content: Numbered) -> bool:
    """Whether there is neither a label nor a place for one."""
    return not (content.label or content.is_aligned)


def _line(*parts: Html) -> list[Node | Html]:
    """The parts that are there, with blanks between them."""
    return [part for part in parts if part]


def _html(parts: list[Node | Html]) -> list[Html]:
    return [Html(f"{part} ") for part in parts if not isinstance(part, Node)]


def _whole(name: str, kind: str, parts: list[Node | Html]) -> Html:
    return escaping.element(name, *_html(parts), class_=kind) if parts else escaping.NOTHING


def _open_list(parent: Node) -> Node | None:
    """The list at the end of an element."""
    last = parent.kids[-1] if parent.kids else None
    return last if isinstance(last, Node) and last.series else None


def _new_list(parent: Node, series: Series) -> Node:
    name = _LISTS[series]
    # Without bullets, some browsers no longer say that it is a list.
    return parent.add(name, {"class_": series, "role": None if name == "dl" else "list"}, series)

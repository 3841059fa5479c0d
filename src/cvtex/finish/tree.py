"""Nodes of the structure tree, as they grow while the pages are read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from cvtex.model.element import Element
from cvtex.value import Struct, Value, field


class Content(Value):
    """A sequence of marked content on a page (from 0)."""

    page: int
    number: int


class Annotation(Value):
    """The annotation with this place (from 0) among those of a page."""

    page: int
    place: int


class Node(Struct, eq=False):
    """A structure element. `text` grows with what is shown in it.

    `alternative` is what stands for a picture, `box` where that is: left, bottom, right and top in bp. `actual` is what
    is read of a word from right to left, whose signs stand on the page in another order.
    """

    role: str
    kids: list[Kid] = field(default_factory=list)
    language: str = ""
    series: str = ""
    text: str = ""
    alternative: str = ""
    actual: str = ""
    box: tuple[float, float, float, float] | None = None

    def add(self, role: str, *, language: str = "", series: str = "") -> Node:
        node = Node(role, language=language, series=series)
        self.kids.append(node)
        return node

    def add_content(self, content: Content) -> None:
        """At the end, but before a child that is silent yet: what is shown now stands before what that child will show."""
        last = self.kids[-1] if self.kids else None
        if isinstance(last, Node) and last.is_silent:
            self.kids.insert(-1, content)
        else:
            self.kids.append(content)

    @property
    def is_silent(self) -> bool:
        return not any(isinstance(kid, Content) for node in self.walk() for kid in node.kids)

    def walk(self) -> Iterator[Node]:
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.walk()


Kid: TypeAlias = Node | Content | Annotation


class Tree(Struct):
    """`Document` and, as they begin, the nodes of its blocks."""

    elements: tuple[Element, ...]
    document: Node = field(default_factory=lambda: Node("Document"))

    def begin(self, block: int) -> Node:
        """The node of a block (from 1): an LI in the list that is open, or a child of the document."""
        element = self.elements[block - 1]
        if element.role != "LI":
            return self.document.add(element.role, language=element.language)
        last = self.document.kids[-1] if self.document.kids else None
        if not (isinstance(last, Node) and last.role == "L" and last.series == element.series):
            last = self.document.add("L", series=element.series)
        return last.add("LI", language=element.language)

    def begin_part(self, block: int, item: Node) -> Node | None:
        """The next part of a Div, or None if all have begun."""
        parts = self.elements[block - 1].parts[len(item.kids) :]
        if not parts:
            return None
        node = item.add(parts[0].role, language=parts[0].language)
        if node.role == "Figure":
            node.alternative = parts[0].text
        return node


def inside(node: Node, role: str) -> Node:
    """The last child of this role; it is made if there is none."""
    for kid in reversed(node.kids):
        if isinstance(kid, Node) and kid.role == role:
            return kid
    return node.add(role)

"""Rewrite the content stream of a page from beginning to end, with marked content around what it shows."""

from __future__ import annotations

from typing import Final

from cvtex.finish.tree import Content, StructureNode
from cvtex.finish.words import Ending
from cvtex.value import Struct, Value, field

# Not part of the text: rules, running footers (ISO 32000-1, 14.8.2.2).
ARTIFACT: Final = StructureNode("Artifact")


class LinkPlace(Value):
    """Where text of a link is shown, in bp."""

    node: StructureNode
    left: float
    right: float
    baseline: float


class TaggedPage(Struct):
    """`owners`: the nodes of the page's marked content, by number. `ending_fonts`: fonts that need a copy."""

    data: bytes
    owners: list[StructureNode] = field(default_factory=list)
    links: list[LinkPlace] = field(default_factory=list)
    ending_fonts: set[tuple[str, Ending]] = field(default_factory=set)


class StreamWriter:
    """Collect changes to a page's stream, and track the open marked content."""

    def __init__(self, data: bytes, number: int, page: TaggedPage) -> None:
        self._data = data
        self._number = number
        self._open: StructureNode | None = None
        self._pieces: list[bytes] = []
        self._done = 0
        self.page = page
        # The start of the theme's marked content, while it is open.
        self.inner: int | None = None

    @property
    def position(self) -> int:
        return self._done

    def replace(self, start: int, end: int, new: bytes) -> None:
        self._pieces += (self._data[self._done : start], new)
        self._done = end

    def begin(self, node: StructureNode, place: int) -> None:
        if self._open is node:
            return
        self.end(place)
        if node is ARTIFACT:
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

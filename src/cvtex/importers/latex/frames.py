"""Where the blocks of a LaTeX document go while it is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from cvtex.importers.documents.blocks import Block, Listing
from cvtex.importers.documents.contact_details import ContactDetails
from cvtex.importers.documents.words import Words
from cvtex.importers.latex.scanner import Node, Place
from cvtex.value import Struct, field


class Cell(Struct):
    tex: list[str] = field(default_factory=list)
    at: Place | None = None


class Frame(Struct):
    """Where blocks go. `separator`: what stands for a line end where text is in one line, else None."""

    out: list[Block] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=lambda: [Cell()])
    styles: list[str] = field(default_factory=list)
    starts: bool = True
    is_table: bool = False
    separator: str | None = None
    items: list[tuple[Words | None, list[Block]]] | None = None
    parent: Frame | None = None
    before: list[Block] = field(default_factory=list)

    def add(self, tex: str, at: Place) -> None:
        cell = self.cells[-1]
        if cell.at is None:
            if not tex.strip():
                return
            cell.at = at
        for style in self.styles if tex.strip() else ():
            tex = f"{{\\{style} {tex}}}"
        cell.tex.append(tex)


class Reading(Protocol):
    """What a command needs of the reader. `fields`: parts of the entry that is not complete yet."""

    fields: dict[str, Words]
    names: dict[str, Words]
    extras: list[tuple[str, Words]]
    photo: tuple[str, Place] | None
    bibliographies: list[tuple[str, Place]]
    details: ContactDetails
    beside: Callable[[str, Place], tuple[Node, ...] | None]

    def blocks(self, nodes: tuple[Node, ...]) -> list[Block]: ...
    def inline(self, nodes: tuple[Node, ...], separator: str = " ") -> str: ...
    def words(self, tex: str, at: Place) -> Words: ...
    def argument_words(self, nodes: tuple[Node, ...] | None, at: Place, separator: str = " ") -> Words: ...
    def put(self, frame: Frame, block: Block) -> None: ...
    def heading(self, level: int, words: Words, frame: Frame) -> None: ...
    def end_line(self, frame: Frame) -> None: ...
    def end_paragraph(self, frame: Frame) -> None: ...
    def end_fields(self, frame: Frame) -> None: ...


def add_point(blocks: tuple[Block, ...], label: Words | None, frame: Frame) -> None:
    """Add an item to the list that stands last, or begin a list."""
    if not blocks and not label:
        return
    last = frame.out[-1] if frame.out else None
    if isinstance(last, Listing):
        frame.out[-1] = Listing((*last.items, blocks), (*last.labels, label))
    else:
        frame.out.append(Listing((blocks,), (label,)))


def split_at_commas(source: str) -> list[str]:
    """Split TeX at the commas outside braces."""
    parts, start, depth = [], 0, 0
    for place, sign in enumerate(source):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if sign == "," and depth <= 0:
            parts.append(source[start:place])
            start = place + 1
    return [*parts, source[start:]]

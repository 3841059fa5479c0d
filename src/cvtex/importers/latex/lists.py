"""Lists of a LaTeX document, whose items are read one after the other -> blocks."""

from __future__ import annotations

from cvtex.importers.documents.blocks import Block, Heading, Listing, Works
from cvtex.importers.documents.words import Words
from cvtex.importers.latex.frames import Cell, Frame, Reading
from cvtex.importers.latex.macros import Stream
from cvtex.importers.latex.scanner import Place


def listed(reader: Reading, frame: Frame) -> list[Block]:
    """The frame of a list -> its blocks, with those before the first item and headings among the items."""
    reader.end_line(frame)
    assert frame.items is not None
    found = [*frame.before]
    items: list[tuple[Words | None, tuple[Block, ...]]] = []
    for label, blocks in frame.items:
        # A heading among the items ends the list.
        end = next((number for number, one in enumerate(blocks) if isinstance(one, Heading)), len(blocks))
        if blocks[:end] or label:
            items.append((label, tuple(blocks[:end])))
        if blocks[end:]:
            found += [*_listing(items), *blocks[end:]]
            items = []
    return [*found, *_listing(items)]


def add_blocks(blocks: list[Block], frame: Frame) -> None:
    frame.out += blocks
    frame.starts = True


def end_list(reader: Reading, frame: Frame) -> Frame:
    """Put what was read since an environment began where it began -> the frame there."""
    assert frame.parent is not None
    blocks = listed(reader, frame) if frame.items is not None else frame.out
    add_blocks(blocks, frame.parent)
    return frame.parent


def add_item(reader: Reading, name: str, at: Place, stream: Stream, frame: Frame) -> None:
    r"""Begin the item of `\item` or `\bibitem`; outside of a list, a line."""
    stream.star()
    label = stream.option()
    if name == "bibitem":
        stream.group()
        label = None
    if frame.separator is not None:
        frame.add(" ", at)
        return
    reader.end_line(frame)
    if frame.items is None:
        frame.starts = True
        if label:
            frame.add(reader.inline(label), at)
            frame.cells.append(Cell())
        return
    words = reader.argument_words(label, at) if label else None
    frame.out = []
    frame.items.append((words, frame.out))
    frame.starts = True


def _listing(items: list[tuple[Words | None, tuple[Block, ...]]]) -> list[Block]:
    works = [one for _, blocks in items for one in blocks if isinstance(one, Works)]
    if works and all(isinstance(one, Works) for _, blocks in items for one in blocks):
        # A list of works by their keys.
        return [Works(works[0].span, None, {"keys": ",".join(one.settings.get("keys", "") for one in works)})]
    return [Listing(tuple(one for _, one in items), tuple(label for label, _ in items))] if items else []

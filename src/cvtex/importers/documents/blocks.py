"""What stands in a document, before anybody knows what it means: lines, lists, entries with named parts, headings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from cvtex.diagnostics import Span
from cvtex.importers.documents.words import Words
from cvtex.value import Value, field


class Heading(Value):
    """`level`: 1 for a section, 2 for what is below it. `note`: a remark that is set apart below it."""

    level: int
    words: Words
    note: Words | None = None


class Line(Value):
    """A line of text. `cells`: what stands at the left, and what stands at the right or in further columns.

    `starts`: whether it begins a paragraph.
    """

    cells: tuple[Words, ...]
    starts: bool = False


class Row(Value):
    """A row of a table of several columns."""

    cells: tuple[Words, ...]


class Listing(Value):
    """A list; each item is a list of blocks. `labels`: of the items that have one."""

    items: tuple[tuple[Block, ...], ...]
    labels: tuple[Words | None, ...] = ()


class Pair(Value):
    """A label and what it stands for. `blocks`: lists below it."""

    label: Words
    words: Words
    comment: Words | None = None
    blocks: tuple[Block, ...] = ()


class Entry(Value):
    """An entry whose parts have names: those of `records.Record`. `blocks`: what stands below it."""

    parts: Mapping[str, Words]
    span: Span
    blocks: tuple[Block, ...] = ()


class Works(Value):
    """The works of the bibliographies. `settings`: conditions of a group in cv.yaml."""

    span: Span
    title: Words | None = None
    settings: Mapping[str, str] = field(default_factory=dict)


Block: TypeAlias = "Heading | Line | Row | Listing | Pair | Entry | Works"


def words_in(blocks: tuple[Block, ...]) -> tuple[Words, ...]:
    """Every text, in order."""
    return tuple(_words(blocks))


def _words(blocks: tuple[Block, ...]) -> list[Words]:
    found: list[Words | None] = []
    for block in blocks:
        match block:
            case Heading(_, words, note):
                found += [words, note]
            case Line(cells) | Row(cells):
                found += cells
            case Listing(items, labels):
                for number, item in enumerate(items):
                    found.append(labels[number] if number < len(labels) else None)
                    found += _words(item)
            case Pair(label, words, comment, inner):
                found += [label, words, comment, *_words(inner)]
            case Entry(parts, _, inner):
                found += [*parts.values(), *_words(inner)]
            case Works(_, title):
                found.append(title)
    return [one for one in found if one]

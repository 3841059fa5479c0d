"""The tree of a YAML file before any meaning is given to it: every scalar is text, everything knows its place."""

from __future__ import annotations

from collections.abc import Mapping as AbcMapping
from typing import TypeAlias

from cvtex.diagnostics import Span
from cvtex.value import Value


class Scalar(Value):
    """`text` is what the scalar says, `source` how the file spells it, from the place of `span` on."""

    text: str
    span: Span
    quoted: bool = False
    source: str = ""

    @property
    def is_null(self) -> bool:
        """`key:` with nothing after it, or a bare `null` or `~`."""
        return not self.quoted and self.text in ("", "~", "null")

    def place_of(self, part: str) -> Span:
        """Where `part` of the text stands, or else the whole scalar's place."""
        offset = self.source.find(part) if part else -1
        if offset < 0:
            return self.span
        before = self.source[:offset]
        lines = before.count("\n")
        column = len(before) - before.rfind("\n") if lines else self.span.column + offset
        return Span(self.span.file, self.span.line + lines, column, len(part.partition("\n")[0]))


class Sequence(Value):
    items: tuple[Node, ...]
    span: Span


class Mapping(Value):
    """`keys` has the place of each key, `items` what stands under it; both in the file's order."""

    items: AbcMapping[str, Node]
    keys: AbcMapping[str, Span]
    span: Span


Node: TypeAlias = Scalar | Sequence | Mapping


def overlay(base: Node, upper: Node) -> Node:
    """`upper` merged over `base`: mappings key by key, everything else replaced as a whole."""
    if not (isinstance(base, Mapping) and isinstance(upper, Mapping)):
        return upper
    items = dict(base.items)
    for key, node in upper.items.items():
        items[key] = overlay(items[key], node) if key in items else node
    return Mapping(items, {**base.keys, **upper.keys}, base.span)

"""The tree of a YAML file before it is interpreted: every scalar is text, every node has its place."""

from __future__ import annotations

from collections.abc import Mapping as AbcMapping
from typing import TypeAlias

from cvtex.diagnostics import Span
from cvtex.value import Value


class Scalar(Value):
    """`text` is the value; `source` is its spelling in the file, starting at `span`."""

    text: str
    span: Span
    quoted: bool = False
    source: str = ""

    @property
    def is_null(self) -> bool:
        """`key:` with nothing after it, or a bare `null` or `~`."""
        return not self.quoted and self.text in ("", "~", "null")

    def place_of(self, part: str) -> Span:
        """The place of `part` within the text, or else of the whole scalar."""
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
    """`keys` maps each key to its place, `items` to its value; both in the file's order."""

    items: AbcMapping[str, Node]
    keys: AbcMapping[str, Span]
    span: Span


Node: TypeAlias = Scalar | Sequence | Mapping


def overlay(base: Node, upper: Node) -> Node:
    """Merge `upper` over `base`: mappings key by key; everything else is replaced."""
    if not (isinstance(base, Mapping) and isinstance(upper, Mapping)):
        return upper
    items = dict(base.items)
    for key, node in upper.items.items():
        items[key] = overlay(items[key], node) if key in items else node
    return Mapping(items, {**base.keys, **upper.keys}, base.span)

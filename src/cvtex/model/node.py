"""The tree of a YAML file before it is interpreted: every scalar is text, every node has its place."""

from __future__ import annotations

from collections.abc import Mapping as AbcMapping
from typing import TypeAlias

from cvtex.diagnostics import Span
from cvtex.value import Value


class Comment(Value):
    """A comment after a value in its line. `is_near`: a single blank separates them, as it would two words."""

    text: str
    span: Span
    is_near: bool


class Scalar(Value):
    """`text` is the value; `source` is its spelling in the file, starting at `span`.

    `comment` is what follows in the line, unless the value is in quotes.
    """

    text: str
    span: Span
    quoted: bool = False
    source: str = ""
    comment: Comment | None = None

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
    """`is_flow`: written in brackets."""

    items: tuple[Node, ...]
    span: Span
    is_flow: bool = False


class Mapping(Value):
    """`keys` maps each key to its place, `items` to its value; both in the file's order.

    `is_flow`: written in braces, where a comma ends a value.
    """

    items: AbcMapping[str, Node]
    keys: AbcMapping[str, Span]
    span: Span
    is_flow: bool = False

    def without_value(self, key: str) -> bool:
        """Whether there is only a word, without a colon, where braces expect `key: value`."""
        value = self.items[key]
        return self.is_flow and isinstance(value, Scalar) and value.is_null and not value.text


Node: TypeAlias = Scalar | Sequence | Mapping


def overlay(base: Node, upper: Node) -> Node:
    """Merge `upper` over `base`: mappings key by key; everything else is replaced."""
    if not (isinstance(base, Mapping) and isinstance(upper, Mapping)):
        return upper
    items = dict(base.items)
    for key, node in upper.items.items():
        items[key] = overlay(items[key], node) if key in items else node
    return Mapping(items, {**base.keys, **upper.keys}, base.span, base.is_flow)

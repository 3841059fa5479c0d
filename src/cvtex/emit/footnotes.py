"""Footnotes in composed blocks -> signs in the texts, and blocks with the notes, to be printed below them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias, assert_never

from cvtex.diagnostics import Span
from cvtex.emit.blocks import BlockContent, FootnoteText, map_texts
from cvtex.text.richtext import (
    Footnote,
    InLanguage,
    Inline,
    LineBreak,
    Link,
    Math,
    NoBreak,
    RichText,
    Styled,
    has_footnote,
)
from cvtex.value import Struct, field, replace

UnnumberedBlock: TypeAlias = tuple[BlockContent, Span, str]
"""A block without its number: content, source span, id of its item."""


class Footnotes(Struct):
    """Numbers the footnotes of a section. `count`: of those so far. `notes`: their blocks, in order."""

    count: int = 0
    notes: list[UnnumberedBlock] = field(default_factory=list)

    def signed(self, placed: Iterable[UnnumberedBlock]) -> Iterator[UnnumberedBlock]:
        """Replace the footnotes by their signs."""
        for content, span, item in placed:
            taking = _Taking(self.count)
            changed = map_texts(content, taking.text)
            for note in taking.notes:
                self.count += 1
                self.notes.append((FootnoteText((str(self.count),), note), span, item))
            yield changed, span, item


class _Taking:
    """Takes the notes out of the texts of a block. Texts without notes stay the same objects."""

    def __init__(self, count: int) -> None:
        self._count = count
        self.notes: list[RichText] = []

    def text(self, text: RichText) -> RichText:
        return self._within(text, "") if has_footnote(text) else text

    def _within(self, text: RichText, language: str) -> RichText:
        out: list[Inline] = []
        for place, node in enumerate(text):
            # The signs 2 and 3 beside each other would be 23.
            if place and isinstance(node, Footnote) and isinstance(text[place - 1], Footnote):
                out.append(Styled("superscript", (",",)))
            out.append(self._node(node, language))
        return tuple(out)

    def _node(self, node: Inline, language: str) -> Inline:
        match node:
            case Footnote(content):
                self.notes.append((InLanguage(language, content),) if language else content)
                return Styled("note", (str(self._count + len(self.notes)),))
            case InLanguage(own, content):
                return InLanguage(own, self._within(content, own))
            case Styled() | Link() | NoBreak():
                return replace(node, content=self._within(node.content, language))
            case str() | Math() | LineBreak():
                return node
            case _:
                assert_never(node)

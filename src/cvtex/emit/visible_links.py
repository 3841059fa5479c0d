"""Blocks -> blocks whose links can all be seen: a link around nothing that prints shows its address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from cvtex.emit.blocks import Block, map_texts
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
    is_visible,
    links,
)
from cvtex.text.web_address import without_scheme
from cvtex.value import replace


def with_visible_links(blocks: Iterable[Block]) -> tuple[Block, ...]:
    return tuple(
        replace(block, content=map_texts(block.content, _changed))
        if any(not is_visible(link.content) for text in block.texts for link in links(text))
        else block
        for block in blocks
    )


def _changed(text: RichText) -> RichText:
    return tuple(map(_node, text))


def _node(node: Inline) -> Inline:
    match node:
        case Link(url, content) if not is_visible(content):
            return Link(url, (without_scheme(url) or url,))
        case str() | Math() | LineBreak():
            return node
        case Styled() | Link() | NoBreak() | InLanguage() | Footnote():
            return replace(node, content=_changed(node.content))
        case _:
            assert_never(node)

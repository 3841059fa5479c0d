"""Blocks -> blocks whose links can all be seen.

A link around nothing that prints shows its address. Blanks at the ends of a link stand outside of it: where a line ends
in one, the link would go on to the next line with nothing in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, assert_never

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

_BLANKS: Final = " \t\n"


def with_visible_links(blocks: Iterable[Block]) -> tuple[Block, ...]:
    return tuple(
        replace(block, content=map_texts(block.content, _changed))
        if any(not is_visible(link.content) or _ends_in_blanks(link) for text in block.texts for link in links(text))
        else block
        for block in blocks
    )


def _changed(text: RichText) -> RichText:
    return tuple(one for node in text for one in _nodes(node))


def _nodes(node: Inline) -> Iterator[Inline]:
    match node:
        case Link(url, content) if not is_visible(content):
            yield Link(url, (without_scheme(url) or url,))
        case Link() if _ends_in_blanks(node):
            yield from _with_blanks_outside(node)
        case str() | Math() | LineBreak():
            yield node
        case Styled() | Link() | NoBreak() | InLanguage() | Footnote():
            yield replace(node, content=_changed(node.content))
        case _:
            assert_never(node)


def _ends_in_blanks(link: Link) -> bool:
    return any(isinstance(end, str) and end != end.strip(_BLANKS) for end in (link.content[0], link.content[-1]))


def _with_blanks_outside(link: Link) -> Iterator[Inline]:
    content = [*link.content]
    before = after = ""
    if isinstance(first := content[0], str):
        content[0] = first.lstrip(_BLANKS)
        before = " " * (content[0] != first)
    if isinstance(last := content[-1], str):
        content[-1] = last.rstrip(_BLANKS)
        after = " " * (content[-1] != last)
    yield from (before,) if before else ()
    yield replace(link, content=_changed(tuple(one for one in content if one != "")))
    yield from (after,) if after else ()

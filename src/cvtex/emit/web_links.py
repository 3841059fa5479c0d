"""Blocks -> blocks with links as the rules require: kept, with printed addresses, or as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from cvtex.emit.blocks import Block, map_texts
from cvtex.model.layout import PrintedLinks
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
    merge_strings,
    plain,
)
from cvtex.text.web_address import without_scheme
from cvtex.value import replace


def with_links(blocks: Iterable[Block], links: PrintedLinks) -> tuple[Block, ...]:
    """Apply the rule for links.

    `visible`: print the address in brackets after a link whose text does not show it. `printed`: the same, without the
    link. `none`: no links and no addresses.
    """
    if links == "allowed":
        return tuple(blocks)

    def change(text: RichText) -> RichText:
        return merge_strings(tuple(_changed(text, links)))

    return tuple(replace(block, content=map_texts(block.content, change)) for block in blocks)


def _changed(text: RichText, links: PrintedLinks) -> Iterator[Inline]:
    for node in text:
        match node:
            case Link(url, content) if links == "none":
                yield from _changed(content, links)
            case Link(url, content):
                yield from _changed(content, "none") if links == "printed" else (node,)
                if not _shows(plain(content), url):
                    yield f" ({without_scheme(url)})"
            case Styled() | NoBreak() | InLanguage() | Footnote():
                yield replace(node, content=merge_strings(tuple(_changed(node.content, links))))
            case str() | Math() | LineBreak():
                yield node
            case _:
                assert_never(node)


def _shows(text: str, url: str) -> bool:
    """Whether the text shows the address, or a part of it with a slash."""
    address, text = without_scheme(url).casefold(), text.casefold()
    return address in text or (text in address and "/" in text)

"""What the document, once it is a PDF, must hold: its links, its outline, and all that it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cvtex import latex
from cvtex.emit.blocks import Block
from cvtex.emit.document import OUTLINED
from cvtex.text.richtext import links, plain


def printed_links(blocks: Iterable[Block]) -> frozenset[str]:
    """The targets of all links as they stand in a PDF: percent-encoded."""
    return frozenset(
        latex.encoded_url(link.url) for block in blocks for argument in block.arguments for link in links(argument)
    )


def outline_titles(blocks: Iterable[Block]) -> tuple[str, ...]:
    return tuple(plain(block.arguments[0]) for block in blocks if block.form in OUTLINED)


def printed_texts(blocks: Iterable[Block]) -> Iterator[tuple[Block, str]]:
    """All that each block says, in order, with the signs that are printed."""
    for block in blocks:
        for argument in block.arguments:
            text = latex.printed(plain(argument))
            if text.strip():
                yield block, text

"""What the document, once it is a PDF, must hold: its links, its outline, and the texts that nobody may miss."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cvtex import latex
from cvtex.emit.blocks import Block
from cvtex.emit.document import OUTLINED
from cvtex.reference import Reference
from cvtex.richtext import links, plain, searchable


def printed_links(blocks: Iterable[Block]) -> frozenset[str]:
    """The targets of all links as they stand in a PDF: percent-encoded."""
    return frozenset(
        latex.encoded_url(link.url) for block in blocks for argument in block.arguments for link in links(argument)
    )


def outline_titles(blocks: Iterable[Block]) -> tuple[str, ...]:
    return tuple(plain(block.arguments[0]) for block in blocks if block.form in OUTLINED)


def promised_texts(references: Iterable[Reference]) -> Iterator[tuple[str, str, Reference]]:
    """(what, text, reference) for each title, each form of the owner's name, and all that a reference says.

    The first two are in the third, but tell more precisely what is missing.
    """
    for reference in references:
        yield from (("title", piece, reference) for piece in searchable(reference.title))
        yield from (("text", piece, reference) for piece in searchable(reference.text))
        yield from (("owner's name", name, reference) for name in reference.owner)


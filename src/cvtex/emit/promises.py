"""What the document, once it is a PDF, must hold: its links, its outline, and the texts that nobody may miss."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cvtex import latex
from cvtex.emit.blocks import Block
from cvtex.reference import Reference
from cvtex.richtext import links, plain, searchable


def printed_links(blocks: Iterable[Block]) -> frozenset[str]:
    """The targets of all links as they stand in a PDF: percent-encoded."""
    return frozenset(
        latex.encoded_url(link.url) for block in blocks for argument in block.arguments for link in links(argument)
    )


def outline_titles(blocks: Iterable[Block]) -> tuple[str, ...]:
    return tuple(plain(block.arguments[0]) for block in blocks if block.form == "section")


def printed_names_and_titles(references: Iterable[Reference]) -> Iterator[tuple[str, str, Reference]]:
    """(what, text, reference) for each title and each form of the owner's name."""
    for reference in references:
        yield from (("title", piece, reference) for piece in searchable(reference.title))
        yield from (("owner's name", name, reference) for name in reference.owner)


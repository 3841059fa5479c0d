"""Which characters the eight-bit route (pdfLaTeX with T1 and TS1 fonts) can set.

Everything else needs LuaLaTeX or XeLaTeX and a font that has it.
"""

from __future__ import annotations

from collections.abc import Iterable

from cvtex import latex
from cvtex.diagnostics import Span
from cvtex.emit.blocks import Block
from cvtex.richtext import strings

_EIGHT_BIT = frozenset(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180)])) | frozenset("–—‘’“”„‚…•€™†‡")


def foreign_characters(blocks: Iterable[Block]) -> dict[str, Span]:
    """Characters that pdfLaTeX cannot set, in the order of their first appearance, with the item where they stand."""
    found: dict[str, Span] = {}
    for block in blocks:
        for argument in block.arguments:
            for string in strings(argument):
                for character in string:
                    if character not in _EIGHT_BIT and character not in latex.REPLACED:
                        found.setdefault(character, block.span)
    return found

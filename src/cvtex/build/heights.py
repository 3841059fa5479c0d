"""Heights of blocks in one layout: theme, sizes, paper, language, engine and fonts."""

from __future__ import annotations

from collections.abc import Mapping

from cvtex.cache.fingerprint import fingerprint
from cvtex.emit.blocks import Block
from cvtex.fit.problem import Box, Spacing
from cvtex.value import Value


class Heights(Value):
    """`boxes` by the keys of blocks; `room` is the height of a page's text in sp."""

    boxes: Mapping[str, Box]
    spacing: Mapping[str, Spacing]
    room: int


def block_key(block: Block) -> str:
    """What the block says, and of which kind it is; not where it comes from, nor its number."""
    return fingerprint((type(block.content).__name__, block.content))

"""Heights of blocks as they were measured, kept from one build to the next: by layout, and in it by block.

A layout is everything that decides on a block's height but the block: theme, sizes, paper, language, engine, fonts and
the program itself. What cannot be read counts as not there, and what cannot be written is measured again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from cvtex.cache_files import CacheFiles
from cvtex.emit.blocks import Block
from cvtex.fit.problem import Box, Spacing
from cvtex.value import Value, replace

# Older heights are forgotten, so that a file stays small.
_MOST_BLOCKS = 4000


class Heights(Value):
    """`boxes` by the digest of a block; `room` is the height of a page's text in sp."""

    boxes: Mapping[str, Box]
    spacing: Mapping[str, Spacing]
    room: int


def digest(block: Block) -> str:
    """What kind of block it is and what it says; not where it comes from, nor its number."""
    return hashlib.sha256(repr(block.content).encode()).hexdigest()[:32]


def layout_name(parts: Iterable[object], files: Mapping[str, bytes]) -> str:
    """A name for a layout: `parts` are values with a repr that tells all of them, `files` those of the theme."""
    found = hashlib.sha256(repr(tuple(parts)).encode())
    for name, data in sorted(files.items()):
        found.update(repr((name, len(data))).encode())
        found.update(data)
    return found.hexdigest()[:32]


class HeightCache(Value):
    folder: Path

    @property
    def files(self) -> CacheFiles:
        return CacheFiles(self.folder, "heights")

    def read(self, layout: str) -> Heights | None:
        found = self.files.read(layout, Heights)
        return found if found and found.room > 0 else None

    def write(self, layout: str, heights: Heights) -> None:
        boxes = dict(list(heights.boxes.items())[-_MOST_BLOCKS:])
        self.files.write(layout, replace(heights, boxes=boxes))

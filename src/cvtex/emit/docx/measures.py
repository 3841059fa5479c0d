"""A look -> the lengths of Word's pages, in points."""

from __future__ import annotations

from cvtex.emit.blocks import Block, Entry, Numbered, Titled
from cvtex.emit.writer import Look
from cvtex.model.design import PAPER_SIZES, SIDES
from cvtex.text.richtext import plain
from cvtex.value import Value

_DEFAULT_MARGIN = 62.0
_CLOSENESS = {"compact": 0.6, "normal": 1.0, "airy": 1.4}


class Measures(Value):
    """`margins`: by side. `gap`: between items. `label`: the width of the widest number with the space after it."""

    font_size: float
    paper: tuple[float, float]
    margins: dict[str, float]
    line_spacing: float
    gap: float
    label: float

    @property
    def text_width(self) -> float:
        return self.paper[0] - self.margins["left"] - self.margins["right"]

    @property
    def indent(self) -> float:
        return self.font_size * 1.4


def measures_of(look: Look, blocks: tuple[Block, ...]) -> Measures:
    design, least = look.design, look.layout.margins
    margins = {}
    for side in SIDES:
        length = getattr(design.margins, side, None)
        points = _DEFAULT_MARGIN if length is None else float(length.bp)
        margins[side] = max(points, getattr(least, side)) if least else points
    size = look.font_size
    return Measures(
        size,
        PAPER_SIZES[look.paper],
        margins,
        max(design.line_spacing or 1.3, look.layout.leading),
        size * 0.4 * _CLOSENESS[design.items or "normal"],
        _label_width(blocks, size),
    )


def _label_width(blocks: tuple[Block, ...], size: float) -> float:
    """Estimate from the number of characters: half an em each, with half an em of space."""
    labels = (block.content.label for block in blocks if isinstance(block.content, Entry | Numbered | Titled))
    longest = max((len(plain(label)) for label in labels), default=2)
    return size * (0.55 * max(longest, 2) + 0.6)

"""A look -> the lengths of Word's pages, in points."""

from __future__ import annotations

from cvtex.diagnostics import column_width
from cvtex.emit.blocks import Block, Entry, Numbered, Role, Titled
from cvtex.emit.docx.fonts import WordFonts
from cvtex.emit.writer import Look
from cvtex.model.design import PAPER_SIZES, SIDES
from cvtex.text.richtext import RichText, plain
from cvtex.value import Value

_DEFAULT_MARGIN = 62.0
_CLOSENESS = {"compact": 0.6, "normal": 1.0, "airy": 1.4}
# In ems: what Arial has, on average. Word's other families are narrower.
_NARROW, _LETTER, _CAPITAL, _WIDE = 0.29, 0.54, 0.65, 1.0
_NARROW_CHARACTERS = frozenset(" \u00a0.,:;·'’|!()ijlftrI-")
_BROAD_CHARACTERS = frozenset("@mw")
_NARROWER, _NARROWER_FAMILIES = 0.94, frozenset({"Calibri", "Cambria", "Garamond", "Times New Roman"})
# Of the text's width.
_WIDEST_DATES = 0.23


class Measures(Value):
    """`margins`: by side. `closeness`: of items. `label`: the width of the widest number with the space after it.

    `breadth`: of letters, against Arial. `has_dates_first`: dates stand at the left, in a column of the width `dates`.
    """

    font_size: float
    aside: float
    paper: tuple[float, float]
    margins: dict[str, float]
    line_spacing: float
    closeness: float
    label: float
    dates: float
    breadth: float = 1.0
    has_dates_first: bool = False

    @property
    def text_width(self) -> float:
        return self.paper[0] - self.margins["left"] - self.margins["right"]

    def width(self, text: RichText, size: float) -> float:
        """Estimate the width of a text: Word's fonts are not known here."""
        return _width(text, size) * self.breadth

    @property
    def indent(self) -> float:
        return self.font_size * 1.2

    @property
    def contact(self) -> float:
        """The size of contact details."""
        return self.font_size * 0.95

    @property
    def after_label(self) -> float:
        return self.font_size * 0.6

    @property
    def gap(self) -> float:
        """Between items."""
        return self.font_size * 0.45 * self.closeness


def measures_of(look: Look, fonts: WordFonts, blocks: tuple[Block, ...]) -> Measures:
    design, least = look.design, look.layout.margins
    margins = {}
    for side in SIDES:
        length = getattr(design.margins, side, None)
        points = _DEFAULT_MARGIN if length is None else float(length.bp)
        margins[side] = max(points, getattr(least, side)) if least else points
    size = look.font_size
    aside = max(size * 0.9, look.layout.least_other)
    width = PAPER_SIZES[look.paper][0] - margins["left"] - margins["right"]
    contents = [block.content for block in blocks]
    breadth = _NARROWER if {fonts.text, fonts.headings} <= _NARROWER_FAMILIES else 1.0
    labels = [_width(one.label, aside) for one in contents if isinstance(one, Entry | Numbered | Titled)]
    dates = [_width(one.dates, aside) for one in contents if isinstance(one, Entry | Role | Titled)]
    return Measures(
        size,
        aside,
        PAPER_SIZES[look.paper],
        margins,
        max(design.line_spacing or 1.3, look.layout.leading),
        _CLOSENESS[design.items or "normal"],
        max([aside, *labels]) + size * 0.6,
        min(max([size, *dates]) + size * 1.2, width * _WIDEST_DATES),
        breadth,
        design.dates in {"left", "margin"},
    )


def _width(text: RichText, size: float) -> float:
    return size * sum(map(_ems, plain(text)))


def _ems(character: str) -> float:
    if character in _NARROW_CHARACTERS:
        return _NARROW
    if column_width(character) > 1:
        return _WIDE
    return _CAPITAL if character.isupper() or character in _BROAD_CHARACTERS else _LETTER

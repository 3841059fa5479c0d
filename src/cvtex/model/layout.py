"""Page layout required by a variant or a funder's profile, on top of the theme. Lengths are in bp."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from cvtex.value import Value, field

# A family or any clone with its metrics: TeX Gyre Termes or Nimbus Roman for Times, TeX Gyre Heros or Nimbus Sans for
# Arial (Helvetica).
FontFamily = Literal["times", "arial"]
# Links; links with printed addresses; printed addresses only; neither.
PrintedLinks = Literal["allowed", "visible", "printed", "none"]

# Characters in a line of plain text: a terminal, and a mail that is quoted, have room for them.
WIDTH: Final = 78
# Single spacing of Times New Roman and Arial in word processors, as a multiple of the font size.
SINGLE_SPACING = 1.15
_SAME_METRICS = {
    "times": "times new roman",
    "nimbus roman": "times new roman",
    "helvetica": "arial",
    "palatino": "palatino linotype",
}


def metrics_of(family: str) -> str:
    """A font family -> the best-known family with its metrics, folded: `Helvetica` -> `arial`."""
    return _SAME_METRICS.get(family.casefold(), family.casefold())


class Margins(Value):
    """Minimum margins. A theme with wider margins keeps them."""

    left: float
    right: float
    top: float
    bottom: float
    empty: bool = False


class Layout(Value):
    """Limits on a theme. None and 0 leave the theme as it is.

    `least_text` and `least_other`: minimum font size of running text, and of labels, dates, footers and notes.
    `leading`: minimum distance of baselines, as a multiple of the font size.
    `has_foot`: False omits running footers and page numbers. `for_press`: pages have a trim box and a crop box.
    """

    margins: Margins | None = None
    least_text: float = 0.0
    least_other: float = 0.0
    leading: float = 0.0
    family: FontFamily | None = None
    has_foot: bool = True
    for_press: bool = False


class PageMaking(Value):
    """Page breaks and vertical stretch, as solved.

    `breaks`: by block number, the lines of the block after which a page begins; 0 is before the block.
    `spreads`: for each page, the stretch of its gaps in thousandths.
    """

    breaks: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    spreads: tuple[int, ...] = ()

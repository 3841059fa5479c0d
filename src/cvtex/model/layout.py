"""How pages are laid out beyond what a theme says: the demands of a limit or a funder's profile. Lengths in bp."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from cvtex.value import Value, field

# A family's metrics, by whichever of its clones is installed: TeX Gyre Termes or Nimbus Roman for Times, TeX Gyre Heros
# or Nimbus Sans for Arial (Helvetica), which share the widths.
FontFamily = Literal["times", "arial"]
# Links as they are; with their addresses in print; addresses in print without links; neither.
PrintedLinks = Literal["allowed", "visible", "printed", "none"]

# Word processors' single spacing of Times New Roman and Arial, as a multiple of the size of type.
SINGLE_SPACING = 1.15
_SAME_METRICS = {
    "times": "times new roman",
    "nimbus roman": "times new roman",
    "helvetica": "arial",
    "palatino": "palatino linotype",
}


def metrics_of(family: str) -> str:
    """A family that a rule names -> the best-known one with its metrics, folded: `Helvetica` -> `arial`."""
    return _SAME_METRICS.get(family.casefold(), family.casefold())


class Margins(Value):
    """Least margins: a theme with wider ones keeps its own."""

    left: float
    right: float
    top: float
    bottom: float
    empty: bool = False


class Layout(Value):
    """What a theme must keep to. None and 0 leave the theme as it is.

    `least_text` and `least_other`: least size of type of running text, and of labels, dates, feet and notes.
    `leading`: least distance of baselines, as a multiple of the size of the type.
    `has_foot`: False prints neither running feet nor page numbers. `for_press`: the pages state their boxes.
    """

    margins: Margins | None = None
    least_text: float = 0.0
    least_other: float = 0.0
    leading: float = 0.0
    family: FontFamily | None = None
    has_foot: bool = True
    for_press: bool = False


class PageMaking(Value):
    """The pages as they were solved.

    `breaks`, by block number: the numbers of lines of the block after which a page begins; 0 is before the block.
    `spreads`, one a page: by how many thousandths its gaps are widened.
    """

    breaks: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    spreads: tuple[int, ...] = ()

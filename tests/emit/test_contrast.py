"""Every colour of text in every theme has a contrast of at least 4.5:1 on white (WCAG 2.1, 1.4.3)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

THEMES = Path(__file__).parents[2] / "styles" / "themes"
ACCENT = re.compile(r"\\cvdesignaccent\}?\{(..)(..)(..)\}")
# White is for text on a band of the accent colour.
GREY = re.compile(r"\\definecolor\{\w+\}\{gray\}\{(?!1\})([\d.]+)\}")


def contrast(red: float, green: float, blue: float) -> float:
    """Contrast with white, from relative luminance as WCAG defines it."""
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in (red, green, blue)]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


@pytest.mark.parametrize(
    ("colour", "expected"),
    [((0, 0, 0), 21.0), ((1, 1, 1), 1.0), ((0.4667, 0.4667, 0.4667), 4.48)],
    ids=["black", "white", "grey"],
)
def test_contrast_by_known_values(colour: tuple[float, float, float], expected: float) -> None:
    assert contrast(*colour) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize("path", sorted(THEMES.glob("cvtex-*.sty")), ids=lambda path: path.stem)
def test_text_is_dark_enough(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    accents = [[int(part, 16) / 255 for part in parts] for parts in ACCENT.findall(source)]
    greys = [[float(part)] * 3 for part in GREY.findall(source)]
    found = [contrast(*colour) for colour in (*accents, *greys)]
    assert [] == [value for value in found if value < 4.5]


def test_text_never_has_an_ornament_colour() -> None:
    """Only rules follow a change to an ornament colour."""
    uses = re.findall(r"\\color\{cvrule\}(\\\w+)", (THEMES / "cvtex-look.sty").read_text(encoding="utf-8"))
    assert uses
    assert set(uses) <= {"\\hrule", "\\vrule", "\\leaders"}

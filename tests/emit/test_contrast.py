"""Every colour of text in every theme has a contrast of at least 4.5:1 on white (WCAG 2.1, 1.4.3)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

THEMES = Path(__file__).parents[2] / "styles" / "themes"
DEFINED = re.compile(r"\\definecolor\{(\w+)\}\{(?:rgb|gray)\}\{([\d.,]+)\}")
# Rules only: they repeat what white space and headings show.
ORNAMENTS = {"cvrule"}


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


def colour_of(parts: str) -> tuple[float, float, float]:
    numbers = [float(part) for part in parts.split(",")]
    red, green, blue = numbers * 3 if len(numbers) == 1 else numbers
    return red, green, blue


@pytest.mark.parametrize("theme", sorted(THEMES.glob("cvtex-*.sty")), ids=lambda path: path.stem)
def test_text_is_dark_enough(theme: Path) -> None:
    source = theme.read_text(encoding="utf-8")
    found = {name: contrast(*colour_of(parts)) for name, parts in DEFINED.findall(source)}
    assert source.count("\\definecolor") == len(found) >= 4
    assert [] == [f"{name} {value:.2f}:1" for name, value in found.items() if name not in ORNAMENTS and value < 4.5]


@pytest.mark.parametrize("theme", sorted(THEMES.glob("cvtex-*.sty")), ids=lambda path: path.stem)
def test_text_never_has_an_ornament_colour(theme: Path) -> None:
    """Only rules follow a change to an ornament colour."""
    uses = re.findall(r"\\color\{cvrule\}(\\\w+)", theme.read_text(encoding="utf-8"))
    assert uses
    assert set(uses) <= {"\\hrule", "\\vrule", "\\leaders"}

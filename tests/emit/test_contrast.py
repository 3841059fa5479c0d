"""Every colour of text in every theme has a contrast of at least 4.5:1 on white (WCAG 2.1, 1.4.3)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

THEMES = Path(__file__).parents[2] / "styles" / "themes"
DEFINED = re.compile(r"\\definecolor\{(\w+)\}\{(?:rgb|gray)\}\{([\d.,]+)\}")
# Rules only; nothing is told by them that white space and headings do not tell.
ORNAMENTS = {"cvrule"}


def contrast(red: float, green: float, blue: float) -> float:
    """With white, by WCAG's formulas of relative luminance."""
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
def test_text_has_no_colour_of_ornaments(theme: Path) -> None:
    """After the colour of ornaments comes a rule, never a text."""
    uses = re.findall(r"\\color\{cvrule\}(\\\w+)", theme.read_text(encoding="utf-8"))
    assert uses
    assert set(uses) <= {"\\hrule", "\\vrule", "\\leaders"}

"""Colours, and how well they can be read (WCAG 2.2, contrast ratio)."""

from __future__ import annotations

from typing import Final

from cvtex.diagnostics import Span
from cvtex.value import Value

WHITE: Final = "FFFFFF"
# The least contrast of text that everybody can read (success criterion 1.4.3).
READABLE: Final = 4.5


class Colour(Value):
    """`rgb`: six hexadecimal digits, upper case. `written`: as in cv.yaml, such as navy or #000080."""

    rgb: str
    written: str
    span: Span

    def __str__(self) -> str:
        return self.written


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def darkened(rgb: str, least: float) -> str:
    """The nearest darker shade of a colour whose contrast on white is at least `least`."""
    channels = [int(rgb[place : place + 2], 16) for place in (0, 2, 4)]
    for percent in range(100, -1, -1):
        shade = "".join(f"{channel * percent // 100:02X}" for channel in channels)
        if contrast(shade, WHITE) >= least:
            return shade
    return "000000"


def _luminance(rgb: str) -> float:
    red, green, blue = (_linear(int(rgb[place : place + 2], 16) / 255) for place in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)

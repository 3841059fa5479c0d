"""Colours, and how well they can be read (WCAG 2.2, contrast ratio)."""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls
from typing import Final

from cvtex.diagnostics import Span
from cvtex.value import Value

WHITE: Final = "FFFFFF"
BLACK: Final = "000000"
# The least contrast of text that everybody can read (success criterion 1.4.3).
READABLE: Final = 4.5
# The least contrast of what must be seen, such as the bars of a chart (1.4.11), with a reserve for rounding.
VISIBLE: Final = 3.1


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


def tint(rgb: str, ground: str = WHITE) -> str:
    """The tint behind headings and side columns, as cvtex-look.sty mixes it: one part of colour in ten."""
    mixed = zip(_channels(rgb), _channels(ground), strict=True)
    return "".join(f"{below - round((below - channel) / 10):02X}" for channel, below in mixed)


def darkened(rgb: str, least: float, *, tinted: bool = False) -> str:
    """The nearest darker shade of a colour whose contrast on white, or on its tint, is at least `least`."""
    for percent in range(100, -1, -1):
        shade = "".join(f"{channel * percent // 100:02X}" for channel in _channels(rgb))
        if contrast(shade, tint(shade) if tinted else WHITE) >= least:
            return shade
    return "000000"


def lightened(rgb: str, least: float, ground: str) -> str:
    """The nearest lighter shade of the same hue whose contrast on a dark ground is at least `least`."""
    hue, light, saturation = rgb_to_hls(*(channel / 255 for channel in _channels(rgb)))
    for percent in range(101):
        shade = hls_to_rgb(hue, light + (1 - light) * percent / 100, saturation)
        written = "".join(f"{round(channel * 255):02X}" for channel in shade)
        if contrast(written, ground) >= least:
            return written
    return WHITE


def faintest(rgb: str, least: float, ground: str) -> str:
    """A colour mixed with its ground, as much as a contrast of at least `least` allows."""
    for percent in range(101):
        mixed = (
            below + (channel - below) * percent // 100
            for channel, below in zip(_channels(rgb), _channels(ground), strict=True)
        )
        shade = "".join(f"{channel:02X}" for channel in mixed)
        if contrast(shade, ground) >= least:
            return shade
    return rgb


def _channels(rgb: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(rgb))


def _luminance(rgb: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(rgb))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)

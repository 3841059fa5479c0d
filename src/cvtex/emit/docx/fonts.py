"""Font families -> those that Word has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cvtex.emit.writer import Look
from cvtex.value import Value

# The families of the themes are rarely installed where Word is. Each is replaced by the nearest one that comes with
# Word on Windows and on macOS. Any other family is one of the author's own, and keeps its name.
_NEAREST: Final[Mapping[str, str]] = {
    "charter": "Cambria",
    "eb garamond": "Garamond",
    "gentium book plus": "Cambria",
    "lato": "Calibri",
    "latin modern": "Cambria",
    "open sans": "Calibri",
    "roboto": "Arial",
    "source sans": "Calibri",
    "source sans 3": "Calibri",
    "source serif": "Cambria",
    "tex gyre heros": "Arial",
    "tex gyre termes": "Times New Roman",
    "times": "Times New Roman",
}
_CODE: Final = "Courier New"
# By what a funder's rules ask for.
_REQUIRED: Final[Mapping[str, str]] = {"times": "Times New Roman", "arial": "Arial"}


class WordFonts(Value):
    text: str
    headings: str
    code: str


def word_fonts(look: Look) -> WordFonts:
    fonts = look.design.fonts
    text = _nearest(str(fonts.text) if fonts and fonts.text else "charter")
    headings = _nearest(str(fonts.headings)) if fonts and fonts.headings else text
    code = _nearest(str(fonts.mono)) if fonts and fonts.mono else _CODE
    if look.layout.family:
        text = headings = _REQUIRED[look.layout.family]
    return WordFonts(text, headings, code)


def _nearest(family: str) -> str:
    return _NEAREST.get(family.casefold(), family)

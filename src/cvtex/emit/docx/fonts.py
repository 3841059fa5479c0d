"""Font families -> those that Word has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from cvtex.emit.docx.elements import add
from cvtex.emit.docx.languages import east_asian_font
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
_OF_WORD: Final = frozenset(_NEAREST.values())
_CODE: Final = "Courier New"
# By what a funder's rules ask for.
_REQUIRED: Final[Mapping[str, str]] = {"times": "Times New Roman", "arial": "Arial"}
_SANS: Final = ("arial", "calibri", "sans", "helvetica", "gothic", "grotesk", "verdana", "tahoma", "segoe", "aptos")
# They have Arabic and Hebrew letters, which Word's other families lack.
_COMPLEX: Final[Mapping[bool, str]] = {True: "Times New Roman", False: "Arial"}


class WordFonts(Value):
    """`language`: of the document. A run in another one names its East Asian font itself."""

    text: str
    headings: str
    code: str
    language: str = ""

    def east_asian(self, language: str) -> str:
        return east_asian_font(language, has_serifs=_has_serifs(self.text))

    def add(self, properties: Any, family: str) -> None:
        """Add a family and those that go with it: Word takes the font of each character by its script."""
        has_serifs = _has_serifs(family)
        complex_ = _COMPLEX[has_serifs] if family in _OF_WORD else family
        attributes = {"ascii": family, "hAnsi": family, "cs": complex_}
        if east_asian := east_asian_font(self.language, has_serifs=has_serifs):
            attributes["eastAsia"] = east_asian
        add(properties, "rFonts", **attributes)


def word_fonts(look: Look) -> WordFonts:
    fonts = look.design.fonts
    text = _nearest(str(fonts.text) if fonts and fonts.text else "charter")
    headings = _nearest(str(fonts.headings)) if fonts and fonts.headings else text
    code = _nearest(str(fonts.mono)) if fonts and fonts.mono else _CODE
    if look.layout.family:
        text = headings = _REQUIRED[look.layout.family]
    return WordFonts(text, headings, code, look.language)


def _nearest(family: str) -> str:
    return _NEAREST.get(family.casefold(), family)


def _has_serifs(family: str) -> bool:
    return not any(part in family.casefold() for part in _SANS)

"""Elements of WordprocessingML (ECMA-376, part 1). Their order in a parent is fixed: Word repairs or refuses others."""

from __future__ import annotations

import re
from typing import Any, Final

from lxml.etree import SubElement

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
QUIET: Final = "595959"
"""The colour of dates, places and numbers."""
TWIPS: Final = 20
"""Twentieths of a point, Word's unit of lengths."""

# What XML 1.0 forbids. Controls of direction and soft hyphens are dropped as in the PDF.
_FORBIDDEN: Final = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


def printed(text: str) -> str:
    """Text -> what the file holds of it."""
    return _FORBIDDEN.sub("", text)


def add(parent: Any, name: str, /, **attributes: str) -> Any:
    """Append an element, with attributes of the same namespace."""
    return SubElement(parent, W + name, {W + key: value for key, value in attributes.items()})


def add_text(parent: Any, text: str) -> None:
    element = SubElement(parent, W + "t", {_SPACE: "preserve"})
    element.text = text


def twips(points: float) -> str:
    return str(round(points * TWIPS))


def add_size(run: Any, points: float) -> None:
    """Word has half points only."""
    half_points = str(round(points * 2))
    add(run, "sz", val=half_points)
    add(run, "szCs", val=half_points)

"""The styles of a Word document, as far as a CV needs them: headings, lists, bold and italics."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from cvtex.importers.docx.package import Element
from cvtex.text.richtext import Style as TextStyle
from cvtex.value import Value, field, replace

_HEADING: Final = re.compile(r"heading (\d)")
_PLACES: Final[Mapping[str, TextStyle]] = {"superscript": "superscript", "subscript": "subscript"}
_DEEPEST: Final = 20
_NO: Final = frozenset({"0", "false", "off", "none"})


class Look(Value):
    """What a run or a style says about letters; None where it says nothing. `size`: in half points."""

    is_bold: bool | None = None
    is_italic: bool | None = None
    size: int | None = None
    place: TextStyle | None = None
    is_capital: bool | None = None

    def over(self, below: Look) -> Look:
        """What this one leaves open is taken from the one below."""
        return Look(
            below.is_bold if self.is_bold is None else self.is_bold,
            below.is_italic if self.is_italic is None else self.is_italic,
            self.size or below.size,
            self.place or below.place,
            below.is_capital if self.is_capital is None else self.is_capital,
        )


class Style(Value):
    """`level`: of a heading, from 1; 0 for the title of the document; None for text. `depth`: in lists, from 0."""

    name: str = ""
    level: int | None = None
    depth: int | None = None
    look: Look = field(default_factory=Look)


def read_look(properties: Element | None) -> Look:
    """The properties of a run."""
    if properties is None:
        return Look()
    size = properties.value("sz")
    return Look(
        _switch(properties, "b"),
        _switch(properties, "i"),
        int(size) if size.isdecimal() and len(size) < 5 else None,
        _PLACES.get(properties.value("vertAlign")),
        _switch(properties, "caps"),
    )


def _switch(properties: Element, name: str) -> bool | None:
    found = properties.first(name)
    return None if found is None else found.attributes.get("val", "1").lower() not in _NO


def list_depth(properties: Element | None) -> int | None:
    """The level in a list, from 0; -1 if the paragraph leaves the list of its style; None if it says nothing."""
    numbering = properties.first("numPr") if properties else None
    if numbering is None:
        return None
    if numbering.value("numId") == "0":
        return -1
    level = numbering.value("ilvl")
    return int(level) if level.isdecimal() and len(level) < 3 else 0


def outline_level(properties: Element | None) -> int | None:
    level = properties.value("outlineLvl") if properties else ""
    return int(level) + 1 if level.isdecimal() and len(level) == 1 and level != "9" else None


def read_styles(root: Element | None) -> Mapping[str, Style]:
    """By their identifiers. The one without a name is the default of paragraphs."""
    if root is None:
        return {}
    elements = {one.attributes.get("styleId", ""): one for one in root.elements if one.name == "style"}
    defaults = Style(look=read_look(root.first("docDefaults", "rPrDefault", "rPr")))
    found = {name: _style(name, elements, defaults, 0) for name in elements}
    standard = next(
        (
            name
            for name, one in elements.items()
            if one.attributes.get("default") in ("1", "true") and one.attributes.get("type") == "paragraph"
        ),
        None,
    )
    return {**found, "": found[standard] if standard else defaults}


def _style(name: str, elements: Mapping[str, Element], defaults: Style, depth: int) -> Style:
    element = elements.get(name)
    if element is None or depth > _DEEPEST:
        return defaults
    is_of_letters = element.attributes.get("type") == "character"
    base = _style(element.value("basedOn"), elements, Style() if is_of_letters else defaults, depth + 1)
    own = element.value("name").lower()
    properties = element.first("pPr")
    heading = _HEADING.fullmatch(own)
    level = int(heading[1]) if heading else 0 if own == "title" else outline_level(properties)
    in_list = list_depth(properties)
    return replace(
        base,
        name=own,
        level=base.level if level is None else level,
        depth=base.depth if in_list is None else in_list if in_list >= 0 else None,
        look=read_look(element.first("rPr")).over(base.look),
    )

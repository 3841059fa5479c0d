r"""A design -> the definitions \cvdesign... of the preamble, which the hooks of cvtex-look.sty obey."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cvtex.fonts.face import folded
from cvtex.model.colour import VISIBLE, darkened, faintest, tint
from cvtex.model.design import Design
from cvtex.model.length import Length

# TeX's own families. All others are made by the program, and TeX knows them by their role.
_TEX_FAMILIES: Final = frozenset({"charter", "sourcesans"})
_MADE: Final = "made"
# The contrast of the darker bars of a chart, so that the lighter ones differ from them in print without colours, too.
_STRONG: Final = 7.0


def design_definitions(design: Design) -> Iterator[tuple[str, str]]:
    """Yield name and value of each definition; absent keys are left to the defaults of cvtex-look.sty."""
    words = {
        "accent": design.accent.rgb if design.accent else None,
        **_chart_colours(design),
        "dates": design.dates,
        "header": design.header,
        "headerband": _switch(design.header_band),
        "namesize": _number(design.name_size),
        "nameaccent": _switch(design.name_accent),
        "contacts": design.contacts,
        "headings": design.headings,
        "headingsize": _number(design.heading_size),
        "caps": _switch(design.small_caps),
        "bullets": design.bullets,
        "links": design.links,
        "justify": _switch(design.justify),
        "items": design.items,
        "margins": _margins(design),
        "linespacing": _number(design.line_spacing),
        "labels": design.publication_labels,
        "side": _bp(design.side_width) if design.side and design.side_width else None,
        "sideat": design.side_at,
        "sidetint": _switch(design.side_tint),
    }
    if design.fonts:
        words["textfont"] = _family(design.fonts.text)
        words["headfont"] = _family(design.fonts.headings)
    yield from ((name, value) for name, value in words.items() if value is not None)


def _chart_colours(design: Design) -> dict[str, str]:
    """Two shades of the accent, for bars on white or on a tint."""
    if design.accent is None:
        return {}
    dark = darkened(design.accent.rgb, _STRONG, tinted=True)
    return {"chartdark": dark, "chartlight": faintest(dark, VISIBLE, tint(design.accent.rgb))}


def _switch(value: bool | None) -> str | None:
    return None if value is None else "1" if value else "0"


def _number(value: float | None) -> str | None:
    return None if value is None else f"{value:g}"


def _margins(design: Design) -> str | None:
    if design.margins is None:
        return None
    margins = design.margins
    sides = (margins.left, margins.right, margins.top, margins.bottom)
    return "".join(f"{{{_bp(side)}}}" for side in sides)


def _bp(length: Length | None) -> str:
    return "" if length is None else f"{length.bp:.3f}bp"


def _family(name: str | None) -> str | None:
    if name is None:
        return None
    return folded(name) if folded(name) in _TEX_FAMILIES else _MADE

"""Designs made by chance: a theme, and some keys with any of their values."""

from __future__ import annotations

import random
from typing import Any

from cvtex.check.leaves import LEAVES
from cvtex.check.shapes import Leaf, OneOf, Shape, record_of
from cvtex.model.design import Design
from cvtex.read.style import built_in_themes

_OPEN = {
    "accent": ("navy", "#7a1f1f", "DarkGreen"),
    "margins": ("5 mm", "1 in", {"left": "45 mm"}),
    "line_spacing": (1, 1.15, 2),
    "name_size": (1, 3, 5),
    "heading_size": (0.8, 1.5, 3),
    "font_size": (7, 9, 14),
    "footer": ("{name}", "{variant}, page {page} of {pages}", "none", {"left": "{name}", "center": "{page}"}),
    "header_line": ("{name}", {"right": "{page}/{pages}"}),
}
# Sections have no fixed ids here, and families take time to make.
_LEFT_OUT = ("theme", "fonts", "side", "side_width", "html")


def varied_design(chance: random.Random, most: int = 5) -> dict[str, Any]:
    """Return a design as plain values, with up to `most` keys beside its theme."""
    values = {name: _values(name, field.shape) for name, field in record_of(Design, frozenset(LEAVES)).fields.items()}
    names = [name for name, several in values.items() if several and name not in _LEFT_OUT]
    chosen = chance.sample(names, chance.randint(0, most))
    return {"theme": chance.choice(built_in_themes()), **{name: chance.choice(values[name]) for name in chosen}}


def _values(name: str, shape: Shape) -> tuple[Any, ...]:
    match shape:
        case OneOf(words):
            return words
        case Leaf(cls) if cls is bool:
            return True, False
        case _:
            return _OPEN.get(name, ())

"""The commands and characters that math may hold. Symbols stand in `tex_symbols`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from cvtex.text.tex_symbols import FUNCTIONS, MATH

Kind = Literal[
    "letter",
    "digit",
    "greek",
    "ordinary",
    "punctuation",
    "operator",
    "relation",
    "upright",
    "function",
    "space",
    "script",
    "built",
]

# Alphabets; the left names are spellings of the right ones, or text inside of math.
ALPHABETS: Mapping[str, str] = {
    **{name: name for name in ("mathrm", "mathbf", "mathit", "mathsf", "mathtt", "mathcal", "mathscr", "mathbb", "mathfrak")},
    "bold": "mathbf", "boldsymbol": "mathbf", "bm": "mathbf", "Bbb": "mathbb",
    "operatorname": "mathrm", "text": "mathrm", "textrm": "mathrm", "mbox": "mathrm", "textnormal": "mathrm",
    "textit": "mathit", "textbf": "mathbf", "emph": "mathit",
}  # fmt: skip
CAPITALS_ALONE = frozenset({"mathcal", "mathscr"})
"""Alphabets without small letters and digits: TeX would set arrows and other signs in their places."""
TEXT_INSIDE = frozenset({"text", "textrm", "mbox", "textnormal", "textit", "textbf", "emph", "operatorname"})
SWITCHES: Mapping[str, str] = {
    "rm": "mathrm",
    "bf": "mathbf",
    "it": "mathit",
    "cal": "mathcal",
    "sf": "mathsf",
}
ACCENTS: Mapping[str, str] = {
    "hat": "\u0302", "widehat": "\u0302", "bar": "\u0304", "overline": "\u0304", "tilde": "\u0303",
    "widetilde": "\u0303", "dot": "\u0307", "ddot": "\u0308", "vec": "\u20d7", "check": "\u030c", "breve": "\u0306",
    "acute": "\u0301", "grave": "\u0300", "mathring": "\u030a", "underline": "\u0332",
}  # fmt: skip
FRACTIONS = frozenset({"frac", "dfrac", "tfrac", "cfrac"})
SPACES: Mapping[str, str] = {
    ",": "\u202f", ";": " ", ":": " ", ">": " ", " ": " ", "!": "", "quad": " ", "qquad": " "
}  # fmt: skip
IGNORED = frozenset(
    {"displaystyle", "textstyle", "limits", "nolimits", "relax", "protect", "left", "right"}
    | {size + side for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r")}
)
ESCAPED: Mapping[str, str] = {"%": "%", "&": "&", "#": "#", "_": "_", "{": "{", "}": "}", "|": "‖"}
ALIASES: Mapping[str, str] = {"sun": "odot", "dots": "ldots", "earth": "oplus"}
CHARACTERS: Mapping[str, Kind] = {
    **dict.fromkeys("+-*", "operator"), **dict.fromkeys("=<>", "relation"), **dict.fromkeys("()[]|!?/,.;:", "punctuation")
}  # fmt: skip
CHARACTER_NAMES: Mapping[str, str] = {"lt": "<", "gt": ">", "slash": "/"}
SHOWN: Mapping[str, str] = {"-": "−", "*": "∗"}
COMMAND_OF: Mapping[str, str] = {
    **{character: name for name, character in reversed(list(MATH.items())) if not character.isascii()},
    "µ": "mu",
    "Ω": "Omega",
    "∆": "Delta",
    "·": "cdot",
    "°": "degree",
    "…": "ldots",
}
SCRIPTS: Mapping[str, Literal["superscript", "subscript"]] = {"^": "superscript", "_": "subscript"}

COMMANDS = frozenset(
    {*MATH, *FUNCTIONS, *ALPHABETS.values(), *ACCENTS, "frac", "sqrt", "not", "ldots", "quad", "qquad"}
)
"""Every control word that a `Math` may hold."""

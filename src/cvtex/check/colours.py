"""Node -> colour: `#1c3866`, `#fff`, or one of the names of CSS, such as navy."""

from __future__ import annotations

import re
from typing import Final

from cvtex.check.report import Report
from cvtex.check.words import read_string
from cvtex.diagnostics import did_you_mean
from cvtex.model.colour import Colour
from cvtex.model.node import Node

_DIGITS: Final = re.compile(r"#?((?:[0-9A-Fa-f]{3}){1,2})")


def read_colour(node: Node, report: Report) -> Colour | None:
    text = read_string(node, report, "a colour")
    if text is None:
        return None
    found = _DIGITS.fullmatch(text)
    if found and text[0] == "#":
        digits = found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])
        return Colour(digits.upper(), text, node.span)
    if named := _named(text):
        return Colour(named, text, node.span)
    hint = f'write "#{text}" in quotes' if found else _did_you_mean(text)
    report.error(f"'{text}' is not a colour", node.span, hint or 'write a name such as navy, or "#1c3866" in quotes')
    return None


def _named(name: str) -> str | None:
    import webcolors

    try:
        return str(webcolors.name_to_hex(_plain(name))).removeprefix("#").upper()
    except ValueError:
        return None


def _did_you_mean(name: str) -> str:
    import webcolors

    return did_you_mean(_plain(name), webcolors.names("css3"))


def _plain(name: str) -> str:
    """`Dark-Green` -> darkgreen"""
    return re.sub(r"[\s_-]", "", name).casefold()

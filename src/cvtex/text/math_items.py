"""What inline math is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cvtex.text.math_commands import Kind
from cvtex.value import Value


class MathItem(Value):
    """One atom: its TeX, its text, and what a script holds. `shown` of a script is its content, neither raised nor
    lowered.
    """

    kind: Kind
    tex: str
    shown: str
    content: tuple[MathItem, ...] = ()


def tex_of(items: Iterable[MathItem]) -> str:
    result = ""
    for item in items:
        glued = re.search(r"\\[A-Za-z]+$", result) and item.tex[:1].isalpha()
        result += (" " if glued else "") + item.tex
    return result

r"""What mhchem's `\ce{...}` holds -> rich text: `H2SO4`, `SO4^2-`, `^{13}C`, `2H2 + O2 -> 2H2O`."""

from __future__ import annotations

import re
from collections.abc import Callable

from cvtex.text.richtext import RichText, Style, Styled, merge_strings

_ARROWS = {"<=>": "⇌", "<->": "↔", "->": "→", "<-": "←"}
_PART = re.compile(
    r"(?P<arrow><=>|<->|->|<-)"
    r"|(?P<mark>[\^_])(?:\{(?P<group>[^{}]*)\}|(?P<script>[0-9]*[+-]|[0-9]+|[A-Za-z*']))"
    # A number of atoms stands behind a letter or a bracket, a charge at the end of a word.
    r"|(?<=[A-Za-z)\]])(?P<count>[0-9]+)"
    r"|(?<=[A-Za-z0-9)\]])(?P<charge>[+-])(?=[\s,;)\]]|$)"
    r"|\$(?P<math>[^$]*)\$"
    r"|(?P<dot>(?<=[A-Za-z0-9)\]])\s*[*.]\s*(?=[0-9A-Z]))"
    r"|(?P<bond>(?<=[A-Za-z0-9)\]])#(?=[A-Za-z(\[]))"
    r"|[{}]"
)
_SCRIPTS: dict[str, Style] = {"^": "superscript", "_": "subscript"}


def read_chemistry(source: str, read: Callable[[str], RichText]) -> RichText:
    """`read` reads TeX, for all that is no chemistry."""
    result: list[RichText] = []
    end = 0
    for part in _PART.finditer(source):
        result.append(read(source[end : part.start()]))
        end = part.end()
        if part["arrow"]:
            result.append((_ARROWS[part["arrow"]],))
        elif part["mark"]:
            script = part["group"] if part["group"] is not None else part["script"]
            result.append((Styled(_SCRIPTS[part["mark"]], (script.replace("-", "−"),)),))
        elif part["count"]:
            result.append((Styled("subscript", (part["count"],)),))
        elif part["charge"]:
            result.append((Styled("superscript", (part["charge"].replace("-", "−"),)),))
        elif part["math"]:
            result.append(read(f"${part['math']}$"))
        elif part["dot"]:
            result.append(("·",))
        elif part["bond"]:
            result.append(("≡",))
    result.append(read(source[end:]))
    return merge_strings(tuple(node for piece in result for node in piece))

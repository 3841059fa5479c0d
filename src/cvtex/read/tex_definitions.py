r"""Macros that an @preamble defines: `\newcommand{\toad}{\emph{Bufo bufo}}` -> definitions, and TeX with them replaced.

Only texts are replaced by texts; nothing is run. Commands that `text.tex` knows keep their meaning.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from cvtex.text.tex_commands import KNOWN_COMMANDS
from cvtex.value import Struct, Value

MAX_DEFINITIONS: Final = 200
MAX_BODY: Final = 2000
MAX_DEPTH: Final = 8
"""How deep definitions may use others."""
MAX_EXPANDED: Final = 10_000
"""The most characters of bodies in one field. Definitions can double them with each level."""

_DEFINITION = re.compile(
    r"\\(?:(?:re|provide)?newcommand|providecommand|DeclareRobustCommand)\*?\s*+(?:\{\s*+\\([A-Za-z]+)\s*+\}|\\([A-Za-z]+))"
    r"\s*+(?:\[(\d)\])?\s*+(?:\[([^\[\]]{0,100})\])?\s*+\{"
    r"|\\[gex]?def\s*+\\([A-Za-z]+)\s*+((?:#\d){0,9})\s*+\{"
)
_WORD = re.compile(r"\\([A-Za-z]+)[ \t\n]*")
_ARGUMENT = re.compile(r"#(\d)")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_OPTION = re.compile(r"\[([^\[\]]*)\]")


class Macro(Value):
    """`default`: of the first argument, which is then optional."""

    arguments: int
    body: str
    default: str | None = None


def read_definitions(tex: str) -> dict[str, Macro]:
    """The definitions in a preamble. Others, and those that are too long, are skipped."""
    found: dict[str, Macro] = {}
    for match in _DEFINITION.finditer(tex):
        name = match[1] or match[2] or match[5]
        end = _end_of_group(tex, match.end() - 1, match.end() + MAX_BODY)
        if name in KNOWN_COMMANDS or end is None or len(found) >= MAX_DEFINITIONS:
            continue
        arguments = len(match[6]) // 2 if match[6] else int(match[3] or 0)
        found[name] = Macro(arguments, tex[match.end() : end], match[4])
    return found


def _end_of_group(tex: str, start: int, limit: int) -> int | None:
    """The position of the brace that closes the one at `start`."""
    depth = 0
    for brace in _BRACE.finditer(tex, start, min(limit, len(tex))):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth == 0:
            return brace.start()
    return None


def expand(tex: str, macros: Mapping[str, Macro]) -> str:
    """Replace macros by their bodies, in braces. A macro that makes the text too long stays."""
    if not macros or "\\" not in tex:
        return tex
    return _Expansion(macros, MAX_EXPANDED).text(tex, 0)


class _Expansion(Struct):
    macros: Mapping[str, Macro]
    left: int

    def text(self, tex: str, depth: int) -> str:
        result: list[str] = []
        position = 0
        while word := _WORD.search(tex, position):
            macro = self.macros.get(word[1])
            if macro is None or depth >= MAX_DEPTH or len(macro.body) > self.left:
                result.append(tex[position : word.end()])
                position = word.end()
                continue
            self.left -= len(macro.body) + 2
            result.append(tex[position : word.start()])
            arguments, position = _arguments(tex, word.end(), macro)
            body = self._filled(macro.body, arguments)
            result.append(f"{{{self.text(body, depth + 1)}}}")
        return "".join([*result, tex[position:]])

    def _filled(self, body: str, arguments: list[str]) -> str:
        def argument(match: re.Match[str]) -> str:
            number = int(match[1])
            text = arguments[number - 1] if 0 < number <= len(arguments) else ""
            self.left -= len(text)
            return text if self.left > 0 else ""

        return _ARGUMENT.sub(argument, body)


def _arguments(tex: str, position: int, macro: Macro) -> tuple[list[str], int]:
    """The arguments from `position` on, and the end of the last one."""
    arguments: list[str] = []
    if macro.default is not None and macro.arguments:
        option = _OPTION.match(tex, position)
        arguments.append(option[1] if option else macro.default)
        position = option.end() if option else position
    while len(arguments) < macro.arguments and position < len(tex):
        while position < len(tex) and tex[position].isspace():
            position += 1
        end = _end_of_group(tex, position, position + MAX_EXPANDED) if tex.startswith("{", position) else None
        if end is not None:
            arguments.append(tex[position + 1 : end])
            position = end + 1
        else:
            word = _WORD.match(tex, position)
            arguments.append(word[0] if word else tex[position : position + 1])
            position = word.end() if word else position + 1
    return arguments, position

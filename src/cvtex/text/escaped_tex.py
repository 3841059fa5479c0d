r"""Undo the escaping of TeX that a program exported as if it were plain text.

A reference manager that holds `Al$_x$Ga` as plain text writes `Al\$\_x\$Ga`, and prints it so. Better BibTeX writes
braces as `\{\vphantom\}`.
"""

from __future__ import annotations

import re

from cvtex.text.tex_commands import COMBINING, MATH, TEXT

_BRACE = re.compile(r"\\\{([^\\{}]*+)\\vphantom\\\}|\\vphantom\\\{([^\\{}]*+)\\\}")
_MATH = re.compile(r"\\\$((?>(?:[^$\\]|\\[^$])*))\\\$")
_SIGN_OF_MATH = re.compile(r"\\[_^{]|\\textasciicircum|\\textbackslash|^[A-Za-z]$")
_WORDS = re.compile(r"[A-Za-z]{2}\s+[A-Za-z]{2}")
_ESCAPED = re.compile(r"\\textbackslash(?:\{\})?|\\textasciicircum(?:\{\})?|\\\^\{\}|\\([_{}#&%])")
_SCRIPT = re.compile(r"\\(?:(_)|\^\{\}|textasciicircum(?:\{\})?)\s?\\\{(?=\S)((?>(?:[^\\{}]|\{\{[^\\{}]*+\}\})+))\\\}")
_COMMAND = re.compile(
    r"\\textbackslash(?:\{\}|\s)?(?:([A-Za-z]+)(?:\\\{([^\\{}]*)\\\})?|\\?([&%#_$])|([.'`\"^~=])(?=[A-Za-z]))"
)


def unescaped(tex: str) -> str:
    r"""`Al\$\_x\$` -> `Al$_x$`, `\_\{1-x\}` -> `$_{1-x}$`, `\textbackslash{}times` -> `\times`."""
    if "\\$" in tex:
        tex = _MATH.sub(_math, tex)
    if "\\{" in tex:
        tex = _SCRIPT.sub(_script, _BRACE.sub(r"\1\2", tex))
    return _COMMAND.sub(_command, tex) if "\\textbackslash" in tex else tex


def _math(match: re.Match[str]) -> str:
    content = match[1]
    if not _SIGN_OF_MATH.search(content) or _WORDS.search(content):
        return match[0]
    return f"${_ESCAPED.sub(_character, content)}$"


def _character(match: re.Match[str]) -> str:
    if match[1]:
        return match[1] if match[1] in "_{}" else match[0]
    return "\\" if "backslash" in match[0] else "^"


def _script(match: re.Match[str]) -> str:
    return f"${'_' if match[1] else '^'}{{{match[2].replace('{', '').replace('}', '')}}}$"


def _command(match: re.Match[str]) -> str:
    name, argument, sign, accent = match.groups()
    if sign or accent:
        return f"\\{sign or accent}"
    if not (name in MATH or name in TEXT or name in COMBINING):
        return match[0]
    return f"\\{name}{{{argument or ''}}}" if name not in MATH else f"\\{name} "

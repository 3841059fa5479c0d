"""Characters -> scripts, by the codes of ISO 15924, and what the scripts are called."""

from __future__ import annotations

from bisect import bisect_right

from cvtex.text.scripts.script_table import NAMES, SCRIPTS, STARTS


def script_of(character: str) -> str:
    """`Latn`, `Grek`, `Hani`, ...; `Zyyy` for signs of all scripts, `Zinh` for marks of all, `Zzzz` for no character."""
    run = bisect_right(STARTS, ord(character)) - 1
    return SCRIPTS[4 * run : 4 * run + 4]


def script_name(code: str) -> str:
    """The English name for a message; a code that names no script is returned as it is."""
    return NAMES.get(code, code)

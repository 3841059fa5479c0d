"""Characters -> scripts (codes of ISO 15924), and the English names of scripts."""

from __future__ import annotations

from bisect import bisect_right

from cvtex.text.scripts.script_table import NAMES, SCRIPTS, STARTS


def script_of(character: str) -> str:
    """`Latn`, `Grek`, `Hani`, ...; `Zyyy`: common signs, `Zinh`: common marks, `Zzzz`: unassigned."""
    run = bisect_right(STARTS, ord(character)) - 1
    return SCRIPTS[4 * run : 4 * run + 4]


def script_name(code: str) -> str:
    """The English name of a script. An unknown code is returned unchanged."""
    return NAMES.get(code, code)

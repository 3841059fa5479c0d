"""Write src/cvtex/text/scripts/script_table.py: the script of each character, and the name of each script.

    make scripts

Scripts come from the library `regex`, which follows Unicode within months; names come from CLDR through Babel.
"""

from __future__ import annotations

import sys
from pathlib import Path

import regex
from babel import Locale

TABLE = Path(__file__).parents[1] / "src" / "cvtex" / "text" / "scripts" / "script_table.py"
HEAD = '''"""The property Script of Unicode, by regex {version}. Written by tools/script_table.py; do not edit."""

from __future__ import annotations

from typing import Final
'''
# Scripts of Unicode 17 and 18 that Babel's CLDR does not name yet.
UNNAMED = {
    "Berf": "Beria Erfe",
    "Pcun": "Proto-Cuneiform",
    "Seal": "Seal",
    "Sidt": "Sidetic",
    "Tayo": "Tai Yo",
    "Tols": "Tolong Siki",
}


def runs() -> list[tuple[int, str]]:
    """The first character of each run of one script, with the script's code."""
    characters = "".join(map(chr, range(sys.maxunicode + 1)))
    found: list[tuple[int, str]] = []
    covered = 0
    for code in all_names():
        try:
            pattern = regex.compile(rf"\p{{Script={code}}}+")
        except regex.error:
            continue  # a code for a mixture of scripts, or for a script that Unicode does not have yet
        for run in pattern.finditer(characters):
            found.append((run.start(), code))
            covered += len(run[0])
    assert covered == len(characters), "a script has no name: add it to UNNAMED"
    return sorted(found)


def all_names() -> dict[str, str]:
    return {**UNNAMED, **Locale("en").scripts}


def table() -> str:
    found = runs()
    used = {code for _, code in found}
    parts = [
        HEAD.format(version=regex.__version__),
        "NAMES: Final = {",
        *(f'    "{code}": "{name}",' for code, name in sorted(all_names().items()) if code in used),
        "}",
        "# The first characters of runs of one script, and the scripts of these runs, four letters each.",
        "STARTS: Final = (",
        *_lines([f"0x{start:X}," for start, _ in found], 12, " "),
        ")",
        "SCRIPTS: Final = (",
        *(f'    "{line.strip()}"' for line in _lines([code for _, code in found], 28, "")),
        ")",
    ]
    return "\n".join(parts) + "\n"


def _lines(pieces: list[str], length: int, separator: str) -> list[str]:
    return [f"    {separator.join(pieces[at : at + length])}" for at in range(0, len(pieces), length)]


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")

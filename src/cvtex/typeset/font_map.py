"""Fonts that a document uses -> the lines of TeX's font map that it needs.

At the first glyph, pdfTeX reads all of its map, `pdftex.map`. A full TeX Live has some 32,000 lines there, and reading
them takes as long as setting two pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePath

# The map that pdfTeX reads unless the document names another one.
DEFAULT_MAP = "pdftex.map"
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_METRICS = ".tfm"
_GLYPHS = (".pfb", ".pfa", ".ttf", ".otf")


def fonts_of(files: Iterable[str]) -> frozenset[str]:
    """Files that TeX has read -> the fonts among them, as names of metrics and of glyph files.

    Both are needed: TeX does not read the metrics of fonts that are in its own format.
    """
    paths = [PurePath(file) for file in files]
    return frozenset(
        path.stem if path.suffix == _METRICS else path.name for path in paths if path.suffix in (_METRICS, *_GLYPHS)
    )


def read_names(font_map: str) -> frozenset[str]:
    """Map -> the names of its fonts."""
    return frozenset(words[0] for line in font_map.splitlines() if (words := line.split()))


def words_in(texts: Iterable[str]) -> frozenset[str]:
    """Return every word of a theme that could be the name of a font."""
    return frozenset(word for text in texts for word in _WORD.findall(text))


def needed_lines(font_map: str, used: frozenset[str]) -> str:
    """Map, and fonts by name or file -> the lines for these fonts and their relatives.

    Relatives are fonts of the same family in another weight or encoding, such as `CharterBT-Bold` for
    `CharterBT-Roman`. The next document may use them.
    """
    lines = [(words, line) for line in font_map.splitlines() if (words := line.split()) and words[0][0] != "%"]
    wanted = {words[0] for words, _ in lines if words[0] in used or _glyphs(words) & used}
    families = {_family(words) for words, _ in lines if words[0] in wanted} - {""}
    return "".join(f"{line}\n" for words, line in lines if words[0] in wanted or _family(words) in families)


def _glyphs(words: list[str]) -> set[str]:
    return {word.lstrip("<[") for word in words if word.endswith(_GLYPHS)}


def _family(words: list[str]) -> str:
    """`LMRoman10-Regular` -> `LMRoman`, `CMR10` -> `CMR`; "" if the line has no font name in this column."""
    if len(words) < 2 or not words[1][0].isalpha():
        return ""
    return re.sub(r"\d+$", "", words[1].partition("-")[0])

"""A face: one font of a font file, with its properties and characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import Final, Literal

from cvtex.value import Value

Kind = Literal["serif", "sans", "mono"]
Source = Literal["folder", "package", "system"]

NORMAL_WIDTH: Final = 5
LARGEST_FILE: Final = 64_000_000
_LAST_CHARACTER: Final = 0x10FFFF


class FontFile(Value):
    """A file that may be a font. `root`: its package's folder, which may contain the licence; else ""."""

    path: str
    source: Source
    package: str
    size: int
    mtime_ns: int
    root: str = ""


class Face(Value):
    """`path` is absolute. `index`: the face's number in a collection. `family`, `style`: the typographic names.

    `weights`: both ends of the weight axis, equal for a static face. `characters`: inclusive ranges of code points,
    ascending. `x_height`: thousandths of an em, 0 if unknown. `package`: the pip package of the file, or "". `licence`:
    a short name such as OFL-1.1, or "". `problem`: a clause that says why the face cannot be used, or "". `width`: OS/2
    usWidthClass, from 1 (ultra-condensed) to 9 (ultra-expanded).
    """

    path: str
    index: int
    family: str
    style: str
    weights: tuple[int, int]
    is_italic: bool
    kind: Kind
    characters: tuple[tuple[int, int], ...]
    x_height: int
    source: Source
    package: str
    licence: str
    size: int
    mtime_ns: int
    problem: str = ""
    width: int = NORMAL_WIDTH

    @property
    def identity(self) -> tuple[str, int, int, int]:
        """The state of the file and the face's index: they determine all other fields."""
        return self.path, self.index, self.size, self.mtime_ns

    @property
    def is_variable(self) -> bool:
        return self.weights[0] != self.weights[1]

    def __hash__(self) -> int:
        return hash(self.identity)


class Instance(Value):
    """A face at one weight: a value on a variable font's axis, or a static face's weight."""

    face: Face
    weight: int


def has(face: Face, character: str) -> bool:
    return _has(face.characters, ord(character))


def covers(face: Face, text: str) -> bool:
    """Whether the face has every character of `text`."""
    return all(_has(face.characters, ord(character)) for character in text)


def _has(ranges: tuple[tuple[int, int], ...], code: int) -> bool:
    # The place after every range that begins with `code`, whatever its end.
    place = bisect_right(ranges, (code, _LAST_CHARACTER))
    return place > 0 and code <= ranges[place - 1][1]


def ranges_of(codes: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Code points in any order -> inclusive ranges, ascending."""
    found: list[tuple[int, int]] = []
    first = last = -2
    for code in sorted(codes):
        if code > last + 1:
            if first >= 0:
                found.append((first, last))
            first = code
        last = code
    return (*found, (first, last)) if first >= 0 else ()


def folded(family: str) -> str:
    """Normalise a family name: `EB Garamond`, `eb-garamond`, `EBGaramond` -> `ebgaramond`."""
    return re.sub(r"[\s_-]+", "", family).casefold()

"""Metrics of an 8-bit font -> a TFM file. Knuth, "TeX: The Program", sections 539 to 575.

All measures are in thousandths of an em.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from cvtex.value import Value

_EM: Final = 1000
_FIX: Final = 1 << 20
_DESIGN_SIZE: Final = 10
# Limit of different heights and of different depths, besides 0 (section 539).
_MOST_CLASSES: Final = 15
_MOST_WIDTHS: Final = 254
# A whole file has at most 32,767 words.
MOST_STEPS: Final = 30_000
_STOP, _JUMP, _KERN = 128, 254, 128


class Character(Value):
    """`height` above and `depth` below the baseline."""

    width: int
    height: int
    depth: int


class Ligature(Value):
    """Replace a character and this `next` one by `result`."""

    next: int
    result: int


class Kern(Value):
    """Add `amount` between a character and this `next` one."""

    next: int
    amount: int


class FontParameters(Value):
    """The font parameters of TeX. `slant`: the tangent of the slope."""

    space: int = 250
    stretch: int = 125
    shrink: int = 83
    x_height: int = 500
    slant: float = 0.0


def metrics_file(
    characters: Mapping[int, Character],
    parameters: FontParameters,
    programs: Mapping[int, Sequence[Ligature | Kern]] | None = None,
) -> bytes:
    """`characters` and `programs` (ligatures and kerns) by code.

    Up to 254 different widths are exact. Heights and depths are rounded up to 15 classes.
    """
    first, last = min(characters), max(characters)
    widths, width_of = _classes((one.width for one in characters.values()), _MOST_WIDTHS)
    heights, height_of = _classes((one.height for one in characters.values()), _MOST_CLASSES)
    depths, depth_of = _classes((one.depth for one in characters.values()), _MOST_CLASSES)
    steps, entries, kerns = _programs(programs or {})

    def information(code: int) -> bytes:
        one = characters.get(code)
        if one is None:
            return b"\0\0\0\0"
        tag = 1 if code in entries else 0
        # Width index 0 means that the character does not exist, so that a width of 0 needs another index.
        place = height_of(one.height) * 16 + depth_of(one.depth)
        return bytes((1 + width_of(one.width), place, tag, entries.get(code, 0)))

    tables = (
        struct.pack(">II", 0, _DESIGN_SIZE << 20),
        b"".join(map(information, range(first, last + 1))),
        _fixed((0, *widths)),
        _fixed(heights),
        _fixed(depths),
        _fixed((0,)),
        steps,
        _fixed(kerns),
        struct.pack(">i", round(parameters.slant * _FIX))
        + _fixed(
            (parameters.space, parameters.stretch, parameters.shrink, parameters.x_height, _EM, parameters.shrink)
        ),
    )
    words = [len(table) // 4 for table in tables]
    header, _, *counts = words
    lengths = struct.pack(">12H", 6 + sum(words), header, first, last, *counts[:-1], 0, counts[-1])
    return lengths + b"".join(tables)


def _fixed(values: Iterable[int]) -> bytes:
    return b"".join(struct.pack(">i", round(value / _EM * _FIX)) for value in values)


class _ClassOf(Value):
    """Value -> the index of its class."""

    classes: tuple[int, ...]
    step: int

    def __call__(self, value: int) -> int:
        return bisect_left(self.classes, _rounded(value, self.step))


def _classes(values: Iterable[int], most: int) -> tuple[tuple[int, ...], _ClassOf]:
    """At most `most` classes besides 0, to which values are rounded up; 0 is the first one."""
    known = sorted({max(value, 0) for value in values})
    step = 1
    classes = tuple(dict.fromkeys([0, *known]))
    while len(classes) > most + 1:
        step += 1
        classes = tuple(dict.fromkeys([0, *(_rounded(value, step) for value in known)]))
    return classes, _ClassOf(classes, step)


def _rounded(value: int, step: int) -> int:
    return -(-max(value, 0) // step) * step


def _programs(
    programs: Mapping[int, Sequence[Ligature | Kern]],
) -> tuple[bytes, dict[int, int], tuple[int, ...]]:
    """-> the words of the table, the first word of each character, and the kerns.

    A character can only refer to the first 256 words, so that each begins with a jump (section 545).
    """
    wanted = {code: program for code, program in programs.items() if program}
    kerns = tuple(
        dict.fromkeys(step.amount for program in wanted.values() for step in program if isinstance(step, Kern))
    )
    place_of = {amount: place for place, amount in enumerate(kerns)}
    entries = {code: place for place, code in enumerate(wanted)}
    jumps: list[bytes] = []
    words: list[bytes] = []
    for program in wanted.values():
        start = len(wanted) + len(words)
        jumps.append(bytes((_JUMP, 0, start >> 8, start & 255)))
        for place, step in enumerate(program):
            skip = _STOP if place == len(program) - 1 else 0
            if isinstance(step, Kern):
                index = place_of[step.amount]
                words.append(bytes((skip, step.next, _KERN + (index >> 8), index & 255)))
            else:
                words.append(bytes((skip, step.next, 0, step.result)))
    assert len(jumps) + len(words) <= MOST_STEPS
    return b"".join(jumps + words), entries, kerns

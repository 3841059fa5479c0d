"""Mutations of texts by their lines and letters, and of bytes: what no grammar would write."""

from __future__ import annotations

import struct
from random import Random
from typing import Final

from signs import text, token

_NUMBERS: Final = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
_MOST_COPIES: Final = 50


def mutated_text(chance: Random, given: str) -> str:
    """A text with one change: a line or some letters removed, repeated, moved, or put in."""
    lines = given.splitlines(keepends=True)
    line = chance.randrange(len(lines)) if lines else 0
    start = chance.randint(0, len(given))
    end = min(len(given), start + round(30 ** chance.random()))
    match chance.randrange(10 if lines else 3):
        case 0:
            return given[:start] + token(chance) + given[start:]
        case 1:
            return given[:start] + text(chance) + given[end:]
        case 2:
            return given[:start] + given[end:]
        case 3:
            return given[:end] + given[start:end] * chance.randint(1, _MOST_COPIES) + given[end:]
        case 4:
            del lines[line]
        case 5:
            lines.insert(chance.randrange(len(lines)), lines[line])
        case 6:
            lines[line] = chance.choice((" ", "  ", "\t", "- ", "#", "")) + lines[line].lstrip(
                chance.choice((" ", " -"))
            )
        case 7:
            lines.insert(line, text(chance) + "\n")
        case 8:
            other = chance.randrange(len(lines))
            lines[line], lines[other] = lines[other], lines[line]
        case _:
            return given[:start]
    return "".join(lines)


def mutated_bytes(chance: Random, given: bytes) -> bytes:
    """Bytes with one change."""
    start = chance.randint(0, len(given))
    end = min(len(given), start + round(64 ** chance.random()))
    match chance.randrange(8):
        case 0 if start < len(given):
            return given[:start] + bytes([given[start] ^ 1 << chance.randrange(8)]) + given[start + 1 :]
        case 1:
            return given[:start] + given[end:]
        case 2:
            return given[:start] + given[start:end] * chance.randint(2, _MOST_COPIES) + given[end:]
        case 3:
            return given[:start] + chance.randbytes(end - start) + given[end:]
        case 4:
            return given[:start]
        case 5:
            return given[:start] + token(chance).encode("utf-8", "surrogatepass") + given[start:]
        case 6:
            other = chance.randint(0, len(given))
            return given[:start] + given[other : other + end - start] + given[end:]
        case _:
            size = chance.choice("BHI")
            number = chance.choice(_NUMBERS) & (1 << 8 * struct.calcsize(size)) - 1
            packed = struct.pack(chance.choice("<>") + size, number)
            return given[:start] + packed + given[start + len(packed) :]

"""The operand of an operator that shows text -> the strings in it, as codes of a font, and the movements between them."""

from __future__ import annotations

import re
from typing import Final

from cvtex.pdf_file.strings import string_of

# A string in brackets (ISO 32000-1, 7.3.4.2), with such as are balanced in it; for use in other patterns.
STRING: Final = rb"\((?:[^()\\]++|\\[\s\S]|\((?:[^()\\]++|\\[\s\S])*+\))*+\)"
_PART: Final = re.compile(rb"(<[0-9A-Fa-f\s]*>|" + STRING + rb")|([+-]?(?:\d+\.?\d*|\.\d+))")
# In ems. The smallest space of the fonts in use, shrunk as far as TeX shrinks, is wider; kerns are narrower.
LEAST_GAP: Final = 0.11
_LEAST_MOVEMENT: Final = -1000 * LEAST_GAP


def text_parts(operand: bytes) -> tuple[bytes | float, ...]:
    """Movements are in thousandths of the size, to the left."""
    return tuple([float(number) if number else string_of(string) for string, number in _PART.findall(operand)])


def is_gap(movement: float) -> bool:
    """Between words, not letters. `movement`: in thousandths of an em to the left."""
    return movement <= _LEAST_MOVEMENT

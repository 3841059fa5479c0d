"""Which characters pdfLaTeX can set with the themes' T1 and TS1 fonts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cvtex.diagnostics import Span
from cvtex.emit.blocks import Block
from cvtex.text.richtext import strings

# `tests/endtoend/test_characters.py` sets each one in both themes, upright, italic, bold and in headings, and extracts
# it with four programs. Code points in hexadecimal, ranges inclusive.
_EIGHT_BIT_RANGES = """
    0020-007E 00A0-0137 0139-013E 0141-0148 014A-0165 0168-017E 0192 01C4-01D4 01E2-01E3 01E6-01EB 01F0 01F4-01F5
    01F8-01F9 0218-021B 0232-0233 0386 0388-038A 038C 0390-03A1 03A3-03CE 03D1 03D5-03D6 03F1 03F5 1E02-1E03
    1E0C-1E0D 1E1E-1E21 1E24-1E25 1E30-1E33 1E36-1E37 1E40-1E47 1E5A-1E5B 1E60-1E63 1E6C-1E6D 1E80-1E85 1E8E-1E93
    1EBC-1EBD 1EF2-1EF3 1EF8-1EF9 2002-2003 2009-200C 2010-2016 2018-201A 201C-201E 2020-2022 2026 202F-2030
    2032-2033 2039-203A 2044 2060 2070-2071 2074-207B 207D-208B 20A1 20A4 20A9 20AB-20AC 2103 210F 2111 2113 2116
    2118 211C 2122 212E 2135 2190-2199 21A6 21AA 21BC-21BD 21C0-21C1 21CC 21D0-21D5 2200 2202-2203 2205-2209 220B
    220F 2211-2213 2216-2218 221A 221D-221E 2220 2223 2225 2227-222B 222E 223C 2240 2243 2245 2248 224D 2260-2261
    2264-2265 226A-226B 2272-2273 227A-227B 2282-2283 2286-2287 228E 2291-2299 22A2-22A5 22A8 22C2-22C6 22C9-22CA
    22EE-22EF 22F1 2308-230B 2322-2323 25A1 25B3 25B7 25BD 25C1 25E6 25EF 2660-2663 266A 266D-266F 27E8-27E9
    27F5-27F6 2A01-2A02 2A3F 2A7D-2A7E 2AAF-2AB0 FB00-FB06
"""


# The subset that does not depend on the text family: spaces, superscript and subscript figures, symbols from Latin
# Modern's math fonts, ligatures that are set as separate letters.
_OF_NO_FAMILY_RANGES = """
    0020 00A0 00AD 01C4-01CC 03D1 03D5-03D6 03F1 03F5 2002-2003 2009-200C 2010-2011 2016 2026 202F 2032-2033 2060
    210F 2111 2113 2118 211C 2135 2194-2199 21A6 21AA 21BC-21BD 21C0-21C1 21CC 21D0-21D5 2200
    2202-2203 2205-2209 220B 220F 2211 2213 2216-2218 221D-221E 2220 2223 2225 2227-222B 222E 223C 2240 2243 2245
    2248 224D 2261 2264-2265 226A-226B 2272-2273 227A-227B 2282-2283 2286-2287 228E 2291-2299 22A2-22A5 22A8
    22C2-22C6 22C9-22CA 22EE-22EF 22F1 2308-230B 2322-2323 25A1 25B3 25B7 25BD 25C1 25EF 2660-2663 266D-266F
    27E8-27E9 27F5-27F6 2A01-2A02 2A3F 2A7D-2A7E 2AAF-2AB0 FB00-FB06
"""


def _members(ranges: str) -> Iterator[str]:
    for part in ranges.split():
        first, _, last = part.partition("-")
        yield from map(chr, range(int(first, 16), int(last or first, 16) + 1))


EIGHT_BIT = frozenset(_members(_EIGHT_BIT_RANGES))
# TeX sets these in a typeface that differs from the text: they are taken from TeX only if no font file has them.
LAST_RESORT = frozenset(
    _members("00B2-00B3 00B5 00B9 0386 0388-038A 038C 0390-03A1 03A3-03CE 2070-2071 2074-207B 207D-208B")
)
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_OF_NO_FAMILY = frozenset(_members(_OF_NO_FAMILY_RANGES))


def settable_with(made: frozenset[str] | None) -> frozenset[str]:
    """Return the characters that the text fonts print. `made`: those that all generated families have, or None."""
    return (EIGHT_BIT if made is None else (EIGHT_BIT & made) | _OF_NO_FAMILY) - LAST_RESORT


def private_characters(blocks: Iterable[Block]) -> dict[str, Span]:
    """Return the private-use characters, each with the item where it occurs first.

    They have no meaning outside one font, so they are not printed.
    """
    found: dict[str, Span] = {}
    for block in blocks:
        text = "".join(string for text in block.texts for string in strings(text))
        for character in text if _PRIVATE.search(text) else ():
            if _PRIVATE.match(character):
                found.setdefault(character, block.span)
    return found

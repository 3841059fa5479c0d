"""A font program read back by the rules of the format contains the drawn outlines."""

from __future__ import annotations

import re
import struct

from hypothesis import given
from hypothesis import strategies as st

from cvtex.fonts.outline import CLOSE, CURVE, LINE, MOVE, Outline, joined
from cvtex.fonts.type1 import font_program, glyph

TRIANGLE = Outline(((MOVE, 10, 0), (LINE, 400, 0), (LINE, 205, 700), (CLOSE,)))
ROUND = Outline(((MOVE, 0, -1200), (CURVE, 5, 6, 1500, 8, 9, -2000), (CLOSE,)))


def decrypted(data: bytes, key: int) -> bytes:
    """Adobe Type 1 Font Format, 7.1, without the first four bytes."""
    out = []
    for byte in data:
        out.append(byte ^ key >> 8)
        key = (byte + key) * 52845 + 22719 & 0xFFFF
    return bytes(out[4:])


def numbers_and_operators(charstring: bytes) -> list[int | str]:
    """Decode numbers (6.2); operators are shown by their codes in brackets."""
    found: list[int | str] = []
    place = 0
    while place < len(charstring):
        byte = charstring[place]
        place += 1
        if byte >= 32 and byte <= 246:
            found.append(byte - 139)
        elif byte >= 247 and byte <= 254:
            more = charstring[place]
            place += 1
            found.append((byte - 247) * 256 + more + 108 if byte <= 250 else -(byte - 251) * 256 - more - 108)
        elif byte == 255:
            (value,) = struct.unpack(">i", charstring[place : place + 4])
            found.append(value)
            place += 4
        else:
            found.append(f"[{byte}]")
    return found


def drawn(charstring: bytes) -> list[int | str]:
    return numbers_and_operators(decrypted(charstring, 4330))


def test_a_glyph_is_its_width_and_its_path_in_steps_from_point_to_point() -> None:
    assert drawn(glyph(TRIANGLE, 410).charstring) == [
        0, 410, "[13]",
        10, 0, "[21]",
        390, 0, "[5]",
        -195, 700, "[5]",
        "[9]", "[14]",
    ]  # fmt: skip


def test_numbers_of_any_size_are_written() -> None:
    assert drawn(glyph(ROUND, 0).charstring)[3:14] == [
        0,
        -1200,
        "[21]",
        5,
        1206,
        1495,
        2,
        -1491,
        -2008,
        "[8]",
        "[9]",
    ]


def test_a_program_has_the_glyphs_that_its_encoding_names() -> None:
    program = font_program(
        "Test-Bold",
        [("uni0041.s0", glyph(TRIANGLE, 410)), ("uni0042.s1", glyph(ROUND, 7))],
        ["uni0041.s0", "uni0042.s1"],
    )
    segments = []
    place = 0
    while program[place + 1] != 3:
        (length,) = struct.unpack("<I", program[place + 2 : place + 6])
        segments.append(program[place + 6 : place + 6 + length])
        place += 6 + length
    head, private, tail = segments
    assert b"/FontName /Test-Bold def" in head
    assert re.findall(rb"dup (\d+) /(\S+) put", head) == [(b"0", b"uni0041.s0"), (b"1", b"uni0042.s1")]
    assert b"/FontBBox {0 -2000 1500 700}" in head
    plain = decrypted(private, 55665)
    names = re.findall(rb"/(\.?[A-Za-z][\w.]*) (\d+) RD ", plain)
    assert [name for name, _ in names] == [b".notdef", b"uni0041.s0", b"uni0042.s1"]
    start = plain.index(b"/uni0041.s0 ") + len(b"/uni0041.s0 ") + len(names[1][1]) + len(b" RD ")
    assert drawn(plain[start : start + int(names[1][1])])[:3] == [0, 410, "[13]"]
    assert tail.endswith(b"cleartomark\n")


coordinates = st.integers(-4000, 4000)


@given(st.lists(st.tuples(coordinates, coordinates), min_size=1, max_size=20), coordinates, coordinates)
def test_a_moved_outline_is_the_same_outline_elsewhere(points: list[tuple[int, int]], right: int, up: int) -> None:
    outline = Outline(tuple((LINE, x, y) for x, y in points))
    left, bottom, far, top = outline.box()
    assert outline.shifted(right, up).box() == (left + right, bottom + up, far + right, top + up)
    assert outline.shifted(right, up).shifted(-right, -up) == outline
    assert joined([outline, outline]).box() == outline.box()


@given(st.lists(st.tuples(coordinates, coordinates), max_size=20), st.integers(0, 2000))
def test_the_steps_of_a_path_add_up_to_its_points(points: list[tuple[int, int]], width: int) -> None:
    path = [
        one
        for one in drawn(glyph(Outline(tuple((LINE, x, y) for x, y in points)), width).charstring)[3:]
        if isinstance(one, int)
    ]
    reached = []
    x = y = 0
    for right, up in zip(path[::2], path[1::2], strict=True):
        x, y = x + right, y + up
        reached.append((x, y))
    assert reached == points

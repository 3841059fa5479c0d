"""Read a TFM file as TeX does ("TeX: The Program", sections 539 to 575)."""

from __future__ import annotations

import struct
from collections.abc import Mapping

from cvtex.value import Value


class Read(Value):
    """All measures in thousandths of the design size."""

    characters: Mapping[int, tuple[float, float, float]]
    programs: Mapping[int, list[tuple[int, str, float]]]
    parameters: list[float]


def read(data: bytes) -> Read:
    lf, lh, bc, ec, nw, nh, nd, ni, nl, nk, ne, np = struct.unpack(">12H", data[:24])
    assert lf == len(data) // 4 == 6 + lh + (ec - bc + 1) + nw + nh + nd + ni + nl + nk + ne + np
    words = [data[place : place + 4] for place in range(24 + 4 * lh, len(data), 4)]

    def take(count: int) -> list[bytes]:
        taken, words[:] = words[:count], words[count:]
        return taken

    def fixed(count: int) -> list[float]:
        return [struct.unpack(">i", word)[0] * 1000 / (1 << 20) for word in take(count)]

    information = take(ec - bc + 1)
    widths, heights, depths, _ = fixed(nw), fixed(nh), fixed(nd), fixed(ni)
    steps, kerns = take(nl), fixed(nk)
    assert max(nh, nd) <= 16
    assert nw <= 256
    characters, programs = {}, {}
    for code, (width, sizes, tag, remainder) in enumerate(information, bc):
        if width:
            characters[code] = (widths[width], heights[sizes >> 4], depths[sizes & 15])
        if tag & 3 == 1:
            place = remainder
            if steps[place][0] > 128:
                place = 256 * steps[place][2] + steps[place][3]
            program = []
            while True:
                skip, next_, operation, value = steps[place]
                if operation >= 128:
                    program.append((next_, "kern", kerns[256 * (operation - 128) + value]))
                else:
                    program.append((next_, "ligature", value))
                if skip >= 128:
                    break
                place += skip + 1
            programs[code] = program
    return Read(characters, programs, fixed(np))

"""The sRGB colour space as an ICC profile (ICC.1:2004-10), computed from IEC 61966-2-1."""

from __future__ import annotations

import struct
from typing import Final

_D50: Final = (0.9642, 1.0, 0.8249)
# Primaries of IEC 61966-2-1, adapted from D65 to D50 by the Bradford method; columns of the matrix RGB -> XYZ.
_RED: Final = (0.4360747, 0.2225045, 0.0139322)
_GREEN: Final = (0.3850649, 0.7168786, 0.0971045)
_BLUE: Final = (0.1430804, 0.0606169, 0.7141733)
_BRADFORD: Final = (
    1.0478112,
    0.0228866,
    -0.0501270,
    0.0295424,
    0.9904844,
    -0.0170491,
    -0.0092345,
    0.0150436,
    0.7521316,
)
# ((x + a) / (1 + a)) ** gamma, linear below d: parameters g a b c d of a parametric curve of type 3.
_CURVE: Final = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


def srgb_profile() -> bytes:
    """A constant profile of about 500 bytes."""
    curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0) + _fixed(*_CURVE)
    tags = {
        b"desc": _text("sRGB"),
        b"cprt": _text("No copyright"),
        b"wtpt": _xyz(_D50),
        b"chad": b"sf32" + bytes(4) + _fixed(*_BRADFORD),
        b"rXYZ": _xyz(_RED),
        b"gXYZ": _xyz(_GREEN),
        b"bXYZ": _xyz(_BLUE),
        b"rTRC": curve,
    }
    table, body = b"", b""
    first = 128 + 4 + 12 * (len(tags) + 2)
    for name, data in tags.items():
        shared = (b"rTRC", b"gTRC", b"bTRC") if name == b"rTRC" else (name,)
        for one in shared:
            table += struct.pack(">4sII", one, first + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    content = struct.pack(">I", len(tags) + 2) + table + body
    header = struct.pack(
        ">I4sI4s4s4s6H4s4sIIIIII12s48x",
        128 + len(content), bytes(4), 0x04200000, b"mntr", b"RGB ", b"XYZ ",
        2026, 1, 1, 0, 0, 0, b"acsp", bytes(4), 0, 0, 0, 0, 0, 0, _fixed(*_D50),
    )  # fmt: skip
    return header + content


def _fixed(*numbers: float) -> bytes:
    return b"".join(struct.pack(">i", round(number * 65536)) for number in numbers)


def _xyz(colour: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + _fixed(*colour)


def _text(text: str) -> bytes:
    data = text.encode("utf-16-be")
    return b"mluc" + struct.pack(">IIIHHII", 0, 1, 12, 0x656E, 0x5553, len(data), 28) + data

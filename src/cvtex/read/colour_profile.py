"""Bytes of an ICC profile -> whether its colours differ from sRGB."""

from __future__ import annotations

import struct
from typing import Final

# Red, green and blue of sRGB as stored in profiles, adapted to D50 (ICC.1:2004-10, 6.3.4.3).
_SRGB: Final = {
    b"rXYZ": (0.4361, 0.2225, 0.0139),
    b"gXYZ": (0.3851, 0.7169, 0.0971),
    b"bXYZ": (0.1431, 0.0606, 0.7142),
}
_TOLERANCE: Final = 0.01
_MOST_TAGS: Final = 200


def has_other_colours(profile: bytes) -> bool:
    """False for a profile without primaries, such as a grey one."""
    count = int.from_bytes(profile[128:132])
    for number in range(min(count, _MOST_TAGS)):
        entry = profile[132 + 12 * number : 144 + 12 * number]
        wanted = _SRGB.get(entry[:4])
        if wanted is None or len(entry) < 12:
            continue
        place = int.from_bytes(entry[4:8])
        numbers = profile[place + 8 : place + 20]
        if len(numbers) < 12:
            continue
        found = [one / 65536 for one in struct.unpack(">3i", numbers)]
        if any(abs(is_ - want) > _TOLERANCE for is_, want in zip(found, wanted, strict=True)):
            return True
    return False

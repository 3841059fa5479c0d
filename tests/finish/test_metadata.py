"""Info -> XMP."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from cvtex.finish.metadata import xmp_packet

INFO = {"Title": "CV & <more>\x01", "Author": "Zoë", "Keywords": "a, b", "Producer": "TeX"}


def text(packet: bytes) -> str:
    return "|".join(part.strip() for part in ET.fromstring(packet.decode()).itertext() if part.strip())


def test_what_xml_escapes_or_cannot_hold() -> None:
    assert text(xmp_packet(INFO, "en", "pdfa")) == "2|A|CV & <more>|Zoë|en|a, b|TeX"


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("D:20261122120304+01'00'", "2026-11-22T12:03:04+01:00"),
        ("D:20261122120304Z", "2026-11-22T12:03:04Z"),
        ("D:19700101000000-00'00'", "1970-01-01T00:00:00-00:00"),
        ("yesterday", ""),
    ],
)
def test_dates(date: str, expected: str) -> None:
    found = text(xmp_packet({**INFO, "CreationDate": date}, "en", "pdfa"))
    assert found == "2|A|CV & <more>|Zoë|en|a, b|TeX" + (f"|{expected}" if expected else "")

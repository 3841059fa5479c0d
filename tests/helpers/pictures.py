"""Pictures of a colour gradient, in all kinds of PNG and JPEG."""

from __future__ import annotations

import io
import itertools
import struct
import zlib
from typing import Any

from PIL import Image, ImageCms

_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def gradient(width: int = 70, height: int = 90, mode: str = "RGB") -> Image.Image:
    image = Image.new("RGB", (width, height))
    for x, y in itertools.product(range(width), range(height)):
        image.putpixel((x, y), (60 + x * 120 // width, 90 + y * 100 // height, 150))
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def transparent(mode: str) -> Image.Image:
    """Return a picture that is transparent at the top and opaque at the bottom."""
    image = gradient().convert(mode)
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    return image


def turned(orientation: int) -> bytes:
    """Return a JPEG with this EXIF orientation and a camera's name."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Secret Camera"
    return saved(gradient(), "JPEG", exif=exif)


def profile(name: str = "sRGB") -> bytes:
    """Return an ICC profile: sRGB, or one with another green."""
    found: bytes = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    if name == "sRGB":
        return found
    entry = found.index(b"gXYZ")
    place = int.from_bytes(found[entry + 4 : entry + 8]) + 8
    return found[:place] + struct.pack(">3i", 13_000, 45_000, 7_000) + found[place + 12 :]


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(
    width: int, height: int, depth: int, colour: int, rows: bytes, *, interlace: int = 0, more: bytes = b""
) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace)
    pixels = chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + more + pixels + chunk(b"IEND", b"")


def deep(*, has_alpha: bool = False, width: int = 40, height: int = 50) -> bytes:
    """Return a PNG with 16 bits per channel."""

    def pixel(x: int, y: int) -> bytes:
        return struct.pack(">HHH", x * 900, y * 700, 30_000) + (struct.pack(">H", x * 900) if has_alpha else b"")

    rows = b"".join(b"\0" + b"".join(pixel(x, y) for x in range(width)) for y in range(height))
    return png(width, height, 16, 6 if has_alpha else 2, rows)


def interlaced(*, has_alpha: bool = False, width: int = 41, height: int = 53) -> bytes:
    def pixel(x: int, y: int) -> bytes:
        return bytes((x * 3, y * 2, 120, *((x * 3,) if has_alpha else ())))

    rows = b"".join(
        b"\0" + b"".join(pixel(x, y) for x in range(column, width, right))
        for column, first, right, down in _PASSES
        for y in range(first, height, down)
    )
    return png(width, height, 8, 6 if has_alpha else 2, rows, interlace=1)


KINDS: dict[str, bytes] = {
    "rgb.png": saved(gradient(), "PNG"),
    "grey.png": saved(gradient(mode="L"), "PNG"),
    "palette.png": saved(gradient().quantize(16), "PNG"),
    "black-and-white.png": saved(gradient(mode="1"), "PNG"),
    "alpha.png": saved(transparent("RGBA"), "PNG"),
    "grey-alpha.png": saved(transparent("LA"), "PNG"),
    "palette-transparent.png": saved(gradient().quantize(16), "PNG", transparency=3),
    "grey-transparent.png": saved(gradient(mode="L"), "PNG", transparency=120),
    "deep.png": deep(),
    "deep-alpha.png": deep(has_alpha=True),
    "interlaced.png": interlaced(),
    "interlaced-alpha.png": interlaced(has_alpha=True),
    "with-profile.png": saved(gradient(), "PNG", icc_profile=profile()),
    "rgb.jpg": saved(gradient(), "JPEG"),
    "grey.jpg": saved(gradient(mode="L"), "JPEG"),
    "progressive.jpg": saved(gradient(), "JPEG", progressive=True),
    "with-profile.jpg": saved(gradient(), "JPEG", icc_profile=profile()),
    "turned.jpg": turned(6),
}

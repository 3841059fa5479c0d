"""Bytes of a font file -> its faces. HarfBuzz parses; this module limits sizes and counts of untrusted files."""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Final
from unicodedata import category

from cvtex.fonts.face import LARGEST_FILE, NORMAL_WIDTH, Face, FontFile, Kind, ranges_of
from cvtex.fonts.sources import licence_in

if TYPE_CHECKING:
    import uharfbuzz as hb

_MOST_FACES: Final = 64
_LONGEST_NAME: Final = 100
_MOST_TRIED_GLYPHS: Final = 24

_OPENTYPE: Final = (b"\0\1\0\0", b"OTTO", b"true", b"ttcf")
_WEB_FONTS: Final = (b"wOFF", b"wOF2")
_OUTLINES: Final = frozenset({b"glyf", b"CFF ", b"CFF2"})
_NEEDED: Final = frozenset({b"cmap", b"head", b"hhea", b"hmtx", b"maxp"})

# Words of family names, for fonts whose tables do not state their kind.
_MONO_NAME: Final = re.compile(r"\b(mono|monospace|monospaced|code|courier|typewriter|console|consolas|terminal)\b")
_SANS_NAME: Final = re.compile(r"\b(sans|grotesk|grotesque|gothic|kufi|kaku|hei|heiti|helvetica|arial|emoji)\b")
_SERIF_NAME: Final = re.compile(
    r"\b(serif|roman|slab|garamond|\w*charter|gentium|times|baskerville|bodoni|caslon|didot|georgia|palatino|antiqua"
    r"|naskh|nastaliq|mincho|ming|song|songti|batang|myungjo|myeongjo)\b"
)
_ITALIC_NAME: Final = re.compile(r"\b(italic|oblique|slanted|kursiv)", re.IGNORECASE)
# CJK region: part of the family name, even where a font puts it into the style.
_REGION: Final = re.compile(r"\b(SC|TC|HK|JP|KR)\b")


def faces_of(data: bytes, file: FontFile) -> tuple[Face, ...]:
    """Every face of the file. Never raises for bad data: the `problem` of a face says why it cannot be used.

    `licence` is the one that the font itself names, or "".
    """
    if len(data) > LARGEST_FILE:
        return (_unusable(file, f"is larger than {LARGEST_FILE // 1_000_000} MB"),)
    if data[:4] in _WEB_FONTS:
        return (_unusable(file, "is a web font (WOFF), not an OpenType font"),)
    if data[:4] not in _OPENTYPE:
        return (_unusable(file, "is not a font"),)
    import uharfbuzz as hb

    blob = hb.Blob(data)
    count = hb.Face(blob).count
    if count == 0:
        return (_unusable(file, "is damaged"),)
    return tuple(_face(hb.Face(blob, index), data, file, index) for index in range(min(count, _MOST_FACES)))


def _unusable(file: FontFile, problem: str) -> Face:
    return Face(
        path=file.path, index=0, family=PurePath(file.path).stem[:_LONGEST_NAME], style="", weights=(400, 400),
        is_italic=False, kind="sans", characters=(), x_height=0, source=file.source, package=file.package, licence="",
        size=file.size, mtime_ns=file.mtime_ns, problem=problem,
    )  # fmt: skip


def _face(face: hb.Face, data: bytes, file: FontFile, index: int) -> Face:
    import uharfbuzz as hb

    names = _Names(face)
    family, style = _family_and_style(names)
    os2 = _table(face, "OS/2")
    font = hb.Font(face)
    unicodes = [code for code in face.unicodes if _is_text(code) and _is_drawn(font, code)]
    family = family or PurePath(file.path).stem[:_LONGEST_NAME]
    return Face(
        path=file.path,
        index=index,
        family=family,
        style=style,
        weights=_weights(face, os2, style),
        is_italic=_is_italic(face, os2, style),
        kind=_kind(face, os2, family, font),
        characters=ranges_of(unicodes),
        x_height=_x_height(face, font),
        source=file.source,
        package=file.package,
        licence=licence_in(f"{names.of(hb.OTNameIdPredefined.LICENSE)} {names.of(hb.OTNameIdPredefined.LICENSE_URL)}"),
        size=file.size,
        mtime_ns=file.mtime_ns,
        problem=_problem(face, data, os2, font, unicodes),
        width=_width(os2),
    )


def _is_text(code: int) -> bool:
    """False for control characters, and for private use areas, which have no meaning outside one font."""
    return not (code < 0x20 or 0x7F <= code < 0xA0 or 0xE000 <= code < 0xF900 or code >= 0xF0000)


# CJK and other large blocks: fonts draw thousands of these, so they are not checked one by one.
_MANY: Final = ((0x2E80, 0xD7FF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
_OF_NO_INK: Final = frozenset({"Cf", "Mn", "Me", "Mc", "Zs", "Zl", "Zp"})


def _is_drawn(font: hb.Font, code: int) -> bool:
    """Whether the glyph has ink and a width. Some fonts map letters to empty glyphs or to combining ones."""
    if any(first <= code <= last for first, last in _MANY) or category(chr(code)) in _OF_NO_INK:
        return True
    glyph = font.get_nominal_glyph(code)
    extents = font.get_glyph_extents(glyph) if glyph else None
    return bool(extents and extents.width and font.get_glyph_h_advance(glyph) > 0)


class _Names:
    """Names of a face."""

    def __init__(self, face: hb.Face) -> None:
        self._face = face

    def of(self, name: hb.OTNameIdPredefined) -> str:
        return self._face.get_name(name) or ""

    def short(self, name: hb.OTNameIdPredefined) -> str:
        """Cut to a bounded length and without control characters, fit for printing."""
        text = self.of(name)[: _LONGEST_NAME * 4]
        printable = "".join(" " if category(one)[0] in "CZ" else one for one in text)
        return " ".join(printable.split())[:_LONGEST_NAME]


def _family_and_style(names: _Names) -> tuple[str, str]:
    import uharfbuzz as hb

    ids = hb.OTNameIdPredefined
    family = names.short(ids.TYPOGRAPHIC_FAMILY) or names.short(ids.FONT_FAMILY)
    style = names.short(ids.TYPOGRAPHIC_SUBFAMILY) or names.short(ids.FONT_SUBFAMILY)
    region = _REGION.search(style)
    if region and not _REGION.search(family):
        return f"{family} {region[0]}", " ".join(_REGION.sub("", style).split()) or "Regular"
    return family, style


def _table(face: hb.Face, tag: str) -> bytes:
    return face.reference_table(tag).data or b""


def _number(table: bytes, offset: int, code: str) -> int:
    """Read a big-endian number; 0 if the table is too short."""
    try:
        (value,) = struct.unpack_from(f">{code}", table, offset)
    except struct.error:
        return 0
    assert isinstance(value, int)
    return value


def _weights(face: hb.Face, os2: bytes, style: str) -> tuple[int, int]:
    for axis in _axes(face):
        if axis.tag == "wght" and 1 <= axis.min_value <= axis.max_value <= 1000:
            return round(axis.min_value), round(axis.max_value)
    weight = _number(os2, 4, "H")
    if 1 <= weight <= 9:  # the scale before OpenType 1.2
        weight *= 100
    if not 1 <= weight <= 1000:
        weight = 700 if "bold" in style.casefold() else 400
    return weight, weight


def _axes(face: hb.Face) -> Sequence[hb.OTVarAxisInfo]:
    try:
        return tuple(face.axis_infos)
    except UnicodeDecodeError:  # a damaged tag: treat the font as static
        return ()


def _width(os2: bytes) -> int:
    width = _number(os2, 6, "H")
    return width if 1 <= width <= 9 else NORMAL_WIDTH


def _is_italic(face: hb.Face, os2: bytes, style: str) -> bool:
    italic, oblique = 1, 1 << 9
    is_slanted_mac = _number(_table(face, "head"), 44, "H") & 2
    return bool(_number(os2, 62, "H") & (italic | oblique) or is_slanted_mac or _ITALIC_NAME.search(style))


def _kind(face: hb.Face, os2: bytes, family: str, font: hb.Font) -> Kind:
    """By PANOSE and family class, else by the name, else by the letter I: with serifs it has more than 6 segments."""
    panose = os2[32:42]
    is_latin_text = panose[:1] == b"\2"
    if _number(_table(face, "post"), 12, "I") or (is_latin_text and panose[3:4] == b"\x09"):
        return "mono"
    if is_latin_text and len(panose) == 10 and 2 <= panose[1] <= 15:
        return "serif" if panose[1] <= 10 else "sans"
    family_class = _number(os2, 30, "b")
    if family_class in {1, 2, 3, 4, 5, 7}:
        return "serif"
    if family_class == 8:
        return "sans"
    name = family.casefold()
    if _MONO_NAME.search(name):
        return "mono"
    if _SANS_NAME.search(name):
        return "sans"
    if _SERIF_NAME.search(name):
        return "serif"
    glyph = font.get_nominal_glyph(ord("I"))
    return "serif" if glyph and _segments(font, glyph) > 6 else "sans"


def _segments(font: hb.Font, glyph: int) -> int:
    """The number of lines and curves of the glyph."""
    import uharfbuzz as hb

    count = 0

    def one(*_: object) -> None:
        nonlocal count
        count += 1

    functions = hb.DrawFuncs()
    functions.set_line_to_func(one)
    functions.set_quadratic_to_func(one)
    functions.set_cubic_to_func(one)
    font.draw_glyph(glyph, functions, None)
    return count


def _x_height(face: hb.Face, font: hb.Font) -> int:
    import uharfbuzz as hb

    height = font.get_metric_position(hb.OTMetricsTag.X_HEIGHT) or 0
    if height <= 0:
        glyph = font.get_nominal_glyph(ord("x"))
        extents = font.get_glyph_extents(glyph) if glyph else None
        height = extents.y_bearing if extents else 0
    thousandths = round(1000 * height / face.upem) if face.upem else 0
    return thousandths if 0 < thousandths < 2000 else 0


def _problem(face: hb.Face, data: bytes, os2: bytes, font: hb.Font, unicodes: list[int]) -> str:
    tags = _tables_within(data, face.index)
    if not tags:
        return "is damaged"
    if not tags & _OUTLINES:
        return "has no outlines"
    if not tags >= _NEEDED or not face.glyph_count or not unicodes:
        return "is damaged"
    if not _draws_something(font, unicodes):
        return "has no outlines"
    return _embedding_problem(os2)


def _tables_within(data: bytes, index: int) -> frozenset[bytes]:
    """The tags of a face's tables; empty for a truncated file, of which HarfBuzz would read the rest."""
    start = _number(data, 12 + 4 * index, "I") if data[:4] == b"ttcf" else 0
    records = range(start + 12, start + 12 + 16 * _number(data, start + 4, "H"), 16)
    ends = [_number(data, record + 8, "I") + _number(data, record + 12, "I") for record in records]
    if max([*ends, records.stop]) > len(data):
        return frozenset()
    return frozenset(data[record : record + 4] for record in records)


def _draws_something(font: hb.Font, unicodes: list[int]) -> bool:
    """False for colour fonts with empty outlines. Tries a sample of glyphs."""
    step = max(1, len(unicodes) // _MOST_TRIED_GLYPHS)
    tried = (font.get_nominal_glyph(code) for code in unicodes[::step])
    return any(glyph and _segments(font, glyph) for glyph in tried)


def _embedding_problem(os2: bytes) -> str:
    """By OS/2 fsType: the most permissive bit counts. PDFs embed a subset of the outlines."""
    rights = _number(os2, 8, "H")
    restricted, print_and_preview, editable, no_parts, pictures_only = 0x2, 0x4, 0x8, 0x100, 0x200
    if (rights & restricted and not rights & (print_and_preview | editable)) or rights & pictures_only:
        return "forbids embedding (OS/2 fsType)"
    if rights & no_parts:
        return "forbids embedding a subset (OS/2 fsType)"
    return ""

"""The letters of a PDF with their places and looks, through PDFium."""

from __future__ import annotations

import ctypes
import re
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from cvtex.pdf.foreign import address_of, font_name, pdfium_document
from cvtex.value import Value
from cvtex.verify.page_text import Room, page_objects

MOST_PAGES: Final = 300
MOST_LETTERS: Final = 1_000_000
MOST_BYTES: Final = 400_000_000
"""Of all streams, unpacked."""
_PIECE: Final = 65_536
_BOLD: Final = re.compile(r"bold|black|heavy|demi|[-,]bd|cmbx|sfbx|cmssbx|medi$|-b$", re.IGNORECASE)
_ITALIC: Final = re.compile(r"ital|obli|slanted|cmti|sfti|cmsl|-it$|-i$", re.IGNORECASE)
# Their letters are pictures.
_ICONS: Final = re.compile(
    r"awesome|marvosym|academicon|icomoon|material|wingding|webding|simpleicons|ifsym", re.IGNORECASE
)
_LIGATURES: Final = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
# Accents that stand over a letter of their own.
_ACCENTS: Final = {
    "´": "\u0301", "`": "\u0300", "¨": "\u0308", "ˆ": "\u0302", "˜": "\u0303", "¸": "\u0327", "˚": "\u030a",
    "ˇ": "\u030c", "¯": "\u0304", "˝": "\u030b", "˘": "\u0306", "˙": "\u0307", "˛": "\u0328",
}  # fmt: skip
_HYPHEN: Final = 0x02
_SLANT: Final = 0.1


class Look(NamedTuple):
    """`size`: of the letters, in bp, to the half. `ink`: their colour."""

    size: float
    is_bold: bool
    is_italic: bool
    ink: tuple[int, int, int]


class Glyph(NamedTuple):
    """`owner`: its marked content, if it has a number. `base`: the height of the line that it stands on.

    `is_after_blank`: the file has a blank before it. `is_after_gap`: PDFium sees one, as before raised letters, too.
    """

    text: str
    left: float
    right: float
    base: float
    look: Look
    owner: int | None = None
    url: str = ""
    is_after_blank: bool = False
    is_after_gap: bool = False


class GlyphPage(Value):
    """`artifacts`: letters that the file says are no content, such as page numbers. `turned`: texts that do not stand
    upright.
    """

    number: int
    width: float
    height: float
    glyphs: Sequence[Glyph]
    artifacts: Sequence[Glyph] = ()
    turned: Sequence[str] = ()


class LinkArea(NamedTuple):
    page: int
    box: tuple[float, float, float, float]
    address: str


class TooLargeError(Exception):
    pass


def check_unpacked(data: bytes) -> None:
    """Raises TooLargeError if the streams of a PDF grow beyond all measure, before PDFium unpacks them."""
    room = MOST_BYTES
    for start in re.finditer(rb"stream\r?\n", data):
        room -= _unpacked(memoryview(data)[start.end() :], room)
        if room <= 0:
            raise TooLargeError(f"its streams have more than {MOST_BYTES // 1_000_000} MB, too much for a CV")


def _unpacked(data: memoryview, most: int) -> int:
    """How many bytes a stream has, up to about `most`; 0 if it is not packed."""
    unpacker = zlib.decompressobj()
    size = place = 0
    rest = b""
    while size < most and not unpacker.eof and (rest or place < len(data)):
        if not rest:
            rest = bytes(data[place : place + _PIECE])
            place += _PIECE
        try:
            size += len(unpacker.decompress(rest, _PIECE * 16))
        except zlib.error:
            break
        rest = unpacker.unconsumed_tail
    return size


def read_glyphs(data: bytes, links: Sequence[LinkArea] = ()) -> list[GlyphPage]:
    """In the order of the file. Raises UnreadablePdfError and TooLargeError."""
    pages: list[GlyphPage] = []
    room = Room()
    with pdfium_document(data) as document:
        if len(document) > MOST_PAGES:
            raise TooLargeError(f"{len(document):,} pages are too many for a CV; {MOST_PAGES} are read at most")
        for index in range(len(document)):
            page = document[index]
            text = page.get_textpage()
            try:
                room.actual_texts.clear()
                reader = _PageReader(page, text, room, [one for one in links if one.page == index + 1])
                width, height = page.get_size()
                glyphs = _accented(list(reader.glyphs()))
                turned = ["".join(one) for one in reader.turned.values()]
                pages.append(GlyphPage(index + 1, width, height, glyphs, reader.artifacts, turned))
            finally:
                text.close()
                page.close()
            if sum(len(one.glyphs) for one in pages) > MOST_LETTERS or room.is_used_up:
                raise TooLargeError(f"more than {MOST_LETTERS:,} letters are too many for a CV")
    return pages


class _PageReader:
    def __init__(self, page: Any, text: Any, room: Room, links: Sequence[LinkArea]) -> None:
        self.text = text
        self.owners = {one.address: one.owner for one in page_objects(page, room)}
        self.looks: dict[int, Look | None] = {}
        self.links = links
        self.artifacts: list[Glyph] = []
        self.turned: dict[int, list[str]] = {}
        # Then all letters are turned, and the page shows them upright.
        self.is_turned_page = bool(page.get_rotation())

    def glyphs(self) -> Iterator[Glyph]:
        import pypdfium2.raw as pdfium

        x, y = ctypes.c_double(), ctypes.c_double()
        box = pdfium.FS_RECTF()
        is_after_blank = is_after_gap = False
        for index in range(min(self.text.count_chars(), MOST_LETTERS)):
            code = pdfium.FPDFText_GetUnicode(self.text, index)
            if (code <= 0x20 and code != _HYPHEN) or code == 0xA0:
                is_after_blank |= pdfium.FPDFText_IsGenerated(self.text, index) != 1
                is_after_gap = True
                continue
            handle = pdfium.FPDFText_GetTextObject(self.text, index)
            address = address_of(handle)
            owner = self.owners.get(address)
            if address not in self.looks:
                self.looks[address] = _look(handle)
            look = self.looks[address]
            sign = _sign(code)
            if look is None or not sign:
                continue
            if not self.is_turned_page and _is_turned(handle):
                self.turned.setdefault(address, []).append(sign)
                continue
            # The room of the letter, not its ink: a 1 is narrower than its room.
            pdfium.FPDFText_GetLooseCharBox(self.text, index, box)
            pdfium.FPDFText_GetCharOrigin(self.text, index, ctypes.byref(x), ctypes.byref(y))
            start, end = min(box.left, box.right), max(box.left, box.right)
            url = self._url((start + end) / 2, (box.bottom + box.top) / 2)
            number = owner.number if owner is not None and not owner.is_in_form else None
            glyph = Glyph(sign, start, end, y.value, look, number, url, is_after_blank, is_after_gap)
            is_after_blank = is_after_gap = False
            if owner is not None and owner.is_artifact:
                self.artifacts.append(glyph)
            else:
                yield glyph

    def _url(self, x: float, y: float) -> str:
        for _, (left, bottom, right, top), address in self.links:
            if left <= x <= right and bottom <= y <= top:
                return address
        return ""


def _sign(code: int) -> str:
    if code == _HYPHEN:
        return "-"
    if code in _LIGATURES:
        return _LIGATURES[code]
    sign = chr(code) if code <= 0x10FFFF else ""
    # Private letters are pictures; surrogates and control signs are none.
    return "" if unicodedata.category(sign or "\0") in ("Co", "Cs", "Cc", "Cn") or code == 0xFFFD else sign


def _look(handle: Any) -> Look | None:
    """None for icons."""
    import pypdfium2.raw as pdfium

    size = ctypes.c_float()
    matrix = pdfium.FS_MATRIX()
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFTextObj_GetFontSize(handle, ctypes.byref(size))
    pdfium.FPDFPageObj_GetMatrix(handle, matrix)
    pdfium.FPDFPageObj_GetFillColor(handle, *map(ctypes.byref, (red, green, blue, alpha)))
    font = pdfium.FPDFTextObj_GetFont(handle)
    name = font_name(lambda buffer, length: pdfium.FPDFFont_GetBaseFontName(font, buffer, length)) if font else ""
    if _ICONS.search(name):
        return None
    scale = abs(matrix.d) or abs(matrix.b) or 1.0
    height = round(size.value * scale * 2) / 2
    ink = (red.value, green.value, blue.value)
    # PDFium's weights are guesses; the names are written by people.
    return Look(height or 1.0, bool(_BOLD.search(name)), bool(_ITALIC.search(name)), ink)


def _is_turned(handle: Any) -> bool:
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(handle, matrix)
    return bool(abs(matrix.b) > _SLANT * (abs(matrix.a) + abs(matrix.b)))


def _accented(glyphs: list[Glyph]) -> list[Glyph]:
    """Join accents with the letters under them, as TeX's old fonts have them."""
    found: list[Glyph] = []
    for one in glyphs:
        before = found[-1] if found else None
        if before is not None and abs(one.base - before.base) < one.look.size:
            middle = (before.left + before.right) / 2
            if before.text in _ACCENTS and one.text.isalpha() and one.left <= middle <= one.right:
                letter = {"ı": "i", "ȷ": "j"}.get(one.text, one.text)
                text = unicodedata.normalize("NFC", letter + _ACCENTS[before.text])
                found[-1] = one._replace(
                    text=text, is_after_blank=before.is_after_blank, is_after_gap=before.is_after_gap
                )
                continue
            middle = (one.left + one.right) / 2
            if one.text in _ACCENTS and before.text.isalpha() and before.left <= middle <= before.right:
                text = unicodedata.normalize("NFC", before.text + _ACCENTS[one.text])
                found[-1] = before._replace(text=text)
                continue
        found.append(one)
    return found

"""Bytes of any PDF -> the text of each page in pieces, with their marked content, through PDFium.

Chrome and many parsers use PDFium. It inserts spaces into gaps and ends lines where the text continues elsewhere. At
line ends, this module distinguishes PDFium's insertions from characters in the file.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from cvtex.pdf.foreign import MOST_PAGES, address_of, font_name, pdfium_document
from cvtex.value import Struct, Value, field

MOST_CHARACTERS: Final = 2_000_000
MOST_OBJECTS: Final = 500_000
TEXT: Final = 1
_FORM: Final = 5
_MOST_FORMS: Final = 8
_MOST_MARKS: Final = 32
_MOST_BYTES: Final = 65_536
# Distance in bp at which text objects are placed to be read one by one.
_APART: Final = 3000.0
_SOFT_HYPHEN: Final = "\u00ad"
_UNKNOWN: Final = "\ufffd"


class ContentOwner(NamedTuple):
    """The owner of content. `number`: the MCID or None. `is_in_form`: an MCID of a form's own (14.7.4.2)."""

    number: int | None = None
    is_in_form: bool = False
    is_artifact: bool = False


class Room(Struct):
    """Remaining limits, and a cache: `actual_texts` by the marks of the open page, which many objects share."""

    characters: int = MOST_CHARACTERS
    objects: int = MOST_OBJECTS
    actual_texts: dict[int, str] = field(default_factory=dict)

    @property
    def is_used_up(self) -> bool:
        return self.characters <= 0 or self.objects <= 0


class PageObject(Value):
    """A drawn object. `handle`: for PDFium. `actual_texts`: (mark, ActualText) of the enclosing marks."""

    handle: Any
    address: int
    kind: int
    owner: ContentOwner
    actual_texts: tuple[tuple[int, str], ...]


def page_objects(page: Any, room: Room) -> Iterator[PageObject]:
    """All objects in stream order, including those in forms."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFPage_CountObjects(page)
    yield from _walk(
        [pdfium.FPDFPage_GetObject(page, place) for place in range(min(count, room.objects))],
        ContentOwner(),
        (),
        0,
        room,
    )


def _walk(
    handles: list[Any], outer: ContentOwner, texts: tuple[tuple[int, str], ...], depth: int, room: Room
) -> Iterator[PageObject]:
    import pypdfium2.raw as pdfium

    for handle in handles:
        room.objects -= 1
        if room.objects <= 0:
            return
        kind = pdfium.FPDFPageObj_GetType(handle)
        owner, own_texts = _marks(handle, outer, room, is_in_form=depth > 0)
        all_texts = (*texts, *own_texts)
        if kind == _FORM and depth < _MOST_FORMS:
            count = min(pdfium.FPDFFormObj_CountObjects(handle), room.objects)
            inner = [pdfium.FPDFFormObj_GetObject(handle, place) for place in range(count)]
            yield from _walk(inner, owner, all_texts, depth + 1, room)
        elif handle:
            yield PageObject(handle, address_of(handle), kind, owner, all_texts)


def _marks(
    handle: Any, outer: ContentOwner, room: Room, *, is_in_form: bool
) -> tuple[ContentOwner, tuple[tuple[int, str], ...]]:
    import pypdfium2.raw as pdfium

    is_artifact = outer.is_artifact
    texts = []
    for place in range(min(pdfium.FPDFPageObj_CountMarks(handle), _MOST_MARKS)):
        mark = pdfium.FPDFPageObj_GetMark(handle, place)
        name = _string(lambda *rest, mark=mark: pdfium.FPDFPageObjMark_GetName(mark, *rest))
        is_artifact = is_artifact or name == "Artifact"
        address = address_of(mark)
        if address not in room.actual_texts and not room.is_used_up:
            room.actual_texts[address] = _string(
                lambda *rest, mark=mark: pdfium.FPDFPageObjMark_GetParamStringValue(mark, b"ActualText", *rest)
            )
            room.characters -= len(room.actual_texts[address])
        if room.actual_texts.get(address):
            texts.append((address, room.actual_texts[address]))
    number = pdfium.FPDFPageObj_GetMarkedContentID(handle)
    if number < 0:
        return ContentOwner(outer.number, outer.is_in_form, is_artifact), tuple(texts)
    return ContentOwner(number, is_in_form, is_artifact), tuple(texts)


def _string(fill: Any) -> str:
    """Call a PDFium function that writes UTF-16 text into a buffer."""
    length = ctypes.c_ulong(0)
    buffer = (ctypes.c_ushort * 64)()
    if not fill(buffer, ctypes.sizeof(buffer), length) or not length.value:
        return ""
    if length.value > ctypes.sizeof(buffer):
        buffer = (ctypes.c_ushort * (min(length.value, _MOST_BYTES) // 2 + 1))()
        if not fill(buffer, ctypes.sizeof(buffer), length):
            return ""
    return bytes(buffer)[: length.value].decode("utf-16-le", "replace").rstrip("\0")


class TextPiece(Value):
    """Contiguous text of one owner. Line ends are newlines, after a space if the file contains one."""

    text: str
    owner: ContentOwner


class PageText(Value):
    """`number`: from 1. `untagged_drawings`: number of drawings outside marked content.

    `letters`: number of characters by font. `unmapped`: of those without Unicode.
    """

    number: int
    pieces: tuple[TextPiece, ...] = ()
    untagged_drawings: int = 0
    letters: Mapping[str, int] = field(default_factory=dict)
    unmapped: Mapping[str, int] = field(default_factory=dict)
    damage: str = ""

    @property
    def text(self) -> str:
        lines = "".join(piece.text for piece in self.pieces).split("\n")
        return "\n".join(line.rstrip(" ") for line in lines).strip("\n")


class PagesText(Value):
    pages: tuple[PageText, ...]
    page_count: int
    is_cut: bool


def read_page_texts(data: bytes) -> PagesText:
    """Raises UnreadablePdfError. Reads a large file up to the limits."""
    with pdfium_document(data) as document:
        count = len(document)
        room = Room()
        pages = []
        for index in range(min(count, MOST_PAGES)):
            pages.append(_read_page(document, index, room))
            if room.is_used_up:
                break
        return PagesText(tuple(pages), count, room.is_used_up or len(pages) < count)


def _read_page(document: Any, index: int, room: Room) -> PageText:
    import pypdfium2

    try:
        page = document[index]
        text = page.get_textpage()
    except pypdfium2.PdfiumError as problem:
        return PageText(index + 1, damage=str(problem))
    try:
        room.actual_texts.clear()
        objects = tuple(page_objects(page, room))
        return _PageReader(page, text, objects, room).read(index + 1)
    except pypdfium2.PdfiumError as problem:
        return PageText(index + 1, damage=str(problem))
    finally:
        text.close()
        page.close()


class _PageReader:
    """Assign the characters of a page, in PDFium's order, to the owners of the objects that show them."""

    def __init__(self, page: Any, text: Any, objects: tuple[PageObject, ...], room: Room) -> None:
        self._page = page
        self._text = text
        self._objects = objects
        self._room = room
        self._owners = {one.address: one.owner for one in objects}
        self._letters: Counter[str] = Counter()
        self._unmapped: Counter[str] = Counter()

    def read(self, number: int) -> PageText:
        runs, hyphens = self._runs()
        ends = self._written_hyphens(hyphens)
        spaced, signs = self._between(frozenset(address for address, _ in runs))
        pieces: list[tuple[list[str], ContentOwner]] = [([sign], owner) for sign, owner in signs.pop(0, ())]
        for place, (address, characters) in enumerate(runs):
            owner = self._owners.get(address, ContentOwner())
            text = "".join(ends.get(address, "-") + "\n" if one == _HYPHEN else one for one in characters)
            if text.endswith("\n") and address in spaced and text[-2:-1] not in (" ", _SOFT_HYPHEN):
                text = text[:-1] + " \n"
            pieces.append(([text], owner))
            if address in signs and address not in (later for later, _ in runs[place + 1 : place + 2]):
                # PDFium's gap may be on either side of the drawing.
                gap = text[len(text.rstrip(" \n")) :]
                pieces += (([sign + gap], its_owner) for sign, its_owner in signs.pop(address))
        return PageText(
            number,
            tuple(_merged(pieces)),
            sum(one.kind != TEXT and one.owner == ContentOwner() for one in self._objects),
            dict(self._letters),
            dict(self._unmapped),
        )

    def _runs(self) -> tuple[list[tuple[int, list[str]]], bool]:
        """(address of an object, its characters), and whether PDFium removed a hyphen at a line end."""
        import pypdfium2.raw as pdfium

        runs: list[tuple[int, list[str]]] = []
        has_hyphens = False
        count = self._text.count_chars()
        for index in range(min(count, self._room.characters)):
            code = pdfium.FPDFText_GetUnicode(self._text, index)
            if pdfium.FPDFText_IsGenerated(self._text, index) == 1:
                if runs and code != 0x0D:
                    runs[-1][1].append("\n" if code == 0x0A else " ")
                continue
            handle = pdfium.FPDFText_GetTextObject(self._text, index)
            address = address_of(handle)
            if not runs or runs[-1][0] != address:
                runs.append((address, []))
                font = _font(handle)
            if pdfium.FPDFText_IsHyphen(self._text, index) == 1:
                has_hyphens = True
                runs[-1][1].append(_HYPHEN)
            else:
                runs[-1][1].append(_character(code))
            self._letters[font] += 1
            if pdfium.FPDFText_HasUnicodeMapError(self._text, index) == 1:
                self._unmapped[font] += 1
        self._room.characters -= count
        return [(address, _whole(characters)) for address, characters in runs], has_hyphens

    def _written_hyphens(self, has_hyphens: bool) -> dict[int, str]:
        """The last character of each text object, if PDFium removed hyphens: '-' and U+00AD differ in meaning.

        PDFium only removes them where text continues on another line, so the objects are read again side by side.
        """
        import pypdfium2.raw as pdfium

        if not has_hyphens:
            return {}
        for place, one in enumerate(self._objects):
            matrix = pdfium.FS_MATRIX()
            if one.kind == TEXT and pdfium.FPDFPageObj_GetMatrix(one.handle, matrix):
                pdfium.FPDFPageObj_Transform(one.handle, 1, 0, 0, 1, place * _APART - matrix.e, -matrix.f)
        again = self._page.get_textpage()
        last = {}
        try:
            for index in range(min(again.count_chars(), MOST_CHARACTERS)):
                code = pdfium.FPDFText_GetUnicode(again, index)
                if pdfium.FPDFText_IsGenerated(again, index) != 1 and code > 0x20:
                    last[address_of(pdfium.FPDFText_GetTextObject(again, index))] = _character(code)
        finally:
            again.close()
        return last

    def _between(self, shown: frozenset[int]) -> tuple[frozenset[int], dict[int, list[tuple[str, ContentOwner]]]]:
        """Text objects that a zero-width one follows, and ActualTexts of drawings, by the text object before (0: none).

        PDFium omits objects without width, such as the spaces that `finish` writes.
        """
        spaced = set()
        signs: dict[int, list[tuple[str, ContentOwner]]] = {}
        placed = {mark for one in self._objects if one.address in shown for mark, _ in one.actual_texts}
        last = 0
        for one in self._objects:
            if one.address in shown:
                last = one.address
            elif one.kind == TEXT and not one.actual_texts:
                spaced.add(last)
            for mark, words in one.actual_texts:
                if mark not in placed:
                    placed.add(mark)
                    signs.setdefault(last, []).append((words, one.owner))
        return frozenset(spaced), signs


_HYPHEN: Final = "\x02"


def _merged(pieces: list[tuple[list[str], ContentOwner]]) -> Iterator[TextPiece]:
    found: list[tuple[list[str], ContentOwner]] = []
    for texts, owner in pieces:
        if found and found[-1][1] == owner:
            found[-1][0].extend(texts)
        else:
            found.append((texts, owner))
    return (TextPiece("".join(texts), owner) for texts, owner in found)


def _character(code: int) -> str:
    if code in (0x09, 0x0A, 0x0D):
        return " "
    return chr(code) if 0 < code <= 0x10FFFF and code != ord(_HYPHEN) else _UNKNOWN


def _whole(characters: list[str]) -> list[str]:
    """Join surrogates: on some systems, PDFium splits characters outside the basic plane."""
    if not any("\ud800" <= one <= "\udfff" for one in characters):
        return characters
    return list("".join(characters).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))


def _font(handle: Any) -> str:
    import pypdfium2.raw as pdfium

    font = pdfium.FPDFTextObj_GetFont(handle)
    if not font:
        return ""
    return font_name(lambda buffer, size: pdfium.FPDFFont_GetBaseFontName(font, buffer, size))

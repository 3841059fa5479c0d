"""The objects that a page draws, in the order of its content, with the marked content that each belongs to. Through
PDFium.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from cvtex.value import Struct, Value, field

MOST_CHARACTERS: Final = 2_000_000
MOST_OBJECTS: Final = 500_000
TEXT: Final = 1
_FORM: Final = 5
_MOST_FORMS: Final = 8
_MOST_MARKS: Final = 32
_MOST_BYTES: Final = 65_536


class Owner(NamedTuple):
    """`number` is the MCID, None if there is none; it is one of a form's own (14.7.4.2) if `is_in_form`."""

    number: int | None = None
    is_in_form: bool = False
    is_artifact: bool = False


class Room(Struct):
    """What may still be read; `said` by the marks of the page that is open, which many objects share."""

    characters: int = MOST_CHARACTERS
    objects: int = MOST_OBJECTS
    said: dict[int, str] = field(default_factory=dict)

    @property
    def is_used_up(self) -> bool:
        return self.characters <= 0 or self.objects <= 0


class PageObject(Value):
    """What is drawn, `handle` for PDFium. `said` are the marks with words in place of what they enclose (ActualText)."""

    handle: Any
    address: int
    kind: int
    owner: Owner
    said: tuple[tuple[int, str], ...]


def page_objects(page: Any, room: Room) -> Iterator[PageObject]:
    """In the order of the content stream, with what forms draw."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFPage_CountObjects(page)
    yield from _walk(
        [pdfium.FPDFPage_GetObject(page, place) for place in range(min(count, room.objects))],
        Owner(),
        (),
        0,
        room,
    )


def _walk(
    handles: list[Any], outer: Owner, said: tuple[tuple[int, str], ...], depth: int, room: Room
) -> Iterator[PageObject]:
    import pypdfium2.raw as pdfium

    for handle in handles:
        room.objects -= 1
        if room.objects <= 0:
            return
        kind = pdfium.FPDFPageObj_GetType(handle)
        owner, own_said = _marks(handle, outer, room, is_in_form=depth > 0)
        said_here = (*said, *own_said)
        if kind == _FORM and depth < _MOST_FORMS:
            count = min(pdfium.FPDFFormObj_CountObjects(handle), room.objects)
            inner = [pdfium.FPDFFormObj_GetObject(handle, place) for place in range(count)]
            yield from _walk(inner, owner, said_here, depth + 1, room)
        elif handle:
            yield PageObject(handle, address_of(handle), kind, owner, said_here)


def _marks(handle: Any, outer: Owner, room: Room, *, is_in_form: bool) -> tuple[Owner, tuple[tuple[int, str], ...]]:
    import pypdfium2.raw as pdfium

    is_artifact = outer.is_artifact
    said = []
    for place in range(min(pdfium.FPDFPageObj_CountMarks(handle), _MOST_MARKS)):
        mark = pdfium.FPDFPageObj_GetMark(handle, place)
        name = _string(lambda *rest, mark=mark: pdfium.FPDFPageObjMark_GetName(mark, *rest))
        is_artifact = is_artifact or name == "Artifact"
        address = address_of(mark)
        if address not in room.said and not room.is_used_up:
            room.said[address] = _string(
                lambda *rest, mark=mark: pdfium.FPDFPageObjMark_GetParamStringValue(mark, b"ActualText", *rest)
            )
            room.characters -= len(room.said[address])
        if room.said.get(address):
            said.append((address, room.said[address]))
    number = pdfium.FPDFPageObj_GetMarkedContentID(handle)
    if number < 0:
        return Owner(outer.number, outer.is_in_form, is_artifact), tuple(said)
    return Owner(number, is_in_form, is_artifact), tuple(said)


def _string(fill: Any) -> str:
    """What one of PDFium's functions writes into a buffer, in UTF-16."""
    length = ctypes.c_ulong(0)
    buffer = (ctypes.c_ushort * 64)()
    if not fill(buffer, ctypes.sizeof(buffer), length) or not length.value:
        return ""
    if length.value > ctypes.sizeof(buffer):
        buffer = (ctypes.c_ushort * (min(length.value, _MOST_BYTES) // 2 + 1))()
        if not fill(buffer, ctypes.sizeof(buffer), length):
            return ""
    return bytes(buffer)[: length.value].decode("utf-16-le", "replace").rstrip("\0")


def address_of(handle: Any) -> int:
    return ctypes.cast(handle, ctypes.c_void_p).value or 0

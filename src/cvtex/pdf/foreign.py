"""A PDF by any program, sound or not: its objects through pypdf, as the values of `values.py`; its pages through
PDFium.

Both mend what they can. PDFium is what Chrome and many parsers read with.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, Final

from cvtex.pdf.facts import without_tag
from cvtex.pdf.file import Page
from cvtex.pdf.values import Dictionary, Name, Object, Reference, Stream, UnreadablePdfError

MOST_PAGES: Final = 500
# What pypdf lets through where an object is not of the type that it should be.
_BROKEN: Final = (
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    ValueError,
    RecursionError,
    AssertionError,
    NotImplementedError,
)
_DEEPEST: Final = 50
_NAME_BYTES: Final = 256


class ForeignFile:
    """What is missing or cannot be read is None or empty. More than `MOST_PAGES` pages are not looked at."""

    def __init__(self, data: bytes) -> None:
        """Raises UnreadablePdfError for what is no PDF, or one that cannot be opened without a password."""
        import pypdf
        from pypdf.errors import PyPdfError

        self._errors = (PyPdfError, *_BROKEN)
        self._indirect: dict[int, Any] = {}
        self._objects: dict[int, Object] = {}
        try:
            self._reader = pypdf.PdfReader(io.BytesIO(data))
            self.is_encrypted = self._reader.is_encrypted
            is_locked = self.is_encrypted and not self._reader.decrypt("")
            # It is looked for when it is asked for.
            catalog = self._reader.root_object
        except self._errors as problem:
            raise UnreadablePdfError(f"its structure is broken ({type(problem).__name__})") from problem
        if is_locked:
            raise UnreadablePdfError("a password protects it")
        self.catalog: Dictionary = self._entries(catalog)
        self.information: Dictionary = self._entries(self._reader.trailer.get("/Info"))
        self.damage: tuple[str, ...] = ()
        self._pages = tuple(self._read_pages())

    def object(self, value: Object) -> Object:
        if not isinstance(value, Reference):
            return value
        number = value.number
        if number not in self._objects:
            try:
                found = self._indirect[number].get_object()
            except self._errors:
                found = None
            # A list that many elements share is converted once.
            self._objects[number] = self._value(found, 0)
        return self._objects[number]

    def data(self, value: Object) -> bytes:
        found = self._indirect.get(value.number) if isinstance(value, Reference) else None
        try:
            return bytes(found.get_object().get_data()) if found is not None else b""
        except self._errors:
            return b""

    def pages(self) -> Iterator[Page]:
        return iter(self._pages)

    def _read_pages(self) -> Iterator[Page]:
        try:
            for page in islice(self._reader.pages, MOST_PAGES):
                reference = self._value(page.indirect_reference, 0)
                # 0 is the number of no object.
                yield Page(reference if isinstance(reference, Reference) else Reference(0), self._entries(page))
        except self._errors:
            self.damage = ("the list of pages is broken",)

    def _entries(self, found: Any) -> Dictionary:
        value = self.object(self._value(found, 0))
        return value if isinstance(value, dict) else {}

    def _value(self, found: Any, depth: int) -> Object:
        """An object of pypdf's as a value; of a stream its entries alone."""
        from pypdf import generic

        if depth > _DEEPEST:
            return None
        match found:
            case generic.IndirectObject():
                self._indirect[found.idnum] = found
                return Reference(found.idnum)
            case generic.NameObject():
                return Name(found.removeprefix("/"))
            case generic.TextStringObject() | generic.ByteStringObject():
                return found.original_bytes
            case generic.BooleanObject():
                return bool(found.value)
            case float():
                return float(found)
            case int():
                return int(found)
            case dict():
                entries = {name.removeprefix("/"): self._value(entry, depth + 1) for name, entry in dict.items(found)}
                entries = {name: entry for name, entry in entries.items() if entry is not None}
                return Stream(entries) if isinstance(found, generic.StreamObject) else entries
            case list():
                return [self._value(one, depth + 1) for one in found]
            case _:
                return None


@contextmanager
def pdfium_document(data: bytes) -> Iterator[Any]:
    """PDFium's document. Raises UnreadablePdfError, also for what PDFium cannot read while it is open."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        try:
            yield document
        finally:
            document.close()
    except pypdfium2.PdfiumError as problem:
        raise UnreadablePdfError(str(problem)) from problem


def address_of(handle: Any) -> int:
    """Tells one of PDFium's objects from the others."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def font_name(fill: Callable[[Any, int], object]) -> str:
    """What one of PDFium's functions writes into a buffer of this length, without the tag of a subset."""
    buffer = ctypes.create_string_buffer(_NAME_BYTES)
    fill(buffer, _NAME_BYTES)
    return without_tag(buffer.value.decode("utf-8", "replace"))

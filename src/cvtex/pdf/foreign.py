"""PDFs by any program, well-formed or not: objects by pypdf, as the types of `values.py`, and pages by PDFium.

Both repair what they can. Chrome and many parsers use PDFium.
"""

from __future__ import annotations

import ctypes
import io
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import Any, Final

from cvtex.pdf.facts import without_tag
from cvtex.pdf.file import Page
from cvtex.pdf.values import Dictionary, Name, Object, Reference, Stream, UnreadablePdfError

MOST_PAGES: Final = 500
# Exceptions that escape from pypdf for objects of unexpected types.
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
    """Missing or unreadable values are None or empty. Reads at most `MOST_PAGES` pages."""

    def __init__(self, data: bytes) -> None:
        """Raises UnreadablePdfError if the file is not a PDF, or needs a password."""
        import pypdf
        from pypdf.errors import PyPdfError

        self._errors = (PyPdfError, *_BROKEN)
        self._indirect: dict[int, Any] = {}
        self._objects: dict[int, Object] = {}
        try:
            self._reader = pypdf.PdfReader(io.BytesIO(data))
            self.is_encrypted = self._reader.is_encrypted
            is_locked = self.is_encrypted and not self._reader.decrypt("")
            # Read here, so that its errors are caught here; it may be encrypted itself.
            catalog = None if is_locked else self._reader.root_object
        except self._errors as problem:
            raise UnreadablePdfError(f"its structure is broken ({type(problem).__name__})") from problem
        if is_locked:
            raise UnreadablePdfError("it needs a password")
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
            # Cached: many elements may share a list.
            self._objects[number] = self._value(found, 0)
        return self._objects[number]

    def attached(self) -> Mapping[str, bytes]:
        """The files in it, by name; none if they cannot be read."""
        if "Names" not in self.catalog:
            return {}
        try:
            return {name: bytes(files[0]) for name, files in self._reader.attachments.items() if files}
        except self._errors:
            return {}

    def data(self, value: Object) -> bytes:
        found = self._indirect.get(value.number) if isinstance(value, Reference) else None
        try:
            return bytes(found.get_object().get_data()) if found is not None else b""
        except self._errors:
            return b""

    def size(self, value: Object, most: int) -> int:
        """The length of a stream's data. Of packed data, no more than about `most` bytes are unpacked to tell."""
        found = self._indirect.get(value.number) if isinstance(value, Reference) else None
        try:
            stream = found.get_object() if found is not None else None
            packed = bytes(getattr(stream, "_data", b""))
            filters = stream.get("/Filter") if isinstance(stream, dict) else None
            names = [str(one.get_object()) for one in filters] if isinstance(filters, list) else [str(filters)]
        except self._errors:
            return 0
        for name in names:
            if name in {"/FlateDecode", "/Fl"}:
                packed = _unpacked(packed, most)
        return len(packed)

    def pages(self) -> Iterator[Page]:
        return iter(self._pages)

    def _read_pages(self) -> Iterator[Page]:
        try:
            for page in islice(self._reader.pages, MOST_PAGES):
                reference = self._value(page.indirect_reference, 0)
                # No object has the number 0.
                yield Page(reference if isinstance(reference, Reference) else Reference(0), self._entries(page))
        except self._errors:
            self.damage = ("the list of pages is broken",)

    def _entries(self, found: Any) -> Dictionary:
        value = self.object(self._value(found, 0))
        return value if isinstance(value, dict) else {}

    def _value(self, found: Any, depth: int) -> Object:
        """Convert an object of pypdf. A stream is converted without its data."""
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


def _unpacked(data: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, most + 1)
    except zlib.error:
        return data


@contextmanager
def pdfium_document(data: bytes) -> Iterator[Any]:
    """Open a file with PDFium. Raises UnreadablePdfError, also for PDFium's errors inside the `with` block."""
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
    """The identity of a PDFium object."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def font_name(fill: Callable[[Any, int], object]) -> str:
    """Call a PDFium function that writes a font name into a buffer -> the name without subset tag."""
    buffer = ctypes.create_string_buffer(_NAME_BYTES)
    fill(buffer, _NAME_BYTES)
    return without_tag(buffer.value.decode("utf-8", "replace"))

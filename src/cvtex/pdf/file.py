"""Bytes of a file -> its objects, each parsed on first access (ISO 32000-1, 7.5)."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import Final, NamedTuple

from cvtex.pdf.parsing import parse
from cvtex.pdf.values import Dictionary, Object, Reference, Stream, UnsoundPdfError, to_text
from cvtex.value import Value

_START: Final = re.compile(rb"startxref\s+(\d{1,12})\s+%%EOF\s*\Z")
_HEADER: Final = re.compile(rb"\s*(\d{1,9})\s+\d{1,5}\s+obj\b")
_STREAM: Final = re.compile(rb"\s*stream\r?\n")
_SECTION: Final = re.compile(rb"\s*(\d{1,9})\s+(\d{1,7})\s*?\n")
_TRAILER: Final = re.compile(rb"\s*trailer")
_ENTRY_BYTES: Final = 20
_MOST_OBJECTS: Final = 2_000_000
_MOST_PARTS: Final = 20
# Digits of a number in the index of an object stream.
_MOST_DIGITS: Final = 10
_DEEPEST_PAGES: Final = 50
# Entries that a page inherits (7.7.3.4).
_INHERITED: Final = ("Resources", "MediaBox", "CropBox", "Rotate")


class Page(Value):
    """`entries`: including the inherited ones."""

    reference: Reference
    entries: Dictionary


class _Packed(NamedTuple):
    """An object at an index of an object stream."""

    stream: int
    place: int


class PdfFile:
    """All methods raise UnsoundPdfError."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._places: dict[int, int | _Packed] = {}
        self._objects: dict[int, Object] = {}
        self._packs: dict[int, tuple[bytes, tuple[int, ...]]] = {}
        self.trailer: Dictionary = {}
        self._read_places()

    @property
    def numbers(self) -> list[int]:
        """The numbers of all objects, sorted."""
        return sorted(self._places)

    def object(self, value: Object) -> Object:
        """Resolve a reference, to None if its object is missing; return any other value as it is."""
        return self._object(value.number) if isinstance(value, Reference) else value

    def dictionary(self, value: Object) -> Dictionary:
        """The entries of a dictionary or stream; empty for None."""
        found = self.object(value)
        if isinstance(found, Stream):
            return found.entries
        if found is None:
            return {}
        if not isinstance(found, dict):
            raise UnsoundPdfError("expected a dictionary")
        return found

    def array(self, value: Object) -> list[Object]:
        found = self.object(value)
        if found is None:
            return []
        if not isinstance(found, list):
            raise UnsoundPdfError("expected an array")
        return found

    def stream(self, value: Object) -> Stream:
        found = self.object(value)
        if not isinstance(found, Stream):
            raise UnsoundPdfError("expected a stream")
        return found

    def number(self, value: Object) -> float:
        found = self.object(value)
        if isinstance(found, bool) or not isinstance(found, int | float):
            raise UnsoundPdfError("expected a number")
        return found

    def integer(self, value: Object) -> int:
        found = self.number(value)
        if not isinstance(found, int):
            raise UnsoundPdfError("expected an integer")
        return found

    def text(self, value: Object) -> str:
        """A text string; "" for any other value."""
        found = self.object(value)
        return to_text(found) if isinstance(found, bytes) else ""

    def name(self, value: Object) -> str:
        found = self.object(value)
        return str(found) if isinstance(found, str) else ""

    @property
    def catalog(self) -> Dictionary:
        return self.dictionary(self.trailer.get("Root"))

    @property
    def information(self) -> Dictionary:
        return self.dictionary(self.trailer.get("Info"))

    def data(self, value: Object) -> bytes:
        """The decoded data of a stream; empty for any other value."""
        found = self.object(value)
        return found.data if isinstance(found, Stream) else b""

    def pages(self) -> Iterator[Page]:
        seen: set[int] = set()

        def below(value: Object, inherited: Dictionary, depth: int) -> Iterator[Page]:
            if not isinstance(value, Reference) or value.number in seen or depth > _DEEPEST_PAGES:
                raise UnsoundPdfError("the page tree is malformed")
            seen.add(value.number)
            own = self.dictionary(value)
            entries = inherited | own
            if "Kids" not in own:
                yield Page(value, entries)
                return
            passed: Dictionary = {name: entries[name] for name in _INHERITED if name in entries}
            for kid in self.array(own["Kids"]):
                yield from below(kid, passed, depth + 1)

        yield from below(self.catalog.get("Pages"), {}, 0)

    def content(self, page: Page) -> bytes:
        """The data of the page's content streams, joined."""
        contents = page.entries.get("Contents")
        found = self.object(contents)
        if found is None:
            return b""
        return b"\n".join(self.stream(one).data for one in (found if isinstance(found, list) else [contents]))

    def source(self, number: int) -> bytes | Stream:
        """The source of an object; a stream is parsed."""
        place = self._places.get(number)
        if place is None:
            return b"null"
        if isinstance(place, _Packed):
            data, start, end = self._packed(number, place)
            return data[start:end].strip()
        found = self._object(number)
        if isinstance(found, Stream):
            return found
        start = self._start(number, place)
        return self._data[start : parse(self._data, start)[1]].strip()

    def _object(self, number: int) -> Object:
        if number not in self._objects:
            place = self._places.get(number)
            if place is None:
                return None
            if isinstance(place, _Packed):
                data, start, _ = self._packed(number, place)
                self._objects[number] = parse(data, start)[0]
            else:
                self._objects[number] = self._at(self._start(number, place))
        return self._objects[number]

    def _packed(self, number: int, place: _Packed) -> tuple[bytes, int, int]:
        """The data of the object stream, with start and end of the object."""
        data, starts = self._pack(place.stream)
        if not 0 <= place.place < len(starts) - 1:
            raise UnsoundPdfError(f"object {number} is not in its object stream")
        return data, starts[place.place], starts[place.place + 1]

    def _start(self, number: int, place: int) -> int:
        header = _HEADER.match(self._data, place)
        if header is None or int(header[1]) != number:
            raise UnsoundPdfError(f"object {number} is not at the place that the cross-reference table gives")
        return header.end()

    def _at(self, place: int) -> Object:
        """An object, including the data if it is a stream."""
        value, end = parse(self._data, place)
        begin = _STREAM.match(self._data, end) if isinstance(value, dict) else None
        if begin is None:
            return value
        assert isinstance(value, dict)
        length = self.integer(value.get("Length"))
        raw = self._data[begin.end() : begin.end() + length]
        if not 0 <= length == len(raw):
            raise UnsoundPdfError("a stream is longer than the file")
        return Stream({name: entry for name, entry in value.items() if name != "Length"}, raw)

    def _pack(self, number: int) -> tuple[bytes, tuple[int, ...]]:
        """An object stream: its data and the starts of its objects, followed by the end (7.5.7)."""
        if number not in self._packs:
            place = self._places.get(number)
            stream = self._at(self._start(number, place)) if isinstance(place, int) else None
            if not isinstance(stream, Stream):
                raise UnsoundPdfError(f"object {number} is not an object stream")
            data = stream.data
            first, count = self.integer(stream.entries.get("First")), self.integer(stream.entries.get("N"))
            head = data[: max(first, 0)].split()
            if len(head) != 2 * count or not all(one.isdigit() and len(one) <= _MOST_DIGITS for one in head):
                raise UnsoundPdfError(f"the index of object stream {number} is malformed")
            self._packs[number] = data, (*(first + int(one) for one in head[1::2]), len(data))
        return self._packs[number]

    def _read_places(self) -> None:
        found = _START.search(self._data, max(0, len(self._data) - 1024))
        if found is None:
            raise UnsoundPdfError("it does not end with startxref and %%EOF")
        place: Object = int(found[1])
        for _ in range(_MOST_PARTS):
            if not isinstance(place, int):
                return
            trailer = self._read_table(place + 4) if self._data.startswith(b"xref", place) else self._read_stream(place)
            self.trailer = trailer | self.trailer
            place = trailer.get("Prev")
        raise UnsoundPdfError("it has too many incremental updates")

    def _read_table(self, place: int) -> Dictionary:
        """A cross-reference table (7.5.4) -> its trailer."""
        while section := _SECTION.match(self._data, place):
            first, count = int(section[1]), int(section[2])
            place = section.end() + count * _ENTRY_BYTES
            for number in range(count):
                start = section.end() + number * _ENTRY_BYTES
                entry = self._data[start : start + _ENTRY_BYTES].split()
                if len(entry) != 3 or not entry[0].isdigit():
                    raise UnsoundPdfError("its cross-reference table is malformed")
                if entry[2] == b"n":
                    self._places.setdefault(first + number, int(entry[0]))
        trailer = _TRAILER.match(self._data, place)
        found = parse(self._data, trailer.end())[0] if trailer else None
        if not isinstance(found, dict):
            raise UnsoundPdfError("its cross-reference table has no trailer")
        return found

    def _read_stream(self, place: int) -> Dictionary:
        """A cross-reference stream (7.5.8) -> its trailer."""
        header = _HEADER.match(self._data, place)
        stream = self._at(header.end()) if header else None
        if not isinstance(stream, Stream) or stream.entries.get("Type") != "XRef":
            raise UnsoundPdfError("its cross-reference table is not where the file says")
        entries = stream.entries
        widths = [self.integer(one) for one in self.array(entries.get("W"))]
        index = [self.integer(one) for one in self.array(entries.get("Index") or [0, entries.get("Size")])]
        if len(widths) != 3 or not all(0 <= one <= 8 for one in widths) or sum(index[1::2]) > _MOST_OBJECTS:
            raise UnsoundPdfError("its cross-reference table is malformed")
        numbers = (
            number
            for first, count in zip(index[::2], index[1::2], strict=False)
            for number in range(first, first + count)
        )
        data, (one, two, three) = stream.data, widths
        row = f"{one}s{two}s{three}s"
        rows = struct.iter_unpack(row, data[: len(data) // max(1, sum(widths)) * sum(widths)]) if any(widths) else ()
        number_of = int.from_bytes
        for number, (kind, second, third) in zip(numbers, rows, strict=False):
            if not one or number_of(kind) == 1:
                self._places.setdefault(number, number_of(second))
            elif number_of(kind) == 2:
                self._places.setdefault(number, _Packed(number_of(second), number_of(third)))
        return {
            name: value for name, value in entries.items() if name in ("Root", "Info", "ID", "Prev", "Size", "Encrypt")
        }

"""A parsed PDF with changed and added objects -> bytes of a file."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from cvtex.pdf.file import PdfFile
from cvtex.pdf.values import Dictionary, Name, Object, Reference, SerializedObject, Stream

# The second line shows programs that transfer files that this one is binary (ISO 32000-1, 7.5.2).
_HEADER: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
# Objects in one stream: to read one of them, readers decode all.
_IN_A_STREAM: Final = 200
_REGULAR: Final = frozenset("!\"$&'*+,-.0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ\\^_`abcdefghijklmnopqrstuvwxyz|~")
_TO_ESCAPE: Final = re.compile(rb"[()\\\r]")


def serialize(value: Object) -> bytes:
    """Serialise an object that is not a stream."""
    # A structure tree has tens of thousands of values: the most frequent types come first.
    if isinstance(value, SerializedObject):
        return value
    if isinstance(value, Reference):
        return b"%d 0 R" % value.number
    if isinstance(value, Name):
        return serialize_name(value)
    if isinstance(value, dict):
        entries = [
            b"%s %s" % (serialize_name(name), serialize(entry)) for name, entry in value.items() if entry is not None
        ]
        return b"<<%s>>" % b"".join(entries)
    if isinstance(value, list):
        return b"[%s]" % b" ".join([serialize(one) for one in value])
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if isinstance(value, int):
        return b"%d" % value
    if isinstance(value, bytes):
        return serialize_string(value)
    if isinstance(value, float):
        return (b"%.6f" % value).rstrip(b"0").rstrip(b".")
    if value is None:
        return b"null"
    raise TypeError(f"not a direct object: {type(value).__name__}")


class NewObjects:
    """Changed and added objects by number."""

    def __init__(self, file: PdfFile) -> None:
        self.changed: dict[int, Object] = {}
        self._next = max(file.numbers, default=0) + 1

    def add(self, value: Object) -> Reference:
        reference = self.reserve()
        self.changed[reference.number] = value
        return reference

    def reserve(self) -> Reference:
        """A number for an object that others refer to before it exists."""
        self._next += 1
        return Reference(self._next - 1)

    def set(self, reference: Reference, value: Object) -> None:
        self.changed[reference.number] = value


def write_file(file: PdfFile, changed: Mapping[int, Object], trailer: Dictionary) -> bytes:
    """Write all objects of `file`, with those in `changed` replaced or added. `trailer`: Root, Info and ID.

    Objects other than streams go into object streams, as in TeX's files: a structure tree shrinks to a tenth.
    """
    out = bytearray(_HEADER)
    places: dict[int, tuple[int, int, int]] = {0: (0, 0, 0xFFFF)}
    plain: list[tuple[int, bytes]] = []
    for number, value in _objects(file, changed):
        if isinstance(value, Stream):
            places[number] = (1, len(out), 0)
            out += _stream(number, value)
        else:
            plain.append((number, value))
    following = 1 + max(*places, *(number for number, _ in plain))
    for number, first in enumerate(range(0, len(plain), _IN_A_STREAM), following):
        group = plain[first : first + _IN_A_STREAM]
        places[number] = (1, len(out), 0)
        places.update((one, (2, number, place)) for place, (one, _) in enumerate(group))
        out += _stream(number, _pack(group))
    number = max(places) + 1
    start = len(out)
    places[number] = (1, start, 0)
    out += _stream(number, _table(places, trailer))
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def _stream(number: int, stream: Stream) -> bytes:
    entries = {**stream.entries, "Length": len(stream.raw)}
    return b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (number, serialize(entries), stream.raw)


def _objects(file: PdfFile, changed: Mapping[int, Object]) -> Iterator[tuple[int, bytes | Stream]]:
    """The objects of the new file: streams, and the source of all others. Leaves out TeX's object streams."""
    for number in sorted({*file.numbers, *changed}):
        if number in changed:
            value = changed[number]
            yield number, value if isinstance(value, Stream) else serialize(value)
            continue
        old = file.source(number)
        if isinstance(old, bytes) or old.entries.get("Type") not in ("ObjStm", "XRef"):
            yield number, old


def _pack(group: list[tuple[int, bytes]]) -> Stream:
    """An object stream (7.5.7)."""
    head, place = [], 0
    for number, text in group:
        head.append(b"%d %d" % (number, place))
        place += len(text) + 1
    first = b" ".join(head) + b"\n"
    data = zlib.compress(first + b"\n".join(text for _, text in group))
    return Stream({"Type": Name("ObjStm"), "N": len(group), "First": len(first), "Filter": Name("FlateDecode")}, data)


def _table(places: Mapping[int, tuple[int, int, int]], trailer: Dictionary) -> Stream:
    numbers = sorted(places)
    index: list[Object] = []
    for first, last in _runs(numbers):
        index += [first, last - first + 1]
    data = zlib.compress(b"".join(struct.pack(">BIH", *places[number]) for number in numbers))
    entries: Dictionary = {"Type": Name("XRef"), "Size": numbers[-1] + 1, "W": [1, 4, 2], "Index": index}
    return Stream({**entries, **trailer, "Filter": Name("FlateDecode")}, data)


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Sorted numbers -> (first, last) of each gapless run."""
    first = last = numbers[0]
    for number in numbers[1:]:
        if number != last + 1:
            yield first, last
            first = number
        last = number
    yield first, last


@lru_cache
def serialize_name(name: str) -> bytes:
    """Serialise a name, with its slash."""
    if all(sign in _REGULAR for sign in name):
        return b"/" + name.encode("ascii")
    return b"/" + b"".join(
        chr(sign).encode() if chr(sign) in _REGULAR else b"#%02X" % sign for sign in name.encode("latin-1")
    )


def serialize_string(string: bytes) -> bytes:
    if string.isascii() and string.decode("ascii").isprintable():
        return b"(%s)" % _TO_ESCAPE.sub(rb"\\\g<0>", string)
    return b"<%s>" % string.hex().encode("ascii")

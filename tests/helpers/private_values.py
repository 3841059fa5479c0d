"""Look for values in a file as anybody could who unpacks it: text, metadata, attachments, pictures, every stream."""

from __future__ import annotations

import base64
import binascii
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdf
from pypdf.generic import ByteStringObject, DictionaryObject, PdfObject, StreamObject, TextStringObject

_DATA_ADDRESS = re.compile(rb"data:[\w/+.-]+;base64,([A-Za-z0-9+/=]+)")


def bytes_of(file: Path) -> Iterator[bytes]:
    """The bytes of a file, and all that are packed in it."""
    data = file.read_bytes()
    yield data
    for address in _DATA_ADDRESS.findall(data):
        yield base64.b64decode(address)
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as packed:
            for name in packed.namelist():
                yield name.encode() + b"\n" + packed.read(name)
    elif data.startswith(b"%PDF"):
        yield from _in_pdf(pypdf.PdfReader(io.BytesIO(data)))


def _in_pdf(reader: pypdf.PdfReader) -> Iterator[bytes]:
    """Texts of pages and of metadata; of each object, its strings and its stream, as it is packed and unpacked."""
    for page in reader.pages:
        yield page.extract_text().encode()
    for number in {*reader.xref_objStm, *(number for found in reader.xref.values() for number in found)} - {0}:
        yield from _in_object(reader.get_object(number))


def _in_object(found: PdfObject | None) -> Iterator[bytes]:
    match found:
        case StreamObject():
            yield found._data
            if found.get("/Filter") != "/DCTDecode":
                yield found.get_data()
            yield from _in_object(DictionaryObject(found))
        case dict():
            for name, one in found.items():
                yield str(name).encode()
                yield from _in_object(one)
        case list():
            for one in found:
                yield from _in_object(one)
        case TextStringObject():
            yield found.encode()
        case ByteStringObject():
            yield bytes(found)
        case _:
            pass


def letters_in(data: bytes) -> str:
    """Letters and digits only, in small letters: lines may be broken anywhere, and signs be written in other ways."""
    text = "".join(map(_decoded, (data, *_hexadecimal(data))))
    return "".join(filter(str.isalnum, text.casefold()))


def _decoded(data: bytes) -> str:
    # UTF-16 of the same letters has a NUL beside each.
    return data.replace(b"\0", b"").decode("utf-8", "replace")


def _hexadecimal(data: bytes) -> Iterator[bytes]:
    for found in re.findall(rb"<([0-9A-Fa-f]{8,})>", data):
        try:
            yield binascii.unhexlify(found)
        except binascii.Error:
            continue

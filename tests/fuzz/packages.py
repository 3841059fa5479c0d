"""Mutations of files with an inner structure: XML, zip, PDF, PNG, JPEG and fonts. Checksums and places are right again.

A reader refuses a file whose checksum is wrong before it reads further; here, what is changed is reached.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from random import Random
from typing import Final

from lines import mutated_bytes, mutated_text
from signs import text, token

_TAG: Final = re.compile(r"<[^<>]*>|[^<>]+")
_OBJECT: Final = re.compile(rb"(?s)(\d+)\s+\d+\s+obj\b(.*?)\bendobj")
_STREAM: Final = re.compile(rb"(?s)(.*?)\bstream\r?\n(.*)\r?\n?endstream\s*")
_PDF_VALUE: Final = re.compile(rb"/[A-Za-z0-9]+|-?\d+\.?\d*(?: \d+ R)?|\([^()]*\)|<[0-9A-Fa-f]*>|<<|>>|\[|\]")
_PDF_VALUES: Final = (
    *(b"null", b"true", b"0", b"-1", b"1e9", b"99999999999", b"0.00001", b"()", b"<>", b"<FEFF0041>", b"(\\377\\376A)"),
    *(b"[", b"]", b"<<", b">>", b"<< >>", b"[ ]", b"/X", b"/", b"/Type", b"/Kids", b"/Parent", b"/Length", b"/Filter"),
    *(b"/FlateDecode", b"/ASCII85Decode", b"/LZWDecode", b"/DCTDecode", b"/Crypt", b"/Encrypt", b"/ObjStm", b"/Font"),
    *(
        b"q",
        b"Q",
        b"BT",
        b"ET",
        b"Tj",
        b"TJ",
        b"Tf",
        b"Do",
        b"BDC",
        b"EMC",
        b"cm",
        b"BI",
        b"ID",
        b"EI",
        b"'",
        b'"',
        b"Tm",
    ),
)
_MOST_COPIES: Final = 100


def mutated_xml(chance: Random, given: str) -> str:
    """XML with one change: an element without its end, a text, an attribute, or any letters."""
    pieces = _TAG.findall(given)
    if not pieces:
        return mutated_text(chance, given)
    place = chance.randrange(len(pieces))
    piece = pieces[place]
    match chance.randrange(7):
        case 0:
            del pieces[place]
        case 1:
            pieces.insert(chance.randrange(len(pieces)), piece)
        case 2 if not piece.startswith("<"):
            pieces[place] = _escaped(chance, text(chance))
        case 3 if piece.startswith("<"):
            value = _escaped(chance, token(chance)).replace('"', "&quot;")
            pieces[place] = re.sub(r'"[^"]*"', lambda _: f'"{value}"', piece, count=1)
        case 4:
            # An element with what is in it, or a part of it.
            end = min(len(pieces), place + chance.randint(1, 40))
            pieces[end:end] = pieces[place:end] * chance.randint(1, _MOST_COPIES // 10)
        case 5:
            end = min(len(pieces), place + chance.randint(1, 40))
            del pieces[place:end]
        case _:
            pieces[place] = mutated_text(chance, piece)
    return "".join(pieces)


def _escaped(chance: Random, value: str) -> str:
    if chance.random() < 0.1:
        return value
    value = "".join(one for one in value if one in "\t\n\r" or one >= " ").replace("\ufffe", "").replace("\uffff", "")
    return value.replace("&", "&amp;").replace("<", "&lt;").replace("]]>", "]]&gt;")


def mutated_zip(chance: Random, given: bytes) -> bytes:
    """A zip with a part changed, removed, renamed or repeated; sometimes any bytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(given)) as package:
            parts = [(one, package.read(one)) for one in package.namelist()]
    except (zipfile.BadZipFile, NotImplementedError, zlib.error, OSError, ValueError):
        return mutated_bytes(chance, given)
    if not parts or chance.random() < 0.1:
        return mutated_bytes(chance, given)
    place = chance.randrange(len(parts))
    if chance.random() < 0.6:
        place = max(range(len(parts)), key=lambda one: len(parts[one][1]) * chance.random())
    name, data = parts[place]
    match chance.randrange(10):
        case 0:
            del parts[place]
        case 1:
            parts[place] = (
                chance.choice(("../x", "/x", name.upper(), token(chance).replace("\0", ""), name + "x")),
                data,
            )
        case 2:
            parts[place] = (name, parts[chance.randrange(len(parts))][1])
        case 3:
            parts[place] = (name, mutated_bytes(chance, data))
        case _:
            changed = mutated_xml(chance, data.decode("utf-8", "replace"))
            parts[place] = (name, changed.encode("utf-8", "surrogatepass"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for one, content in dict(parts).items():
            package.writestr(zipfile.ZipInfo(one or "x"), content)
    return out.getvalue()


def mutated_pdf(chance: Random, given: bytes) -> bytes:
    """A PDF with an object changed, within its unpacked content, or removed, swapped or repeated."""
    objects = [(int(one[1]), one[2]) for one in _OBJECT.finditer(given)]
    trailer = re.search(rb"(?s)trailer\s*(<<.*?>>)\s*startxref", given)
    if not objects or trailer is None or chance.random() < 0.1:
        return mutated_bytes(chance, given)
    place = chance.randrange(len(objects))
    number, body = objects[place]
    match chance.randrange(10):
        case 0:
            del objects[place]
        case 1:
            objects[place] = (number, objects[chance.randrange(len(objects))][1])
        case 2:
            # What points to one object points to another, perhaps to itself.
            other = b"%d 0 R" % chance.choice(objects)[0]
            pointers = [*re.finditer(rb"\d+ \d+ R", body)]
            if pointers:
                found = chance.choice(pointers)
                body = body[: found.start()] + other + body[found.end() :]
            objects[place] = (number, body)
        case 3 if (stream := _STREAM.fullmatch(body)) is not None:
            objects[place] = (number, stream[1] + b"stream\n" + mutated_bytes(chance, stream[2]) + b"\nendstream\n")
        case _:
            objects[place] = (number, _mutated_object(chance, body))
    head = trailer[1] if chance.random() < 0.95 else _with_value(chance, trailer[1])
    return _pdf(objects, head)


def _mutated_object(chance: Random, body: bytes) -> bytes:
    stream = _STREAM.fullmatch(body)
    if stream is None:
        return _with_value(chance, body)
    head, data = stream[1], stream[2]
    if chance.random() < 0.2:
        return _with_value(chance, head) + b"stream\n" + data + b"\nendstream\n"
    if b"FlateDecode" in head:
        try:
            data = zlib.decompressobj().decompress(data, 10_000_000)
        except zlib.error:
            return body
        head = re.sub(rb"/Filter\s*(?:/FlateDecode|\[\s*/FlateDecode\s*\])", b"", head)
    for _ in range(chance.randint(1, 4)):
        data = _with_value(chance, data) if chance.random() < 0.8 else mutated_bytes(chance, data)
    head = re.sub(rb"/Length\s+\d+(?: \d+ R)?", b"", head).rstrip().removesuffix(b">>")
    return head + b" /Length %d >>\nstream\n" % len(data) + data + b"\nendstream\n"


def _with_value(chance: Random, data: bytes) -> bytes:
    values = [*_PDF_VALUE.finditer(data)]
    if not values:
        return mutated_bytes(chance, data)
    one = chance.choice(values)
    new = chance.choice(
        (chance.choice(_PDF_VALUES), chance.choice(values)[0], b"", one[0] * chance.randint(2, _MOST_COPIES))
    )
    return data[: one.start()] + new + data[one.end() :]


def _pdf(objects: list[tuple[int, bytes]], trailer: bytes) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), dict[int, int]()
    for number, body in objects:
        places[number] = len(out)
        out += b"%d 0 obj%sendobj\n" % (number, body)
    start, size = len(out), max(places, default=0) + 1
    out += b"xref\n0 %d\n" % size
    for number in range(size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    return bytes(out) + b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (trailer, start)


def mutated_picture(chance: Random, given: bytes) -> bytes:
    """A PNG with chunks, or a JPEG with segments, changed, removed, repeated or swapped."""
    if chance.random() < 0.15:
        return mutated_bytes(chance, given)
    if given.startswith(b"\x89PNG"):
        return _mutated_png(chance, given)
    return _mutated_jpeg(chance, given) if given.startswith(b"\xff\xd8") else mutated_bytes(chance, given)


def _mutated_png(chance: Random, given: bytes) -> bytes:
    chunks: list[tuple[bytes, bytes]] = []
    at = 8
    while at + 8 <= len(given):
        (length,) = struct.unpack_from(">I", given, at)
        chunks.append((given[at + 4 : at + 8], given[at + 8 : at + 8 + length]))
        at += 12 + length
    if not chunks:
        return mutated_bytes(chance, given)
    place = chance.randrange(len(chunks))
    kind, data = chunks[place]
    match chance.randrange(6):
        case 0:
            del chunks[place]
        case 1:
            chunks.insert(chance.randrange(len(chunks)), chunks[place])
        case 2 if kind == b"IDAT":
            try:
                rows = zlib.decompressobj().decompress(data, 10_000_000)
            except zlib.error:
                rows = data
            chunks[place] = (kind, zlib.compress(mutated_bytes(chance, rows)))
        case 3:
            new = chance.choice(
                (b"PLTE", b"tRNS", b"iCCP", b"IDAT", b"IEND", b"eXIf", b"gAMA", b"acTL", b"IHDR", b"xxxx")
            )
            chunks.insert(chance.randrange(len(chunks)), (new, chance.randbytes(chance.randint(0, 30))))
        case _:
            chunks[place] = (kind, mutated_bytes(chance, data))
    return given[:8] + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    )


def _mutated_jpeg(chance: Random, given: bytes) -> bytes:
    segments: list[bytes] = []
    at = 2
    while at + 4 <= len(given) and given[at] == 0xFF and given[at + 1] != 0xDA:
        (length,) = struct.unpack_from(">H", given, at + 2)
        segments.append(given[at : at + 2 + length])
        at += 2 + length
    if not segments:
        return mutated_bytes(chance, given)
    place = chance.randrange(len(segments))
    match chance.randrange(5):
        case 0:
            del segments[place]
        case 1:
            segments.insert(chance.randrange(len(segments)), segments[place])
        case 2:
            marker = bytes([0xFF, chance.choice((0xC0, 0xC1, 0xC2, 0xC4, 0xDB, 0xE0, 0xE1, 0xE2, 0xEE, 0xFE, 0xC9))])
            segments[place] = marker + segments[place][2:]
        case _:
            body = mutated_bytes(chance, segments[place][4:])[:0xFFF0]
            segments[place] = segments[place][:2] + struct.pack(">H", len(body) + 2) + body
    return given[:2] + b"".join(segments) + given[at:]


def mutated_font(chance: Random, given: bytes) -> bytes:
    """An OpenType font with a table changed, cut, removed or exchanged with another."""
    if len(given) < 12 or chance.random() < 0.1:
        return mutated_bytes(chance, given)
    (count,) = struct.unpack_from(">H", given, 4)
    records = [struct.unpack_from(">4sIII", given, 12 + 16 * one) for one in range(min(count, (len(given) - 12) // 16))]
    tables = [(tag, given[start : start + length]) for tag, _, start, length in records]
    if not tables:
        return mutated_bytes(chance, given)
    place = chance.randrange(len(tables))
    tag, data = tables[place]
    match chance.randrange(10):
        case 0:
            del tables[place]
        case 1:
            tables[place] = (tag, chance.choice(tables)[1])
        case 2:
            tables[place] = (tag, data[: chance.randint(0, len(data))])
        case 3:
            tables[place] = (
                chance.choice((b"glyf", b"CFF ", b"GSUB", b"kern", b"CBDT", b"SVG ", b"fvar", b"xxxx")),
                data,
            )
        case _:
            for _ in range(chance.randint(1, 5)):
                # The first bytes of a table hold its versions, counts and places.
                head = chance.choice((8, 64, len(data)))
                data = mutated_bytes(chance, data[:head]) + data[head:]
            tables[place] = (tag, data)
    start = 12 + 16 * len(tables)
    directory, body = b"", b""
    for name, content in tables:
        padded = content + b"\0" * (-len(content) % 4)
        checksum = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        directory += struct.pack(">4sIII", name, checksum, start + len(body), len(content))
        body += padded
    return given[:4] + struct.pack(">H", len(tables)) + given[6:12] + directory + body

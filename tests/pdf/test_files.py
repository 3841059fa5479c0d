"""Whole files: pypdf reads the same from them, before and after writing. Damage is reported."""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path
from typing import Any

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import generic

from cvtex.pdf.file import PdfFile
from cvtex.pdf.values import Name, Object, Reference, Stream, UnsoundPdfError, from_text
from cvtex.pdf.writing import write_file


def as_pypdf(value: Any) -> Object:
    """pypdf's object as one of ours."""
    match value:
        case generic.NullObject():
            return None
        case generic.IndirectObject():
            return Reference(value.idnum)
        case generic.BooleanObject():
            return bool(value.value)
        case generic.NameObject():
            return Name(value.removeprefix("/"))
        case generic.NumberObject():
            return int(value)
        case generic.FloatObject():
            return float(value)
        case generic.TextStringObject() | generic.ByteStringObject():
            return bytes(value.original_bytes)
        case generic.ArrayObject():
            return [as_pypdf(one) for one in list.__iter__(value)]
        case generic.StreamObject():
            entries = {
                name[1:]: as_pypdf(value.raw_get(name))
                for name in value
                if name not in ("/Length", "/Filter", "/DecodeParms")
            }
            return Stream(entries, value.get_data())
        case generic.DictionaryObject():
            return {name[1:]: as_pypdf(value.raw_get(name)) for name in value}
    raise AssertionError(type(value))


def plain(value: Object) -> Object:
    if not isinstance(value, Stream):
        return value
    return Stream({name: entry for name, entry in value.entries.items() if name != "Filter"}, value.data)


def same(one: Object, two: Object) -> bool:
    if isinstance(one, Stream) and isinstance(two, Stream):
        return (one.entries, one.raw) == (two.entries, two.raw)
    return one == two


@pytest.fixture(scope="module")
def pdf(sample: Path) -> bytes:
    return (sample / "build" / "cv-2page.pdf").read_bytes()


@pytest.mark.slow
def test_objects_are_those_that_pypdf_reads(pdf: bytes) -> None:
    file, reader = PdfFile(pdf), pypdf.PdfReader(io.BytesIO(pdf))
    assert len(file.numbers) > 200
    for number in file.numbers:
        value = plain(file.object(Reference(number)))
        if not (isinstance(value, Stream) and value.entries.get("Type") in ("ObjStm", "XRef")):
            assert same(value, as_pypdf(reader.get_object(number))), number


@pytest.mark.slow
def test_pages_are_those_that_pypdf_reads(pdf: bytes) -> None:
    file, reader = PdfFile(pdf), pypdf.PdfReader(io.BytesIO(pdf))
    assert [page.reference.number for page in file.pages()] == [page.indirect_reference.idnum for page in reader.pages]  # type: ignore[union-attr]
    assert [file.content(page) for page in file.pages()] == [page.get_contents().get_data() for page in reader.pages]  # type: ignore[union-attr]


@pytest.mark.slow
def test_a_file_of_a_table_is_read_as_one_of_streams(pdf: bytes) -> None:
    """pypdf writes cross-reference tables and no object streams."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    out = io.BytesIO()
    writer.write(out)
    one, two = PdfFile(pdf), PdfFile(out.getvalue())
    assert [one.content(page) for page in one.pages()] == [two.content(page) for page in two.pages()]
    assert two.text(two.dictionary(two.trailer.get("Info")).get("Title")) == "Sebastian Lapuschkin – Curriculum vitae"


@pytest.mark.slow
def test_what_is_not_changed_stays_and_what_is_changed_is_there(pdf: bytes) -> None:
    file = PdfFile(pdf)
    info = file.trailer["Info"]
    assert isinstance(info, Reference)
    added = max(file.numbers) + 7
    changed: dict[int, Object] = {
        info.number: {"Title": from_text("Other")},
        added: Stream({"Type": Name("Note")}, b"so"),
    }
    new = PdfFile(write_file(file, changed, {**file.trailer, "Prev": None}))
    assert new.text(new.dictionary(new.trailer["Info"]).get("Title")) == "Other"
    assert new.stream(Reference(added)).data == b"so"
    for number in file.numbers:
        value = file.object(Reference(number))
        if number not in changed and not (
            isinstance(value, Stream) and value.entries.get("Type") in ("ObjStm", "XRef")
        ):
            assert same(plain(new.object(Reference(number))), plain(value))


@pytest.mark.slow
@given(st.data())
def test_damage_is_reported(pdf: bytes, data: st.DataObject) -> None:
    damaged = bytearray(pdf)
    # The end, with the cross-reference table, is damaged as often as the rest.
    lowest = data.draw(st.sampled_from([0, len(pdf) - 3000]))
    for place in data.draw(st.lists(st.integers(lowest, len(pdf) - 1), min_size=1, max_size=5)):
        damaged[place] = data.draw(st.integers(0, 255))
    with suppress(UnsoundPdfError):
        file = PdfFile(bytes(damaged))
        for page in file.pages():
            file.content(page)
        for number in file.numbers:
            file.object(Reference(number))
            file.source(number)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.5\nstartxref\n9\n%%EOF\n", b"startxref\n99999999999\n%%EOF"])
def test_what_is_no_file(data: bytes) -> None:
    with pytest.raises(UnsoundPdfError):
        PdfFile(data)

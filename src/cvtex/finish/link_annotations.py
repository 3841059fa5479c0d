"""Annotations of links, as TeX has written them, with what is added to them."""

from __future__ import annotations

from collections.abc import Mapping

from cvtex.pdf.entries import entries_of, written_entries
from cvtex.pdf.file import PdfFile
from cvtex.pdf.parsing import parse
from cvtex.pdf.values import Dictionary, Object, Reference, Stream, UnsoundPdfError
from cvtex.pdf.writing import written
from cvtex.value import Value


class LinkAnnotation(Value):
    """`box`: left, bottom, right and top in bp. `address`: "" if it leads nowhere. `entries`, as they are written."""

    reference: Reference
    box: tuple[float, float, float, float]
    address: str
    entries: Mapping[str, bytes]

    def with_entries(self, added: Dictionary) -> LinkAnnotation:
        """In the place of those with the same names."""
        entries = {**self.entries, **{name: written(value) for name, value in added.items()}}
        return LinkAnnotation(self.reference, self.box, self.address, entries)

    @property
    def object(self) -> Object:
        return written_entries(self.entries)


def read_annotation(file: PdfFile, value: Object, reference: Reference) -> LinkAnnotation:
    """`value` from a page's list of annotations, `reference` to what it becomes. Raises UnsoundPdfError."""
    whole = file.written(value.number) if isinstance(value, Reference) else written(value)
    if isinstance(whole, Stream):
        raise UnsoundPdfError("there is no dictionary where one should be")
    entries = entries_of(whole)
    corners = [file.number(one) for one in file.array(_value(entries, "Rect"))]
    if len(corners) != 4:
        raise UnsoundPdfError("a box has four numbers")
    address = file.text(file.dictionary(_value(entries, "A")).get("URI"))
    return LinkAnnotation(reference, _corners(*corners), address, entries)


def _corners(one: float, two: float, three: float, four: float) -> tuple[float, float, float, float]:
    return min(one, three), min(two, four), max(one, three), max(two, four)


def _value(entries: Mapping[str, bytes], name: str) -> Object:
    return parse(entries[name])[0] if name in entries else None

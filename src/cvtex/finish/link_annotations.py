"""Annotations of links, as TeX has written them, with what is added to them."""

from __future__ import annotations

from cvtex.pdf_file.reading import PdfFile
from cvtex.pdf_file.values import Dictionary, Object, Reference, UnsoundPdfError, Written
from cvtex.pdf_file.writing import written
from cvtex.value import Value


class LinkAnnotation(Value):
    """`box`: left, bottom, right and top in bp. `address`: "" if it leads nowhere. `entries`: a dictionary as it is written."""

    reference: Reference
    box: tuple[float, float, float, float]
    address: str
    entries: bytes

    def with_entries(self, added: Dictionary) -> LinkAnnotation:
        """Of names that TeX does not write."""
        entries = self.entries[:-2] + written(added)[2:]
        return LinkAnnotation(self.reference, self.box, self.address, entries)

    @property
    def object(self) -> Object:
        return Written(self.entries)


def read_annotation(file: PdfFile, value: Object, reference: Reference) -> LinkAnnotation:
    """`value` from a page's list of annotations, `reference` to what it becomes. Raises UnsoundPdfError."""
    values = {name: entry for name, entry in file.dictionary(value).items() if name != "Contents"}
    corners = [file.number(one) for one in file.array(values.get("Rect"))]
    if len(corners) != 4:
        raise UnsoundPdfError("a box has four numbers")
    one, two, three, four = corners
    address = file.text(file.dictionary(values.get("A")).get("URI"))
    return LinkAnnotation(reference, (min(one, three), min(two, four), max(one, three), max(two, four)), address, written(values))

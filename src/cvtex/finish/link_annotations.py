"""Annotations of links, as TeX has written them, with what is added to them."""

from __future__ import annotations

from cvtex.pdf.file import PdfFile
from cvtex.pdf.values import Dictionary, Object, Reference, UnsoundPdfError
from cvtex.value import Value


class LinkAnnotation(Value):
    """`box`: left, bottom, right and top in bp. `address`: "" if it leads nowhere."""

    reference: Reference
    box: tuple[float, float, float, float]
    address: str
    entries: Dictionary

    def with_entries(self, added: Dictionary) -> LinkAnnotation:
        """In the place of those with the same names."""
        return LinkAnnotation(self.reference, self.box, self.address, {**self.entries, **added})


def read_annotation(file: PdfFile, value: Object, reference: Reference) -> LinkAnnotation:
    """`value` from a page's list of annotations, `reference` to what it becomes. Raises UnsoundPdfError."""
    entries = file.dictionary(value)
    corners = [file.number(one) for one in file.array(entries.get("Rect"))]
    if len(corners) != 4:
        raise UnsoundPdfError("a box has four numbers")
    left, bottom, right, top = corners
    address = file.text(file.dictionary(entries.get("A")).get("URI"))
    return LinkAnnotation(
        reference, (min(left, right), min(bottom, top), max(left, right), max(bottom, top)), address, entries
    )

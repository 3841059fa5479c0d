"""Annotations of links, as TeX has written them, with what is added to them."""

from __future__ import annotations

import re
from typing import Final

from cvtex.pdf_file.parsing import parse
from cvtex.pdf_file.reading import PdfFile
from cvtex.pdf_file.values import Dictionary, Object, Reference, UnsoundPdfError, Written
from cvtex.pdf_file.writing import written
from cvtex.value import Value

# An annotation has three dozen values, of which two are asked for here.
_BOX: Final = re.compile(rb"/Rect\s*(?=\[)")
_ADDRESS: Final = re.compile(rb"/URI\s*(?=[(<])")


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
    found = file.written(value.number) if isinstance(value, Reference) else None
    if not isinstance(found, bytes) or not (found.startswith(b"<<") and found.endswith(b">>")) or b"/Contents" in found:
        found = written({name: entry for name, entry in file.dictionary(value).items() if name != "Contents"})
    box, address = _BOX.search(found), _ADDRESS.search(found)
    if box is None:
        raise UnsoundPdfError("an annotation has no place")
    corners = [file.number(one) for one in file.array(parse(found, box.end())[0])]
    if len(corners) != 4:
        raise UnsoundPdfError("a box has four numbers")
    one, two, three, four = corners
    text = file.text(parse(found, address.end())[0]) if address else ""
    return LinkAnnotation(reference, (min(one, three), min(two, four), max(one, three), max(two, four)), text, found)

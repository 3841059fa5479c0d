"""What a finished file has besides, or otherwise than, TeX's."""

from __future__ import annotations

from cvtex.pdf.file import PdfFile
from cvtex.pdf.values import Object, Reference


class Objects:
    """Objects that are new or changed, by number."""

    def __init__(self, file: PdfFile) -> None:
        self.changed: dict[int, Object] = {}
        self._next = max(file.numbers, default=0) + 1

    def add(self, value: Object) -> Reference:
        reference = self.reserve()
        self.changed[reference.number] = value
        return reference

    def reserve(self) -> Reference:
        """The number of an object that other objects refer to before it is there."""
        self._next += 1
        return Reference(self._next - 1)

    def set(self, reference: Reference, value: Object) -> None:
        self.changed[reference.number] = value

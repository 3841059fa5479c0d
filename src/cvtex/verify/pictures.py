"""A page of a PDF -> how many pictures it shows, also within forms."""

from __future__ import annotations

import re
from typing import Final

from cvtex.pdf.file import Page, PdfFile
from cvtex.pdf.values import Object, Stream

_SHOWN: Final = re.compile(rb"/([^\s()<>\[\]{}/%]+)\s+Do\b")
# Forms within forms; TeX writes one level at most.
_DEEPEST: Final = 5


def count_pictures(file: PdfFile, page: Page, content: bytes) -> int:
    """A picture that is shown twice counts twice. Raises UnsoundPdfError."""
    return _count(file, content, page.entries.get("Resources"), 0)


def _count(file: PdfFile, content: bytes, resources: Object, depth: int) -> int:
    objects = file.dictionary(file.dictionary(resources).get("XObject"))
    if not objects or depth > _DEEPEST:
        return 0
    found = 0
    for name in _SHOWN.findall(content):
        shown = file.object(objects.get(name.decode("latin-1")))
        if not isinstance(shown, Stream):
            continue
        if shown.entries.get("Subtype") == "Image":
            found += 1
        elif shown.entries.get("Subtype") == "Form":
            found += _count(file, shown.data, shown.entries.get("Resources"), depth + 1)
    return found

"""How much content the pages of a PDF have, unpacked, before PDFium reads it all: a megabyte can hold a gigabyte."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cvtex.pdf.foreign import ForeignFile
from cvtex.pdf.values import Dictionary, Name, Object, Reference, Stream

MOST_BYTES: Final = 50_000_000
_DEEPEST: Final = 20
_SHOWS: Final = re.compile(rb"(?<![^\s/])Do(?!\S)")


def has_too_much_content(file: ForeignFile) -> bool:
    """Whether pages and the forms that they show, as often as they may show them, have more than `MOST_BYTES`."""
    sizes = _Sizes(file)
    total = 0
    for page in file.pages():
        total += sizes.of(page.entries.get("Contents"), page.entries, 0)
        if total > MOST_BYTES:
            return True
    return False


class _Sizes:
    def __init__(self, file: ForeignFile) -> None:
        self.file = file
        self.known: dict[int, int] = {}

    def of(self, content: Object, entries: Dictionary, depth: int) -> int:
        """The size of streams with the forms of their resources. Each form counts as often as anything is shown."""
        total = shown = 0
        for one in self._streams(content):
            size = self.file.size(one, MOST_BYTES)
            total += size
            if total > MOST_BYTES:
                return total
            shown += len(_SHOWS.findall(self.file.data(one)))
        if shown and depth < _DEEPEST:
            total += shown * max((self._form(one, depth + 1) for one in self._forms(entries)), default=0)
        return total

    def _form(self, form: Reference, depth: int) -> int:
        if form.number not in self.known:
            # A form that shows itself is shown once.
            self.known[form.number] = 0
            stream = self.file.object(form)
            if isinstance(stream, Stream) and self.file.object(stream.entries.get("Subtype")) == Name("Form"):
                self.known[form.number] = self.of(form, stream.entries, depth)
        return self.known[form.number]

    def _streams(self, content: Object) -> Iterator[Reference]:
        found = content if isinstance(content, Reference) else None
        value = self.file.object(content)
        if isinstance(value, list):
            yield from (one for one in value if isinstance(one, Reference))
        elif found:
            yield found

    def _forms(self, entries: Dictionary) -> Iterator[Reference]:
        resources = self.file.object(entries.get("Resources"))
        forms = self.file.object(resources.get("XObject")) if isinstance(resources, dict) else None
        if isinstance(forms, dict):
            yield from (one for one in forms.values() if isinstance(one, Reference))

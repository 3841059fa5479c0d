"""Cite: entries -> references, of which those that are known are taken from the cache."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from cvtex.diagnostics import Checked, Diagnostic
from cvtex.locales.locale import locale_of
from cvtex.model.bibliography import Entry
from cvtex.model.people import Owner
from cvtex.model.reference import Reference
from cvtex.read.style import StyleSource, load_reference_style
from cvtex.reference_cache import KeptReference, ReferenceCache, digest, kept, manner, placed_digest
from cvtex.value import Value

if TYPE_CHECKING:
    from cvtex.cite.style import ReferenceStyle


class Citer(Value):
    """A bibliography style in a language, for one owner. The style is loaded only for an entry that is not known."""

    style: StyleSource
    language: str
    owner: Owner
    cache: ReferenceCache | None

    def cite(self, entries: Iterable[Entry], max_authors: int | None) -> Checked[dict[str, Reference] | None]:
        """By key, with warnings; None if the style cannot be loaded."""
        way = manner(self.style.data, self.language, max_authors, self.owner)
        known = self.cache.read(way) if self.cache else {}
        found: dict[str, Reference] = {}
        told: list[Diagnostic] = []
        used: dict[str, KeptReference] = {}
        printer: ReferenceStyle | None = None
        has_new = False
        for entry in entries:
            place, cited = _known(entry, known)
            if cited is None:
                if printer is None:
                    loaded = self._printer(max_authors)
                    if loaded.value is None:
                        return Checked(None, loaded.diagnostics)
                    printer = loaded.value
                cited = _formatted(entry, printer, self.owner)
                place = placed_digest(entry) if cited.diagnostics else digest(entry)
                known[place] = kept(cited)
                has_new = True
            found[entry.key] = cited.value
            told += cited.diagnostics
            used[place] = known[place]
        if self.cache and has_new:
            # Those of this document last: they are kept longest.
            self.cache.write(way, {place: value for place, value in known.items() if place not in used} | used)
        return Checked(found, tuple(told))

    def _printer(self, max_authors: int | None) -> Checked[ReferenceStyle | None]:
        loaded = load_reference_style(self.style)
        if loaded.value is None:
            return Checked(None, loaded.diagnostics)
        printer: ReferenceStyle = loaded.value(locale_of(self.language))
        printer.max_authors = max_authors
        return Checked(printer)


def _known(entry: Entry, known: Mapping[str, KeptReference]) -> tuple[str, Checked[Reference] | None]:
    for name in (digest, placed_digest):
        place = name(entry)
        if place in known:
            return place, known[place].of(entry)
    return "", None


def _formatted(entry: Entry, printer: ReferenceStyle, owner: Owner) -> Checked[Reference]:
    from cvtex.cite.references import cite

    cited = cite([entry], printer, owner)
    return Checked(cited.value[entry.key], cited.diagnostics)

"""Cite: entries -> references, from the cache where possible."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from cvtex.cache.fingerprint import fingerprint, library
from cvtex.cache.store import NO_CACHE, Cache
from cvtex.cite.absence import in_one_warning
from cvtex.diagnostics import Checked, Diagnostic
from cvtex.locales.locale import locale_of
from cvtex.model.bibliography import Entry
from cvtex.model.people import Mark, Owner
from cvtex.model.reference import Reference
from cvtex.read.style import StyleSource, load_reference_style
from cvtex.text.richtext import RichText
from cvtex.value import Value

if TYPE_CHECKING:
    from cvtex.cite.style import ReferenceStyle

# Cached references, in the same style and for the same owner, that this build does not use.
_MOST_OTHERS: Final = 10_000


class CachedReference(Value):
    """A reference without its entry's key and place, and the diagnostics of its formatting."""

    text: RichText
    title: RichText
    owner: tuple[str, ...]
    marks: frozenset[Mark]
    diagnostics: tuple[Diagnostic, ...] = ()

    def of(self, entry: Entry) -> Checked[Reference]:
        return Checked(
            Reference(entry.key, self.text, self.title, self.owner, entry.span, self.marks), self.diagnostics
        )


class Citer(Value):
    """Formats entries in a style and language, for one owner. Loads the style and pybtex only for uncached entries."""

    style: StyleSource
    language: str
    owner: Owner
    cache: Cache = NO_CACHE

    def cite(self, entries: Iterable[Entry], max_authors: int | None) -> Checked[dict[str, Reference] | None]:
        """Entries -> references by key; None if the style cannot be loaded."""
        known = self.cache.table("references", self._key(max_authors), CachedReference, _MOST_OTHERS)
        found: dict[str, Reference] = {}
        diagnostics: list[Diagnostic] = []
        printer: ReferenceStyle | None = None
        for entry in entries:
            key = next((key for key in (entry_key(entry), placed_entry_key(entry)) if known.knows(key)), None)
            if key is None:
                if printer is None:
                    loaded = self._printer(max_authors)
                    if loaded.value is None:
                        return Checked(None, loaded.diagnostics)
                    printer = loaded.value
                fresh = _formatted(entry, printer, self.owner)
                key = placed_entry_key(entry) if fresh.diagnostics else entry_key(entry)
                known.add(key, fresh)
            cited = known[key].of(entry)
            found[entry.key] = cited.value
            diagnostics += cited.diagnostics
        known.save()
        return Checked(found, in_one_warning(diagnostics, tuple(found), self.owner))

    def _key(self, max_authors: int | None) -> tuple[object, ...]:
        """Everything that determines a reference, except the entry and the program."""
        return library("pybtex"), self.style.data, self.language, max_authors, owner_key(self.owner)

    def _printer(self, max_authors: int | None) -> Checked[ReferenceStyle | None]:
        loaded = load_reference_style(self.style)
        if loaded.value is None:
            return Checked(None, loaded.diagnostics)
        printer: ReferenceStyle = loaded.value(locale_of(self.language))
        printer.max_authors = max_authors
        return Checked(printer)


def owner_key(owner: Owner) -> tuple[object, ...]:
    """Everything about the owner that determines where they are found in an entry, and who is marked."""
    return (
        owner.names,
        owner.former_names,
        owner.present_name,
        owner.collaborations,
        owner.students,
        owner.marks,
        tuple((name, owner.signs[name], one.people) for name, one in owner.trainees.items()),
    )


def entry_key(entry: Entry) -> str:
    """Fingerprint of an entry's content, without its place."""
    return fingerprint((entry.key, entry.type, {name: field.tex for name, field in entry.fields.items()}))


def placed_entry_key(entry: Entry) -> str:
    """Fingerprint of an entry's content and place, for references with diagnostics, which name the place."""
    return fingerprint((entry.key, entry.type, entry.span, entry.fields))


def _formatted(entry: Entry, printer: ReferenceStyle, owner: Owner) -> CachedReference:
    from cvtex.cite.references import cite

    cited = cite([entry], printer, owner)
    reference = cited.value[entry.key]
    return CachedReference(reference.text, reference.title, reference.owner, reference.marks, cited.diagnostics)

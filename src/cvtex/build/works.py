"""Read > check: the bytes of .bib files -> their works in one dialect, each once; for files that are known nothing is
read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from cvtex.cache.store import NO_CACHE, Cache
from cvtex.diagnostics import Checked, Diagnostic
from cvtex.model.bibliography import Bibliography, Entry, Excluded
from cvtex.value import Value


class Works(Value):
    """`all_entries` are those of the files; `bibliography` lacks the `excluded` ones, which are duplicates or
    preprints.
    """

    all_entries: Bibliography
    bibliography: Bibliography
    excluded: tuple[Excluded, ...]


class CachedWorks(Value):
    """Works as they are cached: of entries that are printed only those that got something from what is the same work."""

    all_entries: Bibliography
    changed: dict[str, Entry]
    excluded: tuple[Excluded, ...]
    told: tuple[Diagnostic, ...]

    def checked(self) -> Checked[Works]:
        gone = {one.key for one in self.excluded}
        entries = tuple(
            self.changed.get(entry.key, entry) for entry in self.all_entries.entries if entry.key not in gone
        )
        works = Works(self.all_entries, Bibliography(entries, self.all_entries.unreadable), self.excluded)
        return Checked(works, self.told)


def _cached(works: Checked[Works]) -> CachedWorks:
    found = works.value
    before = found.all_entries.by_key()
    changed = {entry.key: entry for entry in found.bibliography.entries if entry is not before[entry.key]}
    return CachedWorks(found.all_entries, changed, found.excluded, works.diagnostics)


def works_of(data: Mapping[str, bytes], *, keep_preprints: bool, cache: Cache = NO_CACHE) -> Checked[Works]:
    """`data` by the names that spans use, in order. `keep_preprints`: preprints stay beside their publications."""
    contents = tuple((name, hashlib.sha256(content).digest()) for name, content in data.items())
    found = cache.get("works", (contents, keep_preprints), CachedWorks)
    if found is not None:
        return found.checked()
    fresh = _read(data, keep_preprints=keep_preprints)
    cache.put("works", (contents, keep_preprints), _cached(fresh))
    return fresh


def _read(data: Mapping[str, bytes], *, keep_preprints: bool) -> Checked[Works]:
    from cvtex.check.same_work import merge_same_works
    from cvtex.cite.dialect import normalise
    from cvtex.read.bib import read_bibliography_files

    read = read_bibliography_files(data.items())
    normal = normalise(read.value)
    merged = merge_same_works(normal.value, keep_preprints=keep_preprints)
    works = Works(normal.value, merged.bibliography, merged.excluded)
    return Checked(works, (*read.diagnostics, *normal.diagnostics, *merged.diagnostics))

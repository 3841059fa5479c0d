"""Read > check: the bytes of .bib files -> their works in one dialect, each once."""

from __future__ import annotations

from collections.abc import Mapping

from cvtex.check.same_work import merge_same_works
from cvtex.cite.dialect import normalise
from cvtex.diagnostics import Checked
from cvtex.model.bibliography import Bibliography, Excluded
from cvtex.read.bib import read_bibliography_files
from cvtex.value import Value


class Works(Value):
    """`all_entries` are those of the files; `bibliography` lacks the `excluded` ones, which are duplicates or preprints."""

    all_entries: Bibliography
    bibliography: Bibliography
    excluded: tuple[Excluded, ...]


def works_of(data: Mapping[str, bytes], *, keep_preprints: bool) -> Checked[Works]:
    """`data` by the names that spans use, in order. `keep_preprints`: preprints stay beside their publications."""
    read = read_bibliography_files(data.items())
    normal = normalise(read.value)
    merged = merge_same_works(normal.value, keep_preprints=keep_preprints)
    works = Works(normal.value, merged.bibliography, merged.excluded)
    return Checked(works, (*read.diagnostics, *normal.diagnostics, *merged.diagnostics))

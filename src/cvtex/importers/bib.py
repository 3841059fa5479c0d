"""A .bib file as a source: it is taken along as it is."""

from __future__ import annotations

from pathlib import PurePosixPath

from cvtex.diagnostics import Checked
from cvtex.importers.imported import Imported, ImportedFile, SourceFile


def import_bib(source: SourceFile) -> Checked[Imported]:
    # Two sources of one name are told apart by their folders, which the file goes without.
    name = PurePosixPath(source.name).name
    name = name if name.endswith(".bib") else f"{name}.bib"
    return Checked(Imported((), bibliographies=(ImportedFile(name, source.data),)))

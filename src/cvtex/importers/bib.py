"""A .bib file as a source: it is taken along as it is."""

from __future__ import annotations

from cvtex.diagnostics import Checked
from cvtex.importers.imported import Imported, ImportedFile, SourceFile


def import_bib(source: SourceFile) -> Checked[Imported]:
    name = source.name if source.name.endswith(".bib") else f"{source.name}.bib"
    return Checked(Imported((), bibliographies=(ImportedFile(name, source.data),)))

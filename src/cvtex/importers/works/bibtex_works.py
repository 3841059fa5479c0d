"""BibTeX as services give it -> works, whose fields are TeX."""

from __future__ import annotations

from typing import Final

from cvtex.importers.imported import ImportedWork, Said
from cvtex.importers.works.foreign_tex import harmless_tex
from cvtex.model.bibliography import HELPER_TYPES
from cvtex.read.bib import read_bibliography

# What DBLP and INSPIRE say about their records.
_NOT_TAKEN: Final = frozenset({"timestamp", "biburl", "bibsource", "crossref"})


def works_of_bibtex(name: str, data: bytes) -> tuple[ImportedWork, ...]:
    entries = read_bibliography(name, data).value.entries
    return tuple(
        ImportedWork(
            entry.type,
            {
                field: Said(harmless_tex(found.tex), found.span)
                for field, found in entry.fields.items()
                if field not in _NOT_TAKEN
            },
            entry.span,
            entry.key,
            frozenset(entry.fields),
        )
        for entry in entries
        if entry.type not in HELPER_TYPES
    )

"""The sources in tests/documents/imports, with the files that they name."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Final

from page_source import pdf_of
from word_source import word_document

from cvtex.importers.imported import SourceFile

FOLDER: Final = Path(__file__).parents[1] / "documents" / "imports"
EXPECTED: Final = ("cv.yaml", "publications.bib", "unplaced.md", "messages.txt")
_MADE: Final = {".word": ("cv.docx", word_document), ".page": ("cv.pdf", pdf_of)}


def source_of(path: Path) -> SourceFile:
    def beside(name: str) -> bytes | None:
        there = PurePosixPath(name)
        file = path.parent / name
        is_inside = not there.is_absolute() and ".." not in there.parts
        return file.read_bytes() if is_inside and file.is_file() and file.name not in EXPECTED else None

    if make := _MADE.get(path.suffix):
        name, made = make
        return SourceFile(name, made(path.read_text(encoding="utf-8")))
    return SourceFile(path.name, path.read_bytes(), beside)

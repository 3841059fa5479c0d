"""Sources with the CV that becomes of each: tests/documents/imports/KIND/NAME/.

A folder has `source.*`, files that it names, and what is expected: `cv.yaml`, a .bib file, `unplaced.md`, and the
messages. Word documents and PDFs are made of a text, `source.word` or `source.page`; see `word_source`, `page_source`.

`pytest tests/importers/test_import_documents.py --update` rewrites the expected files; read the diff before
you commit it.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from page_source import pdf_of
from word_source import word_document

from cvtex.check.cv import check_cv
from cvtex.diagnostics import Diagnostic
from cvtex.importers.imported import SourceFile
from cvtex.importers.importing import import_files
from cvtex.read.yaml import read_yaml

FOLDER = Path(__file__).parents[1] / "documents" / "imports"
DOCUMENTS = sorted(path.parent for path in FOLDER.glob("*/*/source.*"))
MADE = {".word": ("cv.docx", word_document), ".page": ("cv.pdf", pdf_of)}
EXPECTED = ("cv.yaml", "publications.bib", "unplaced.md", "messages.txt")


def source_of(path: Path) -> SourceFile:
    def beside(name: str) -> bytes | None:
        there = PurePosixPath(name)
        file = path.parent / name
        is_inside = not there.is_absolute() and ".." not in there.parts
        return file.read_bytes() if is_inside and file.is_file() and file.name not in EXPECTED else None

    if make := MADE.get(path.suffix):
        name, made = make
        return SourceFile(name, made(path.read_text(encoding="utf-8")))
    return SourceFile(path.name, path.read_bytes(), beside)


@pytest.mark.parametrize("folder", DOCUMENTS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_source_becomes_a_cv(folder: Path, request: pytest.FixtureRequest) -> None:
    (path,) = folder.glob("source.*")
    imported = import_files([source_of(path)])
    assert imported.value is not None, imported.diagnostics
    files = {name: data.decode() for name, data in imported.value.files.items() if name in EXPECTED}
    if imported.diagnostics:
        files["messages.txt"] = "".join(f"{message(one)}\n" for one in imported.diagnostics)
    for name in EXPECTED:
        there = folder / name
        if request.config.getoption("--update"):
            there.unlink(missing_ok=True)
            if name in files:
                there.write_text(files[name], encoding="utf-8", newline="\n")
        else:
            assert files.get(name, "") == (there.read_text(encoding="utf-8") if there.exists() else "")
    node = read_yaml("cv.yaml", files["cv.yaml"].encode()).value
    assert node is not None
    checked = check_cv(node)
    assert [one for one in checked.diagnostics if one.severity == "error"] == []


def message(diagnostic: Diagnostic) -> str:
    assert diagnostic.span is not None
    return f"{diagnostic.span.file}:{diagnostic.span.line}: {diagnostic.severity}: {diagnostic.message}"

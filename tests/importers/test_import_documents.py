"""Sources with the CV that becomes of each: tests/documents/imports/KIND/NAME/.

A folder has `source.*`, files that it names, and what is expected: `cv.yaml`, a .bib file, `unplaced.md`, and the
messages. Word documents and PDFs are made of a text, `source.word` or `source.page`; see `word_source`, `page_source`.

`pytest tests/importers/test_import_documents.py --update` rewrites the expected files; read the diff before
you commit it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from import_documents import EXPECTED, FOLDER, source_of

from cvtex.check.cv import check_cv
from cvtex.diagnostics import Diagnostic
from cvtex.importers.importing import import_files
from cvtex.read.yaml import read_yaml

DOCUMENTS = sorted(path.parent for path in FOLDER.glob("*/*/source.*"))


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

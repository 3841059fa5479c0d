"""Faulty documents, each with the expected messages: tests/documents/errors/*.txt.

`pytest tests/test_error_documents.py --update` rewrites the expected messages; read the diff before you commit it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from error_document import messages, read_document

DOCUMENTS = sorted((Path(__file__).parent / "documents" / "errors").glob("*.txt"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_messages(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    document = read_document(path.read_text(encoding="utf-8"))
    monkeypatch.chdir(tmp_path)
    actual = messages(document, tmp_path)
    if request.config.getoption("--update"):
        path.write_text(f"{document.source}---- expected\n{actual}", encoding="utf-8", newline="\n")
    else:
        assert actual == document.expected


def test_there_are_documents() -> None:
    assert len(DOCUMENTS) >= 40

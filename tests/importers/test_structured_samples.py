"""Samples of others: nearly every word has a place, and what is written has no errors."""

from __future__ import annotations

from pathlib import Path

import pytest

from cvtex.check.cv import check_cv
from cvtex.importers.imported import SourceFile
from cvtex.importers.importing import import_files
from cvtex.read.bib import read_bibliography
from cvtex.read.yaml import read_yaml

SHARED = Path(__file__).parents[2].parent / "shared"
SAMPLES = [
    path
    for path in (
        *sorted((SHARED / "formats" / "orcid").glob("*-3.0.*")),
        *sorted((SHARED / "formats" / "json-resume").glob("sample*")),
        *sorted((SHARED / "corpus").glob("*.json")),
        *sorted((SHARED / "corpus").glob("rendercv*.yaml")),
    )
    if path.is_file()
]
LEAST = 0.97


@pytest.mark.skipif(not SAMPLES, reason="the shared inputs are not beside the project")
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_nearly_every_word_of_a_sample_has_a_place(path: Path) -> None:
    found = import_files([SourceFile(path.name, path.read_bytes())]).value
    assert found is not None
    assert found.coverage.words > 30
    assert found.coverage.share >= LEAST, found.coverage.missing
    node = read_yaml("cv.yaml", found.files["cv.yaml"]).value
    assert node is not None
    assert [one for one in check_cv(node).diagnostics if one.is_error] == []
    bib = read_bibliography("publications.bib", found.files.get("publications.bib", b""))
    assert [one for one in bib.diagnostics if one.is_error] == []


DOCUMENTS = Path(__file__).parents[1] / "documents" / "imports"
# Made to hold what has no place.
ODD = {"not-the-expected-types", "odd-values", "without-title", "one-object", "old-style", "bulk-with-errors"}


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in sorted(DOCUMENTS.glob("*/*/source.*"))
        if path.parts[-3] not in {"latex", "docx", "bib", "pasted", "markdown"}
    ],
    ids=lambda path: f"{path.parts[-3]}-{path.parts[-2]}",
)
def test_small_sources_have_a_place_for_every_word_or_a_line_in_the_list(path: Path) -> None:
    found = import_files([SourceFile(path.name, path.read_bytes())]).value
    assert found is not None
    lost = [one.said.text for one in found.coverage.missing]
    assert not lost or path.parts[-2] in ODD
    listed = found.files.get("unplaced.md", b"").decode()
    assert all(" ".join(text.split()) in listed for text in lost)

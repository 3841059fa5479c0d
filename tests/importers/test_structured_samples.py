"""Samples of others: nearly every word has a place, and what is written has no errors."""

from __future__ import annotations

from pathlib import Path

import pytest

from cvtex.check.cv import check_cv
from cvtex.importers.coverage import words_of
from cvtex.importers.imported import SourceFile
from cvtex.importers.importing import import_files
from cvtex.locales.months import month_beginnings
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
KINDS = (
    "bib", "crossref", "csl-json", "datacite", "endnote", "json-resume", "nbib", "openalex", "orcid", "rendercv", "ris",
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_nearly_all_words_of_the_small_sources_have_a_place_and_all_others_stand_in_a_list(kind: str) -> None:
    words = lost = 0
    for path in sorted((DOCUMENTS / kind).glob("*/source.*")):
        found = import_files([SourceFile(path.name, path.read_bytes())]).value
        assert found is not None
        words += found.coverage.words
        lost += sum(len(one.words) for one in found.coverage.missing)
        listed = words_of(found.files.get("unplaced.md", b"").decode(), month_beginnings())
        assert all(set(one.words) <= {*listed} for one in found.coverage.missing)
    assert lost <= (1 - LEAST) * words

"""Real libraries. The merged entries were checked by eye, one by one."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from cvtex.check.same_work import find_same_works, merge_same_works
from cvtex.cite.dialect import normalise
from cvtex.model.bibliography import Bibliography
from cvtex.read.bib import read_bibliography

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
FILES = sorted(CORPUS.glob("*.bib"))

pytestmark = pytest.mark.skipif(not FILES, reason="the corpus of real libraries is not here")

# file -> (duplicates, preprints, questions). All that is merged is one work. The 74 pairs of
# strings-crossref-189 are, too, but linked by crossref.
FOUND = {
    "ads-237": (0, 1, 0),
    "ads-43": (0, 0, 1),
    "biblatex-examples-92": (3, 1, 0),
    "google-scholar-96": (0, 0, 1),
    "jabref-groups-307": (11, 0, 1),
    "preamble-comments-20": (0, 0, 1),
    "zotero-7166": (1, 1, 10),
}


def library(path: Path) -> Bibliography:
    return normalise(read_bibliography(path.name, path.read_bytes()).value).value


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_same_works_in_real_libraries(path: Path) -> None:
    entries = library(path)
    kinds = [same.kind for same in find_same_works(entries)]
    merged = merge_same_works(entries, keep_preprints=False)
    questions = [diagnostic.message for diagnostic in merged.diagnostics if "may be" in diagnostic.message]
    found = kinds.count("duplicate"), kinds.count("preprint"), len(questions)
    assert found == FOUND.get(path.stem, (0, 0, 0)), "\n".join(d.message for d in merged.diagnostics)
    assert len(merged.bibliography.entries) + len(kinds) == len(entries.entries)


@pytest.mark.slow
def test_a_large_library_is_fast_enough() -> None:
    entries = library(CORPUS / "zotero-7166.bib")
    start = time.perf_counter()
    merge_same_works(entries, keep_preprints=False)
    assert time.perf_counter() - start < 3

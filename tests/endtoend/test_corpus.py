"""Real bibliographies from real programs: each gives a CV, a PDF, and a status for every entry."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from running import ROOT, run_cvtex, start_cvtex

CORPUS = ROOT.parent / "shared" / "corpus"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real libraries is not here"),
]

# file, owner, other spellings, minimum number of entries that name the owner
LIBRARIES = [
    ("ads-237", "Adam Ginsburg", (), 230),
    ("ads-43", "João Faria", (), 43),
    ("strings-crossref-189", "ThanhVu Nguyen", (), 150),
    ("google-scholar-96", "Abhijit Dasgupta", (), 80),
    ("syntax-error-5", "Art Poon", (), 4),
    ("jabref-groups-307", "Taylor Dupuy", (), 20),
    ("decorated-names-79", "Brandon Amos", (), 75),
    ("unicode-hyphen-8", "Alexander Meyer-Gohde", (), 8),
    ("jabref-156", "Nobody Atall", (), 0),
    ("preamble-comments-20", "Nobody Atall", (), 0),
    ("biblatex-examples-92", "Nobody Atall", (), 0),
    ("comments-4", "Nobody Atall", (), 0),
]
_ENTRY = re.compile(rb"^\s*@+\s*(?!comment|string|preamble)\w+\s*[{(]", re.MULTILINE | re.IGNORECASE)


@pytest.mark.parametrize(
    ("name", "owner", "also", "matched"),
    [pytest.param(*row, id=row[0]) for row in LIBRARIES],
)
def test_a_library_is_built_and_every_entry_has_a_status(
    name: str, owner: str, also: tuple[str, ...], matched: int, tmp_path: Path
) -> None:
    file = CORPUS / f"{name}.bib"
    others = [part for other in also for part in ("--also", other)]
    made = run_cvtex(["new", "cv", "--name", owner, *others, "--bib", file], tmp_path)
    assert made.exit_code == 0, made.errors

    built = run_cvtex(["build", "-V", "full"], tmp_path / "cv")
    assert built.exit_code == 0, built.errors
    assert (tmp_path / "cv" / "build" / "cv-full.pdf").is_file()

    accounts = json.loads(run_cvtex(["publications", "--json"], tmp_path / "cv").output)
    statuses = Counter(account["status"] for account in accounts)
    assert len(accounts) == len(_ENTRY.findall(file.read_bytes()))
    assert statuses["printed"] + statuses["excluded"] + statuses["unreadable"] == len(accounts)
    assert all(account["reason"] for account in accounts if account["status"] != "printed")
    assert sum(account["owner"]["verdict"] == "matched" for account in accounts) >= matched


@pytest.mark.long
def test_a_library_of_seven_thousand_entries_is_printed_completely(tmp_path: Path) -> None:
    made = run_cvtex(["new", "cv", "--name", "Nobody Atall", "--bib", CORPUS / "zotero-7166.bib"], tmp_path)
    assert made.exit_code == 0, made.errors
    built = start_cvtex(["build", "-V", "full", "--all-entries"], tmp_path / "cv", time_limit=600)
    assert built.exit_code == 0, [line for line in built.errors.splitlines() if "error:" in line]

"""Real libraries: the entries that a simple pattern counts are all read or reported."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from cvtex.diagnostics import Span
from cvtex.read.bib import read_bibliography
from cvtex.text.tex import read_tex

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
FILES = sorted(CORPUS.glob("*.bib"))

pytestmark = pytest.mark.skipif(not FILES, reason="the corpus of real libraries is not here")

ENTRY = re.compile(r"^\s*@+(?!comment|string|preamble)\w+\s*[{(]", re.MULTILINE | re.IGNORECASE)


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_entry_is_lost_silently(path: Path) -> None:
    data = path.read_bytes()
    bibliography = read_bibliography(path.name, data).value
    counted = len(ENTRY.findall(data.decode()))
    assert len(bibliography.entries) + len(bibliography.unreadable) == counted
    # The file name contains the number of entries, counted independently.
    assert counted == int(re.findall(r"\d+", path.stem)[-1])


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_spans_point_at_what_was_read(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    for entry in read_bibliography(path.name, path.read_bytes()).value.entries:
        assert lines[entry.span.line - 1][entry.span.column - 1] == "@"
        for field in entry.fields.values():
            first = field.tex.split("\n")[0]
            line = lines[field.span.line - 1][field.span.column - 1 :]
            # The value is at that place, unless it came from an @string or lost an invisible character.
            assert line.startswith(first) or re.match(r'[\w:-]+|"', line) or "\u200e" in line


@pytest.mark.slow
def test_a_large_library_is_fast_enough() -> None:
    path = CORPUS / "zotero-7166.bib"
    data = path.read_bytes()
    start = time.process_time()
    entries = read_bibliography(path.name, data).value.entries
    for entry in entries:
        read_tex(entry.tex("title"), Span(path.name))
    assert time.process_time() - start < 8

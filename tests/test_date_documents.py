"""Dates as written in a CV, how they are printed, and their first and last day: tests/documents/dates/*.txt.

A file is named after the language of the CV. `pytest tests/test_date_documents.py --update` rewrites all but the first
column; read the diff before you commit it. A thin space is shown as `_`.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from cvtex.check.date_errors import DateError
from cvtex.check.date_syntax import read_dates
from cvtex.check.date_words import date_words
from cvtex.locales.cldr import dates_text
from cvtex.model.dates import LAST_OF_ALL

DOCUMENTS = sorted((Path(__file__).parent / "documents" / "dates").glob("*.txt"))
WIDTHS = (34, 38, 10, 0)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_dates(path: Path, request: pytest.FixtureRequest) -> None:
    expected = path.read_text(encoding="utf-8")
    written = [line.split(" | ")[0].rstrip() for line in expected.splitlines()]
    rows = [row(text, path.stem) if text else () for text in written]
    actual = "".join(f"{' | '.join(map(padded, cells, WIDTHS)).rstrip()}\n" for cells in rows)
    if request.config.getoption("--update"):
        path.write_text(actual, encoding="utf-8", newline="\n")
    else:
        assert actual == expected


def row(written: str, language: str) -> tuple[str, ...]:
    try:
        dates = read_dates(written, date_words((language,)))
    except DateError as problem:
        return (written, f"error: {problem}" + (f" ({problem.hint})" if problem.hint else ""))
    printed = dates_text(dates, language).replace("\N{THIN SPACE}", "_")
    first, last = ("{:04}-{:02}-{:02}".format(*day) for day in (dates.first_day, dates.latest))
    return (written, printed, first, "open" if dates.latest == LAST_OF_ALL else last)


def padded(cell: str, width: int) -> str:
    """Pad a cell. East Asian letters are as wide as two others."""
    return cell + " " * (width - sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in cell))


def test_there_are_documents() -> None:
    assert len(DOCUMENTS) >= 8

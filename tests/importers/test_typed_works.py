"""References typed by hand -> fields of a work."""

from __future__ import annotations

import pytest

from cvtex.diagnostics import Span
from cvtex.importers.documents.words import Words
from cvtex.importers.imported import Said
from cvtex.importers.references.works import typed_work
from cvtex.text.tex import read_tex

HERE = Span("cv.tex", 1)
# Lists that never end, and words that nobody writes: a pattern must not try all ways to read them.
ENDLESS = [
    "Lovelace, Ada; " * 45 + "(", "Ada Lovelace, " * 70 + "(", "Lovelace A, " * 70 + "(", "A. " * 60, "A-" * 300,
    "van de " * 75, "Lovelace, A. (2019). T. in " + "Ab " * 100 + "(ed", "Lovelace, A. (2019). T. " + "1-" * 1000,
    "Lovelace, A. (2019). T. " + "London, " * 110 + ":", "“" * 140, "d’" * 3000,
]  # fmt: skip
READ = {
    r"Lovelace, A., \& Babbage, C. (2019). Notes on the engine. \emph{Journal of Engines}, 12(3), 45--67.": {
        "entry": "article",
        "author": "Lovelace, A. and Babbage, C.",
        "title": "Notes on the engine",
        "year": "2019",
        "journal": "Journal of Engines",
        "volume": "12",
        "number": "3",
        "pages": "45--67",
    },
    r"[3] A. Lovelace and C. Babbage, ``Notes on the engine,'' \emph{IEEE Trans. Engines}, vol. 12, no. 3,"
    r" pp. 45--67, 2019. doi:10.1000/xyz123": {
        "entry": "article",
        "author": "A. Lovelace and C. Babbage",
        "title": "Notes on the engine",
        "year": "2019",
        "journal": "IEEE Trans. Engines",
        "volume": "12",
        "number": "3",
        "pages": "45--67",
        "doi": "10.1000/xyz123",
    },
    r"Lovelace A, Babbage C. Notes on the engine. J Engines. 2019; 12: 45--67.": {
        "entry": "article",
        "author": "Lovelace, A. and Babbage, C.",
        "title": "Notes on the engine",
        "year": "2019",
        "journal": "J Engines",
        "volume": "12",
        "pages": "45--67",
    },
    r"\textbf{Ada Lovelace}, Charles Babbage, and Mary Somerville. Notes on the engine. In"
    r" \emph{Proceedings of the Conference on Engines}, pages 1--10, London, 2019.": {
        "entry": "inproceedings",
        "author": "Ada Lovelace and Charles Babbage and Mary Somerville",
        "title": "Notes on the engine",
        "year": "2019",
        "booktitle": "Proceedings of the Conference on Engines",
        "pages": "1--10",
        "note": "London",
    },
    r"A. Lovelace. Notes on the engine. PhD thesis, University of London, 1943.": {
        "entry": "phdthesis",
        "author": "A. Lovelace",
        "title": "Notes on the engine",
        "year": "1943",
        "school": "University of London",
        "type": "PhD thesis",
    },
    r"``Rising costs'' (2000) with C. Babbage": None,
    r"Several papers on the engine, among them one of 2019.": None,
    r"Reviewer for the Journal of Engines, 2019.": None,
}


@pytest.mark.parametrize(("tex", "fields"), READ.items(), ids=range(len(READ)))
def test_a_reference_is_read(tex: str, fields: dict[str, str] | None) -> None:
    work = typed_work(Words(read_tex(tex, HERE).value, HERE))
    if work is None:
        assert fields is None
        return
    found = {name: one.text for name, one in work.fields.items() if isinstance(one, Said)}
    assert {"entry": work.type} | found == fields


@pytest.mark.parametrize("text", ENDLESS, ids=range(len(ENDLESS)))
def test_no_reference_takes_long(text: str) -> None:
    typed_work(Words((text,), HERE))


def test_initials_that_stand_together_are_no_loss() -> None:
    work = typed_work(Words(("Lovelace AK, Müller K-R. Notes on looms. J Engines 2019;1:2-3.",), HERE))
    assert work is not None
    assert work.fields["author"] == Said("Lovelace, A. K. and Müller, K.-R.", HERE)
    assert "AK" in work.joints.split()

"""A broken source: the error names its line and a hint, the exit code is 1, and the last good PDF stays."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from running import run_cvtex


class Broken(NamedTuple):
    """Replacing `good` by `bad` in `file` must report `message` at that line."""

    file: str
    good: str
    bad: str
    message: str


CASES = {
    "misspelt kind": Broken(
        "cv.yaml",
        "    kind: positions\n",
        "    knd: positions\n",
        "error: unknown field 'knd' (did you mean 'kind'?)",
    ),
    "misspelt field": Broken(
        "cv.yaml",
        "      - employer: Fraunhofer",
        "      - emploer: Fraunhofer",
        "error: unknown field 'emploer' (did you mean 'employer'?)",
    ),
    "impossible month": Broken(
        "cv.yaml",
        "dates: 2019-01 – 2020-12",
        "dates: 2019-13 – 2020-12",
        "'2019-13' has an impossible month",
    ),
    "end before start": Broken(
        "cv.yaml",
        "dates: 2019-01 – 2020-12",
        "dates: 2019-01 – 2018-12",
        "is before",
    ),
    "duplicate key": Broken(
        "cv.yaml",
        "language: en-GB\n",
        "language: en-GB\nlanguage: de\n",
        "error: 'language' is given twice",
    ),
    "tab": Broken("cv.yaml", "  title: Dr.\n", "\ttitle: Dr.\n", "tab"),
    "unknown citation key": Broken(
        "cv.yaml",
        "- bach2015pixelwise",
        "- bach2015pixelwize",
        "error: unknown citation key 'bach2015pixelwize' (did you mean 'bach2015pixelwise'?)",
    ),
    "missing bibliography": Broken(
        "cv.yaml",
        "bibliography: publications.bib",
        "bibliography: publication.bib",
        "did you mean 'publications.bib'?",
    ),
    "unknown section in a variant": Broken(
        "cv.yaml",
        "      - education\n",
        "      - eduction\n",
        "error: unknown section 'eduction' (did you mean 'education'?)",
    ),
    "unknown theme": Broken(
        "cv.yaml",
        "theme: classic",
        "theme: clasic",
        "error: unknown theme 'clasic' (did you mean 'classic'?)",
    ),
    "unknown font family": Broken(
        "cv.yaml",
        "theme: classic",
        "theme: classic\nfonts: {text: EB Garamont}",
        "error: there is no font family 'EB Garamont'",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_broken_source_is_explained_and_the_old_pdf_stays(case: Broken, sources: Path) -> None:
    pdf = sources / "build" / "cv-full.pdf"
    pdf.parent.mkdir()
    pdf.write_bytes(b"the last good PDF")
    text = (sources / case.file).read_text(encoding="utf-8")
    assert text.count(case.good) >= 1
    (sources / case.file).write_text(text.replace(case.good, case.bad, 1), encoding="utf-8")

    ran = run_cvtex(["build", "--engine", "embedded"], sources)

    assert 1 == ran.exit_code
    assert case.message in ran.errors
    assert "Traceback" not in ran.errors
    assert "" == ran.output
    line = line_of_difference(text, text.replace(case.good, case.bad, 1))
    places = [int(message.split(":")[1]) for message in ran.errors.splitlines() if message.startswith(case.file)]
    assert any(abs(place - line) <= 1 for place in places), (line, ran.errors)
    assert b"the last good PDF" == pdf.read_bytes()
    assert [pdf] == list(pdf.parent.iterdir())


def line_of_difference(old: str, new: str) -> int:
    pairs = enumerate(zip(old.splitlines(), new.splitlines(), strict=False), 1)
    return next(number for number, (before, after) in pairs if before != after)


def test_all_problems_are_reported_at_once(sources: Path) -> None:
    for case in (CASES["misspelt field"], CASES["impossible month"], CASES["unknown section in a variant"]):
        text = (sources / case.file).read_text(encoding="utf-8")
        (sources / case.file).write_text(text.replace(case.good, case.bad, 1), encoding="utf-8")
    errors = run_cvtex(["build"], sources).errors
    for case in (CASES["misspelt field"], CASES["impossible month"], CASES["unknown section in a variant"]):
        assert case.message in errors


@pytest.mark.slow
def test_a_broken_entry_costs_that_entry_alone(sources: Path) -> None:
    path = sources / "publications.bib"
    text = path.read_text(encoding="utf-8")
    broken = text.replace("@article{hofmann2022towards,\n  author = {", "@article{hofmann2022towards,\n  author = ", 1)
    assert broken != text
    path.write_text(broken, encoding="utf-8")
    ran = run_cvtex(["build", "--engine", "embedded"], sources)
    assert 0 == ran.exit_code
    assert "warning: entry 'hofmann2022towards' cannot be read" in ran.errors
    assert (sources / "build" / "cv-full.pdf").exists()
    assert 1 == run_cvtex(["build", "--strict"], sources).exit_code

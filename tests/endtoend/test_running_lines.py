"""The foot of pages and the line at their top: on paper, in the structure, and how often TeX runs for them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from building import built
from pdfminer.high_level import extract_pages, extract_text
from pdfminer.layout import LTTextBox, LTTextLine
from running import run_cvtex

from cvtex.build.results import BuildResult
from cvtex.typeset.formats import run_with_format
from cvtex.typeset.run import TexJob, TexRun

pytestmark = pytest.mark.slow

CV = """\
owner: {{name: Ada Example}}
date: 2026-03-04
design: {design}
sections:
  plans: {{kind: list, title: Plans, items: [{items}]}}
variants:
  full: {{}}
  limited: {{pages: 2}}
  funded: {{profile: rules}}
"""


def write(folder: Path, design: str, points: int) -> None:
    items = ", ".join(f"Plan {number} of mine" for number in range(points))
    (folder / "cv.yaml").write_text(CV.format(design=design, items=items), encoding="utf-8")


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collects the documents that TeX sets."""
    found: list[str] = []

    def run(job: TexJob, *arguments: Any, **options: Any) -> TexRun:
        found.append(job.tex)
        return run_with_format(job, *arguments, **options)

    monkeypatch.setattr("cvtex.build.typesetter.run_with_format", run)
    return found


def pages_of(result: BuildResult) -> list[list[str]]:
    """The lines of each page, without those of the list."""
    assert result.status == "ok", result.diagnostics
    assert result.pdf is not None
    text = extract_text(io.BytesIO(result.pdf))
    return [
        [line.strip() for line in page.split("\n") if line.strip() and "of mine" not in line]
        for page in text.split("\f")[:-1]
    ]


def test_the_number_of_pages_takes_a_second_run_only_where_it_changes(tmp_path: Path, runs: list[str]) -> None:
    def build(points: int) -> tuple[int, str]:
        write(tmp_path, '{footer: "{name}, page {page} of {pages}"}', points)
        runs.clear()
        last = pages_of(built(tmp_path, "full", cache=tmp_path / "cache"))[-1]
        return len(runs), last[-1]

    assert build(99) == (2, "Ada Example, page 3 of 3")
    assert build(99) == (1, "Ada Example, page 3 of 3")
    assert build(98) == (1, "Ada Example, page 3 of 3")
    assert build(9) == (2, "Ada Example, page 1 of 1")


def test_a_solved_number_of_pages_takes_one_run(tmp_path: Path, runs: list[str]) -> None:
    write(tmp_path, "{page_numbers: 1 / 8}", 99)
    last = pages_of(built(tmp_path, "limited", cache=tmp_path / "cache"))[-1]
    assert last[-2:] == ["Ada Example", "2 / 2"]
    assert ["\\cvmeasuring" in tex for tex in runs] == [True, False]


def test_a_line_that_is_too_long_is_told(tmp_path: Path) -> None:
    write(tmp_path, f"{{footer: {{left: {'Long ' * 20}, right: {'Wide ' * 20}}}}}", 1)
    found = {one.message: one.span for one in built(tmp_path, "full").diagnostics}
    span = found["the line at the foot of the pages is too long: shorten it"]
    assert span is not None
    text = (tmp_path / span.file).read_text(encoding="utf-8").splitlines()[span.line - 1]
    assert text[span.column - 1 :].startswith("{left: Long")


def test_a_name_that_nobody_asked_for_is_left_out_where_it_has_no_room(tmp_path: Path) -> None:
    write(tmp_path, "{}", 1)
    cv = tmp_path / "cv.yaml"
    cv.write_text(cv.read_text(encoding="utf-8").replace("Ada Example", "Ж" * 60), encoding="utf-8")
    result = built(tmp_path, "full")
    assert result.diagnostics == ()
    assert pages_of(result)[-1][-1] == "1"


def test_a_formula_that_no_program_reads_is_told(tmp_path: Path) -> None:
    write(tmp_path, "{footer: '$\\frac{a^2_k}{b}$ and {name}'}", 1)
    (problem,) = built(tmp_path, "full").diagnostics
    assert problem.message == "page 1 does not print 'a²ₖ/b and Ada Example 1' at its foot"
    assert problem.hint == "write its formula as text, such as a/b in place of a fraction"
    assert problem.span is not None


RULES = """\
title: Rules
funder: A Funder
version: "2026"
checked: 2026-11-01
source: [https://example.org]
margins: {left: 20 mm, right: 20 mm, top: 20 mm, bottom: 20 mm, empty: true}
"""
BOTH = '{header_line: {left: "{name}", right: "{page} / {pages}"}, footer: {center: "{date}"}'


@pytest.mark.parametrize(
    ("design", "variant", "edge"),
    [
        # Margins too small for the lines grow.
        (f"{BOTH}, margins: 5 mm}}", "full", 4),
        (f"{BOTH}, dates: margin}}", "limited", 8),
        # Nothing may be printed in the margins.
        (f"{BOTH}}}", "funded", 20),
    ],
    ids=["small", "limited", "funded"],
)
def test_lines_keep_clear_of_the_text_and_the_edges(design: str, variant: str, edge: float, tmp_path: Path) -> None:
    write(tmp_path, design, 70)
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "rules.yaml").write_text(RULES, encoding="utf-8")
    result = built(tmp_path, variant)
    assert result.pdf is not None, result.diagnostics
    first, second = [*places(result.pdf)][:2]
    assert [text for text, _, _ in first][-1] == "Mar 4, 2026"
    assert [text for text, _, _ in second if "of mine" not in text] == ["Ada Example", "2 / 2", "Mar 4, 2026"]
    for page in (first, second):
        *above, foot = page
        assert foot[2] < MM_OF_PAGE - edge
        assert foot[1] - max(bottom for _, _, bottom in above) > 1.5
        assert min(top for _, top, _ in page) > edge
    head = [bottom for text, _, bottom in second if text in ("Ada Example", "2 / 2")]
    assert min(top for text, top, _ in second if "of mine" in text) - max(head) > 1.5


MM_OF_PAGE = 297


def places(pdf: bytes) -> Iterator[list[tuple[str, float, float]]]:
    """The lines of each page as they are read, with their upper and lower edges in mm from the top."""
    for page in extract_pages(io.BytesIO(pdf)):
        lines = [line for box in page if isinstance(box, LTTextBox) for line in box if isinstance(line, LTTextLine)]
        found = [(mm(line.y1), line.x0, line.get_text().strip(), mm(line.y0)) for line in lines]
        yield [(text, top, bottom) for top, _, text, bottom in sorted(found, key=lambda one: (round(one[0]), one[1]))]


def mm(height: float) -> float:
    return MM_OF_PAGE - height * 25.4 / 72


def test_what_is_too_long_for_a_line_is_known_without_tex(tmp_path: Path) -> None:
    write(tmp_path, f"{{header_line: {{center: {'Long ' * 40}}}}}", 1)
    ran = run_cvtex(["check"], tmp_path)
    assert ran.exit_code == 1
    assert "error: the line at the top of the pages is too long: shorten it (its parts have 199" in ran.errors

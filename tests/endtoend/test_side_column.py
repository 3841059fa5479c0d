"""A side column: read after the header and before the main text, on each page, by every program; and its room."""

from __future__ import annotations

import json
import re
from pathlib import Path

import building
import pictures
import pypdf
import pypdfium2
import pytest
from many import a_few
from pdfminer.high_level import extract_pages, extract_text
from pdfminer.layout import LAParams, LTFigure, LTTextBox
from random_cv import random_cv
from running import made_once, run_cvtex
from tagged_text import texts_by_role

from cvtex.cli.output import Exit
from cvtex.fit.pages import lay_out

pytestmark = pytest.mark.slow

# Both columns end on the second page, within a paragraph of the main text.
SKILLS = [{"name": f"Skill {number}", "text": f"aside {number} has " + "so many words " * 3} for number in range(20)]
TEXT = " ".join(f"main{number} says a few words" for number in range(230))
CV = {
    "owner": {"name": "Ada Example", "headline": "Above both", "contact": {"email": "aside@example.org"}},
    "design": {"theme": "sidebar"},
    "sections": {
        "text": {"kind": "text", "title": "Main text", "text": TEXT},
        "skills": {"kind": "skills", "title": "Aside", "items": SKILLS},
    },
    "variants": {
        "free": {},
        "limited": {"pages": 2},
        "right": {"design": {"side_at": "right", "side_tint": False}},
        "one": {"pages": 1, "sections": ["skills"]},
    },
}


@pytest.fixture(scope="module")
def folder(shared_folder: Path) -> Path:
    def make(folder: Path) -> None:
        # JSON is valid YAML.
        (folder / "cv.yaml").write_text(json.dumps(CV), encoding="utf-8")
        for name in ("free", "limited"):
            ran = run_cvtex(["build", "-V", name, "--engine", "embedded"], folder)
            assert (0, "") == (ran.exit_code, ran.errors)

    return made_once(shared_folder / "side-column", make)


def columns(text: str) -> str:
    """`as m` for lines of the side column, then of the main text; `x` for a line of both."""
    kinds = []
    for line in text.splitlines():
        is_aside, is_main = "aside" in line.casefold(), "main" in line.casefold()
        if is_aside or is_main:
            kinds.append("x" if is_aside and is_main else "a" if is_aside else "m")
    return " ".join(kind for place, kind in enumerate(kinds) if kinds[place - 1 : place] != [kind])


@pytest.mark.parametrize("name", ["free", "limited"])
def test_programs_read_one_column_after_the_other(folder: Path, name: str) -> None:
    pdf = folder / "build" / f"cv-{name}.pdf"
    pages = pypdfium2.PdfDocument(pdf)
    assert [columns(page.extract_text()) for page in pypdf.PdfReader(pdf).pages] == ["a m", "a m"]
    assert [columns(page.get_textpage().get_text_range()) for page in pages] == ["a m", "a m"]
    # pdfminer orders boxes by their places, but sets no line of one column beside one of the other.
    assert "x" not in columns(extract_text(pdf, laparams=LAParams()))


@pytest.mark.parametrize("name", ["free", "limited"])
def test_the_structure_tree_has_the_whole_side_column_first(folder: Path, name: str) -> None:
    pdf = folder / "build" / f"cv-{name}.pdf"
    assert texts_by_role(pdf, "H1") == ["Ada Example"]
    assert [" ".join(title.split()) for title in texts_by_role(pdf, "H2")] == ["Aside", "Main text"]
    assert [" ".join(text.split()) for text in texts_by_role(pdf, "P")] == ["Above both", "aside@example.org", TEXT]


def test_a_column_at_the_right_reads_the_same(folder: Path) -> None:
    ran = run_cvtex(["build", "-V", "right", "--engine", "embedded"], folder)
    assert (0, "") == (ran.exit_code, ran.errors)
    left, right = (pypdf.PdfReader(folder / "build" / f"cv-{name}.pdf") for name in ("free", "right"))
    assert [page.extract_text() for page in left.pages] == [page.extract_text() for page in right.pages]


def test_the_photograph_stands_above_the_contact_details(tmp_path: Path) -> None:
    (tmp_path / "portrait.png").write_bytes(pictures.saved(pictures.gradient(90, 120), "PNG"))
    owner = {
        "name": "Ada Example",
        "headline": "Pond person",
        "photo": "portrait.png",
        "contact": {"email": "ada@example.org"},
    }
    sections = {"text": {"kind": "text", "text": "Likes ponds."}}
    cv = {"owner": owner, "design": {"theme": "sidebar", "header_band": True}, "sections": sections}
    (tmp_path / "cv.yaml").write_text(json.dumps(cv), encoding="utf-8")
    ran = run_cvtex(["build", "--engine", "embedded"], tmp_path)
    assert (0, "") == (ran.exit_code, ran.errors)
    (page,) = extract_pages(tmp_path / "build" / "cv-full.pdf")
    (picture,) = [part for figure in page if isinstance(figure, LTFigure) for part in figure]
    places = {line.get_text().strip(): line for line in page if isinstance(line, LTTextBox)}
    mail = places["ada@example.org"]
    assert picture.x0 == pytest.approx(mail.x0, abs=20)
    assert mail.y1 < picture.y0 < picture.y1 < places["Pond person"].y0


def test_what_must_stand_in_a_column_that_is_too_short(folder: Path, tmp_path: Path) -> None:
    skills = [{**skill, "priority": "must"} for skill in SKILLS]
    sections = {**CV["sections"], "skills": {"kind": "skills", "items": skills}}  # type: ignore[dict-item]
    (tmp_path / "cv.yaml").write_text(json.dumps({**CV, "sections": sections}), encoding="utf-8")
    ran = run_cvtex(["build", "-V", "one", "--engine", "embedded"], tmp_path)
    assert ran.exit_code == Exit.LIMIT_BROKEN
    assert " lines more than that of 1 page can hold\n" in ran.errors
    assert "  hint: take a section out of 'side', which has 'skills', or shorten one" in ran.errors


@pytest.mark.parametrize("seed", a_few([0, 5, 7, 11], 1))
def test_both_columns_of_a_random_cv_are_as_computed(seed: int, tmp_path: Path) -> None:
    values, pages = random_cv(seed)
    side = ["contact", *list(values["sections"])[1:3]]
    values["design"] = {"theme": "ledger", "side": side, "side_at": "right" if seed % 2 else "left"}
    (tmp_path / "cv.yaml").write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
    built = building.built(tmp_path, "v")
    assert built.status == "ok", [one.message for one in built.diagnostics]
    assert built.fit is not None
    assert built.fit.solution.is_optimal
    assert built.typeset is not None
    found = [int(height) for height in re.findall(r"^CVTEX side (\d+) ", built.typeset.run.log, re.MULTILINE)]
    problem = built.fit.problem
    (head,) = lay_out(problem.head, problem.spacing, problem.room)
    first, *others = built.fit.side
    assert found == pytest.approx([first - head.used, *others], abs=4)
    assert len(built.fit.heights) <= pages

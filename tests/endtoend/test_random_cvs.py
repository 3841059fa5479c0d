"""Random CVs through the real TeX: each keeps its page limit."""

from __future__ import annotations

import json
import os
from io import BytesIO
from pathlib import Path

import building
import pypdf
import pytest
from many import a_few
from random_cv import random_cv

from cvtex.build.final_plan import FitResult
from cvtex.build.results import BuildResult
from cvtex.fit.pages import lay_out
from cvtex.fit.problem import printed_boxes
from cvtex.fit.solve import solve
from cvtex.value import replace

SEEDS = 200
A_BATCH = 5
HEADINGS = ("section", "group", "organisation", "part", "name", "note")


def built_from(seed: int, folder: Path) -> tuple[BuildResult, int]:
    values, pages = random_cv(seed)
    # JSON is valid YAML.
    (folder / "cv.yaml").write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
    # A cache of its own: formats save time, and the rest of the cache is tested too.
    cache = Path(os.environ["XDG_CACHE_HOME"], "random")
    return building.built(folder, "v", cache=cache), pages


def check(seed: int, folder: Path) -> None:
    built, pages = built_from(seed, folder)
    assert built.status == "ok", [one.message for one in built.diagnostics]
    assert built.pdf is not None
    assert len(pypdf.PdfReader(BytesIO(built.pdf)).pages) <= pages
    fit = built.fit
    assert fit is not None
    assert fit.solution.is_optimal
    assert all(height <= fit.problem.room for height in fit.heights)
    check_headings(fit)
    check_pages(fit)
    assert built.plan is not None
    assert built.variant is not None
    musts = {item.id for item in built.variant.plan.walk() if item.weight.is_must}
    assert musts <= {item.id for item in built.plan.walk()}


def check_headings(fit: FitResult) -> None:
    """Check that no page ends with a heading whose text is on the next page."""
    boxes = printed_boxes(fit.problem, fit.solution)
    for page in fit.pages[1:]:
        if not page.after_lines:
            assert boxes[page.first - 1].form not in HEADINGS


def check_pages(fit: FitResult) -> None:
    """Check that the pages are those of `lay_out`, and that a line more per page does not lower the value."""
    problem, solution = fit.problem, fit.solution
    assert fit.pages == lay_out(printed_boxes(problem, solution), problem.spacing, problem.room)
    more = solve(replace(problem, room=problem.room + fit.line))
    assert more is not None
    assert more.value >= solution.value


@pytest.mark.slow
def test_the_limit_is_kept(tmp_path: Path) -> None:
    check(0, tmp_path)


@pytest.mark.parametrize("batch", a_few(range(1, SEEDS, A_BATCH), 0))
def test_the_limit_is_kept_in_many_cvs(batch: int, tmp_path: Path) -> None:
    for seed in range(batch, min(batch + A_BATCH, SEEDS)):
        check(seed, tmp_path)

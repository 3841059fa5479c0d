"""The CVs in examples/ build without a message; the professor's shows every kind of section."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdf
import pytest
import yaml
from running import ROOT, run_cvtex

from cvtex.examples import kinds

EXAMPLES = ROOT / "examples"


def text_of(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "variant", "pages", "words"),
    [
        ("professor", "full", 5, ["Total: €1,998,000", "Autumn 2024 (18 enrolled", "‡ supervised PhD student"]),
        ("professor", "2page", 2, ["Professor of Glacier Physics", "Journal of Cold Physics"]),
        ("biologist", "full", 9, ["$1,249,871", "Fall 2019 (24 enrolled)"]),
        ("biologist", "2page", 2, ["Ph.D., Organismal Biology"]),
        ("humanities", "deutsch", 4, ["WS 2025/26", "412.300 €"]),
        ("humanities", "english", 4, ["€412,300", "Translations"]),
        ("humanities", "zwei", 2, ["Habilitation"]),
        ("resume", "full", 2, ["Lead Data Engineer", "DuckDB"]),
        ("resume", "1page", 1, ["Lead Data Engineer", "MSc in Statistics"]),
    ],
)
def test_an_example_builds_without_a_message(
    name: str, variant: str, pages: int, words: list[str], tmp_path: Path
) -> None:
    shutil.copytree(EXAMPLES / name, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("build"))
    ran = run_cvtex(["build", "-V", variant, "--engine", "embedded"], tmp_path)
    assert (ran.exit_code, ran.errors) == (0, "")
    pdf = tmp_path / "build" / f"cv-{variant}.pdf"
    assert len(pypdf.PdfReader(pdf).pages) == pages
    for word in words:
        assert word in text_of(pdf)


def test_the_professor_shows_every_kind() -> None:
    cv = yaml.safe_load((EXAMPLES / "professor" / "cv.yaml").read_text(encoding="utf-8"))
    assert sorted({section["kind"] for section in cv["sections"].values()}) == kinds()

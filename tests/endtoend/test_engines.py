"""Other engines than the embedded one: the same text, and characters that pdfLaTeX cannot set."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdf
import pytest
from printed import glyphs, squeeze
from running import run_cvtex

from cvtex.verify.pdf import read_pdf

pytestmark = [
    pytest.mark.texlive,
    pytest.mark.skipif(shutil.which("lualatex") is None, reason="no TeX Live on PATH"),
]


@pytest.fixture(scope="module")
def embedded_text(sample: Path) -> list[str]:
    return words(sample / "build" / "cv-full.pdf")


def words(pdf: Path) -> list[str]:
    """The document's text without page feet, hyphenation and the places where lines and pages end."""
    text = "".join(glyph.character for glyph in glyphs(pdf) if glyph.y > 45)
    return [squeeze(text)]


@pytest.mark.parametrize("engine", ["pdflatex", "lualatex", "xelatex"])
def test_every_engine_prints_the_same_text(engine: str, sources: Path, embedded_text: list[str]) -> None:
    ran = run_cvtex(["build", "--engine", engine], sources)
    assert (0, "") == (ran.exit_code, ran.errors)
    assert embedded_text == words(sources / "build" / "cv-full.pdf")


@pytest.mark.parametrize("engine", ["pdflatex", "lualatex", "xelatex"])
def test_two_pages_are_kept_with_every_engine(engine: str, sources: Path) -> None:
    ran = run_cvtex(["build", "-V", "2page", "--engine", engine], sources)
    assert (0, "") == (ran.exit_code, ran.errors)
    assert 2 == len(pypdf.PdfReader(sources / "build" / "cv-2page.pdf").pages)


@pytest.mark.parametrize("engine", ["auto", "lualatex", "xelatex"])
def test_characters_outside_of_latin_are_set_in_a_font_that_has_them(engine: str, tmp_path: Path) -> None:
    cv = (
        "owner: {name: Li Example}\n"
        "sections:\n"
        "  about: {kind: text, title: 关于, text: The university is 清华大学 in 北京.}\n"
    )
    (tmp_path / "cv.yaml").write_text(cv, encoding="utf-8")
    ran = run_cvtex(["build", "--engine", engine], tmp_path)
    assert (0, "") == (ran.exit_code, ran.errors)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "build" / "cv-full.pdf").pages)
    assert "清华大学" in text.replace(" ", "")


@pytest.mark.parametrize("engine", ["pdflatex", "lualatex", "xelatex"])
def test_the_same_sources_give_the_same_bytes(engine: str, sources: Path) -> None:
    assert 0 == run_cvtex(["build", "--engine", engine, "-o", "one"], sources).exit_code
    assert 0 == run_cvtex(["build", "--engine", engine, "-o", "two"], sources).exit_code
    assert (sources / "one" / "cv-full.pdf").read_bytes() == (sources / "two" / "cv-full.pdf").read_bytes()


def test_a_character_that_no_font_has_is_an_error_with_its_place(tmp_path: Path) -> None:
    cv = "owner: {name: Li Example}\nsections:\n  about: {kind: text, title: About, text: Before \U00012345 after.}\n"
    (tmp_path / "cv.yaml").write_text(cv, encoding="utf-8")
    ran = run_cvtex(["build"], tmp_path)
    assert 1 == ran.exit_code
    assert "cv.yaml:3:50: error: no font for the character \U00012345 (U+12345)" in ran.errors


@pytest.mark.parametrize("engine", ["pdflatex", "lualatex", "xelatex"])
@pytest.mark.parametrize("variant", ["2page", "dfg"])
def test_limits_and_demanded_fonts_are_kept_by_every_engine(sources: Path, engine: str, variant: str) -> None:
    """The pages that were solved from measured heights are those that each engine makes; DFG asks for Arial."""
    ran = run_cvtex(["build", "--variant", variant, "--engine", engine], sources)
    assert 0 == ran.exit_code, ran.errors
    assert "% full" in ran.output
    if variant == "dfg":
        names = {font.name for font in read_pdf((sources / "build" / "CV_PubList_Lapuschkin.pdf").read_bytes()).fonts}
        assert any("Heros" in name for name in names)

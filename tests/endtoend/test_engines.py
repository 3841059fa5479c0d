"""TeX Live's pdfLaTeX instead of the embedded TeX: the same text, and the same limits are kept."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdf
import pytest
from printed import glyphs, squeeze
from running import run_cvtex

from cvtex.verify.finished import read_finished

pytestmark = [
    pytest.mark.texlive,
    pytest.mark.skipif(shutil.which("pdflatex") is None, reason="no TeX Live on PATH"),
]
BUILD = ("build", "--engine", "pdflatex")


def text_of(pdf: Path) -> str:
    """Return the text without page feet, hyphenation, line ends and page ends."""
    return squeeze("".join(glyph.character for glyph in glyphs(pdf) if glyph.y > 45))


def test_both_engines_print_the_same_text(sample: Path, sources: Path) -> None:
    ran = run_cvtex([*BUILD], sources)
    assert (0, "") == (ran.exit_code, ran.errors)
    assert text_of(sample / "build" / "cv-full.pdf") == text_of(sources / "build" / "cv-full.pdf")


def test_two_pages_are_kept(sources: Path) -> None:
    ran = run_cvtex([*BUILD, "-V", "2page"], sources)
    assert (0, "") == (ran.exit_code, ran.errors)
    assert "% full" in ran.output
    assert 2 == len(pypdf.PdfReader(sources / "build" / "cv-2page.pdf").pages)


def test_the_same_sources_give_the_same_bytes(sources: Path) -> None:
    assert 0 == run_cvtex([*BUILD, "-o", "one"], sources).exit_code
    assert 0 == run_cvtex([*BUILD, "-o", "two"], sources).exit_code
    assert (sources / "one" / "cv-full.pdf").read_bytes() == (sources / "two" / "cv-full.pdf").read_bytes()


@pytest.mark.parametrize("engine", ["embedded", pytest.param("pdflatex", marks=pytest.mark.long)])
def test_a_required_font_and_a_limit_are_kept(engine: str, sources: Path) -> None:
    """The DFG requires Arial: both engines get fonts with its metrics."""
    ran = run_cvtex(["build", "--variant", "dfg", "--engine", engine], sources)
    assert 0 == ran.exit_code, ran.errors
    assert "% full" in ran.output
    names = {
        font.name for font in read_finished((sources / "build" / "CV_PubList_Lapuschkin.pdf").read_bytes()).facts.fonts
    }
    assert any("Arimo" in name for name in names)

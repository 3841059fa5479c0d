"""Formulas: printed by the embedded TeX, readable in the PDF, and valid by its standards."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from pathlib import Path

import pypdf
import pypdfium2
import pytest
import verapdf
from running import run_cvtex

from cvtex.text.math import math_text, read_math
from cvtex.text.math_reader import ACCENTS, ALIASES, ALPHABETS, COMMANDS, TEXT_INSIDE
from cvtex.text.richtext import plain

WITH_ARGUMENT = {*ACCENTS, *ALPHABETS, "sqrt"}


def formulas(command: str) -> list[str]:
    """Return formulas that use a command, with letters beside it and alone."""
    if command == "frac":
        return [r"\frac{a}{b}", r"\frac{1}{2}"]
    if command == "not":
        return [r"a \not= b", r"\not\in"]
    if command in WITH_ARGUMENT:
        return [rf"\{command}{{X}}", rf"a\{command}{{B1}}c"] + (
            [] if command in TEXT_INSIDE else [rf"\{command}{{\alpha}}"]
        )
    return [rf"a \{command} b", rf"\{command}", rf"_{{\{command}}}", rf"^\{command}"]


EACH = [formula for name in sorted({*COMMANDS, *ACCENTS, *ALPHABETS, *ALIASES}) for formula in formulas(name)]


def build(folder: Path, items: list[str], more: str = "") -> Path:
    listed = "".join("      - '" + item.replace("'", "''") + "'\n" for item in items)
    text = (
        f"owner: {{name: Ada Example}}\n{more}sections:\n  list:\n    kind: list\n    title: List\n    items:\n{listed}"
    )
    (folder / "cv.yaml").write_text(text, encoding="utf-8")
    ran = run_cvtex(["build", "--engine", "embedded"], folder)
    assert (0, "") == (ran.exit_code, ran.errors)
    return folder / "build" / "cv-full.pdf"


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["classic", "modern"])
def test_every_command_is_printed_and_read(theme: str, tmp_path: Path) -> None:
    assert len(EACH) > 600
    pdf = build(tmp_path, [f"x ${formula}$ y" for formula in EACH], f"theme: {theme}\n")
    read = words("".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)))
    said = [plain(read_math(formula)[0]) for formula in EACH]
    assert [text for text in said if words(f"x{text}y") not in read] == []


def words(text: str) -> str:
    """Drop blanks, and normalise letters beyond U+FFFF, which PDFium does not return, to plain ones."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@pytest.mark.slow
@pytest.mark.skipif(not verapdf.is_available(), reason="no veraPDF")
def test_formulas_keep_the_standards(tmp_path: Path) -> None:
    """Every glyph maps to Unicode, even the parts of built-up arrows."""
    pdf = build(
        tmp_path,
        [f"x ${formula}$ y" for formula in (*EACH, r"\sqrt{\frac{a}{b}}", r"\widehat{ABC}", r"\widetilde{AB}", LONG)],
    )
    assert (verapdf.broken_rules(pdf, "2a"), verapdf.broken_rules(pdf, "ua1")) == ([], [])


LONG = (
    r"\|u\|_{L^2(\Omega)} + \|v\|_{H^1(\Omega)} \leq C(\alpha,\beta) \|f\|_{L^2} "
    r"+ a_1 + a_2 + \cdots + a_n + b_1 + b_2 + \cdots + b_m"
)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext")
def test_extractors_read_formulas_as_text(tmp_path: Path) -> None:
    """A large or raised sign before a formula, or a low one after it, moves no word and adds no space."""
    items = [
        r"Bounds on $\sum_{i=1}^n x_i$ and $\int f\,dx$, on (M$_\odot$), C$^\ast$-algebras",
        r"The [rate $\frac{a}{b}$](https://x.org), **bold $\sqrt{x^2}$ text**; $\lesssim 5$.",
        rf"We prove that the solution of this problem is bounded, which means that ${LONG}$ for all of them.",
    ]
    said = [
        "Bounds on ∑ᵢ₌₁ⁿ xᵢ and ∫ f dx, on (M⊙), C∗-algebras",
        "The rate a/b, bold √(x²) text; ≲ 5.",
        f"We prove that the solution of this problem is bounded, which means that {math_text(LONG)} for all of them.",
    ]
    pdf = build(tmp_path, items)
    pdfium = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    poppler = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, check=True, encoding="utf-8").stdout
    for read in (pdfium, poppler):
        assert [text for text in said if text not in " ".join(read.split())] == []
    assert "a/b" in run_cvtex(["check", "--text", str(pdf)], tmp_path).output


def test_formulas_in_titles_are_text_in_the_outline(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(
        "owner: {name: Ada Example}\nsections:\n"
        "  text: {kind: text, title: 'Maps $x \\mapsto y$ in $\\mathfrak{g}_1$', text: a}\n",
        encoding="utf-8",
    )
    assert run_cvtex(["build", "--engine", "embedded"], tmp_path).exit_code == 0
    (title,) = pypdf.PdfReader(tmp_path / "build" / "cv-full.pdf").outline
    assert isinstance(title, pypdf.generic.Destination)
    assert str(title["/Title"]) == "Maps x ↦ y in 𝔤₁"

"""docs/recipes.md: what it says of other programs."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pypdf
import pytest


@pytest.mark.texlive
def test_the_tex_that_is_kept_compiles_on_its_own(sample: Path, tmp_path: Path) -> None:
    """As on Overleaf: pdflatex, without cvtex and its options, in a folder with what --keep-tex wrote."""
    pdf = sample / "build" / "cv-2page.pdf"
    for file in pdf.parent.iterdir():
        if file.suffix not in {".pdf", ".log"}:
            shutil.copy(file, tmp_path)
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "cv-2page.tex"]
    subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120, check=True)
    compiled, built = letters(tmp_path / pdf.name), letters(pdf)
    assert len(built) == 2
    assert compiled == built


def letters(file: Path) -> list[str]:
    """Of each page. `finish` adds spaces, and signs at the ends of lines that readers skip."""
    return [re.sub(r"[\s\u00ad\u200b]", "", page.extract_text()) for page in pypdf.PdfReader(file).pages]

"""The example: a paper and a CV from one bibliography and one Makefile."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest
from running import ROOT

from cvtex.typeset.engine import find_engine

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="no make")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the example, with the bibliography two folders above it as in the repository."""
    shutil.copy(ROOT / "publications.bib", tmp_path)
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns("build"))
    return tmp_path / "examples" / "paper"


def make(folder: Path) -> subprocess.CompletedProcess[str]:
    engine = find_engine("embedded", os.environ)
    assert engine is not None
    here = Path(sys.executable).parent
    return subprocess.run(
        ["make", f"PDFLATEX={engine.executable}", f"PYBTEX={here / 'pybtex'}", f"CVTEX={here / 'cvtex'}"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.slow
def test_paper_and_cv_are_built_once(project: Path) -> None:
    done = make(project)
    assert 0 == done.returncode, done.stdout + done.stderr
    assert 2 == len(pypdf.PdfReader(project / "build" / "cv-2page.pdf").pages)
    paper = pypdf.PdfReader(project / "build" / "paper.pdf").pages[0].extract_text()
    assert "layer-wise relevance propagation" in paper.replace("\n", " ").casefold()
    assert "[?]" not in paper
    assert "Nothing to be done" in make(project).stdout
    # An error in the bibliography stops make.
    bibliography = project / ".." / ".." / "publications.bib"
    text = bibliography.read_text(encoding="utf-8")
    bibliography.write_text(text.replace("author = {Weber", "author = Weber", 1), encoding="utf-8")
    assert 0 != make(project).returncode


SOURCES = {
    "cv.yaml": ("Papers and talks", "Talks and papers"),
    "../../publications.bib": ("Beyond Explaining", "Besides Explaining"),
    "cv.private.yaml": ("", "owner: {contact: {phone: +49 30 00000000}}\n"),
    "styles/themes/cvtex-own.sty": ("classic", "modern"),
}


@pytest.mark.long
def test_make_rebuilds_the_cv_only_after_a_source_changes(project: Path) -> None:
    (project / "styles" / "themes").mkdir(parents=True)
    (project / "styles" / "themes" / "cvtex-own.sty").write_text("\\RequirePackage{cvtex-classic}\n")
    with (project / "cv.yaml").open("a", encoding="utf-8") as cv:
        cv.write("theme: own\n# Papers and talks\n")
    assert 0 == make(project).returncode
    rules = (project / "build" / "cv.d").read_text(encoding="utf-8")
    assert "build/cv-2page.pdf: cv.yaml ../../publications.bib" in rules.replace("\\", "/")
    for name, (old, new) in SOURCES.items():
        source = project / name
        text = source.read_text(encoding="utf-8") if source.exists() else ""
        assert old in text
        source.write_text(text.replace(old, new, 1) if old else new, encoding="utf-8")
        done = make(project)
        assert "build --variant 2page" in done.stdout, name
        assert "up to date\n" not in done.stdout.replace("make: ", "").replace("'all' is up to date", ""), name
        assert "Nothing to be done" in make(project).stdout, name
    (project / "cv.yaml").touch()
    assert "cv-2page.pdf: up to date" in make(project).stdout.replace("\\", "/")
    assert "Nothing to be done" in make(project).stdout
    (project / "cv.private.yaml").unlink()
    assert "cv-2page.pdf: 2 pages" in make(project).stdout.replace("\\", "/")

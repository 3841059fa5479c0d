"""One CV, written for four programs: each PDF and Word document that they make becomes the same cv.yaml.

The sources are in tests/documents/imported_programs: `cv.html` for Chromium, `cv.tex` for LaTeX, `cv.word` for
LibreOffice, and `cv.yaml`, which is what they become, for this program.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from building import built
from word_source import word_document

from cvtex.importers.imported import SourceFile
from cvtex.importers.importing import import_files

SOURCES = Path(__file__).parents[1] / "documents" / "imported_programs"
EXPECTED = SOURCES / "cv.yaml"


def by_chromium(folder: Path) -> bytes:
    program = needed("chromium", "chromium-browser", "google-chrome")
    run(
        folder, program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--no-pdf-header-footer", f"--user-data-dir={folder / 'profile'}", "--print-to-pdf=cv.pdf",
        (SOURCES / "cv.html").as_uri(),
    )  # fmt: skip
    return (folder / "cv.pdf").read_bytes()


def by_latex(folder: Path) -> bytes:
    shutil.copy(SOURCES / "cv.tex", folder)
    # hyperref needs no second run here.
    run(folder, needed("pdflatex"), "-interaction=batchmode", "-no-shell-escape", "cv.tex")
    return (folder / "cv.pdf").read_bytes()


def by_libreoffice(folder: Path) -> bytes:
    (folder / "cv.docx").write_bytes(own_word_document(folder))
    return converted(folder, "cv.docx", "pdf")


def docx_by_libreoffice(folder: Path) -> bytes:
    (folder / "cv.docx").write_bytes(own_word_document(folder))
    return converted(folder, "cv.docx", "docx:MS Word 2007 XML")


def docx_by_pandoc(folder: Path) -> bytes:
    run(folder, needed("pandoc"), str(SOURCES / "cv.html"), "-o", "cv.docx")
    return (folder / "cv.docx").read_bytes()


def own_word_document(_: Path) -> bytes:
    return word_document((SOURCES / "cv.word").read_text(encoding="utf-8"))


def converted(folder: Path, name: str, form: str) -> bytes:
    profile = (folder / "profile").as_uri()
    office = needed("soffice")
    run(
        folder, office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", form, "--outdir", "made", name
    )  # fmt: skip
    (made,) = (folder / "made").iterdir()
    return made.read_bytes()


def needed(*names: str) -> str:
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"no {names[0]}")
    return found


def run(folder: Path, *command: str) -> None:
    result = subprocess.run(command, cwd=folder, capture_output=True, timeout=120, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("make", "name"),
    [
        (by_chromium, "cv.pdf"),
        (by_latex, "cv.pdf"),
        (by_libreoffice, "cv.pdf"),
        (docx_by_libreoffice, "cv.docx"),
        (docx_by_pandoc, "cv.docx"),
    ],
)
def test_a_document_of_another_program(make: Callable[[Path], bytes], name: str, tmp_path: Path) -> None:
    assert imported(make(tmp_path), name) == expected()


def test_a_word_document() -> None:
    assert imported(own_word_document(SOURCES), "cv.docx") == expected()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["pdf", "docx"])
def test_what_this_program_makes_of_it(name: str, tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_bytes(EXPECTED.read_bytes())
    (tmp_path / "publications.bib").write_bytes((SOURCES / "publications.bib").read_bytes())
    (output,) = built(tmp_path, "full", formats=(name,)).outputs
    assert output.data is not None
    assert imported(output.data, f"cv.{name}") == expected()


def expected() -> tuple[str, str]:
    return without_places(EXPECTED.read_text(encoding="utf-8")), works((SOURCES / "publications.bib").read_text())


def imported(data: bytes, name: str) -> tuple[str, str]:
    """cv.yaml and the .bib file. Nearly every word has a place."""
    found = import_files([SourceFile(name, data)]).value
    assert found is not None
    assert found.coverage.share > 0.96
    files = {name: data.decode() for name, data in found.files.items()}
    return without_places(files["cv.yaml"]), works(files["publications.bib"])


def without_places(cv: str) -> str:
    """Without comments on where a part came from, and the slash that browsers put behind an address."""
    return re.sub(r" *#.*\n", "", cv).replace(".example/\n", ".example\n")


def works(bib: str) -> str:
    """Printed references have no address beside a DOI, and some styles no blank between initials."""
    return re.sub(r"  (?:url|note) = .*\n", "", bib)

"""LibreOffice opens Word documents and prints them: the same words as the PDF, in the same order."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from unicodedata import normalize

import pytest
from pypdf import PdfReader
from running import ROOT, run_cvtex

OFFICE = shutil.which("soffice")
CORPUS = ROOT.parent / "shared" / "corpus"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed"),
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext"),
]
# A paragraph that continues on the next page is one text only if nothing is printed between the two.
WITHOUT_FEET = "\ndesign: {footer: none, page_numbers: none}\n"
WORKS = """\
owner: {name: Ada Example}
bibliography: works.bib
sections: {works: {kind: publications, title: Works}}
variants: {full: {}}
"""
SOURCES: dict[str, tuple[str | Path, Path]] = {
    "sample": (ROOT / "cv.yaml", ROOT / "publications.bib"),
    "ads-43": (WORKS, CORPUS / "ads-43.bib"),
    "decorated-names-79": (WORKS, CORPUS / "decorated-names-79.bib"),
}
HOSTILE = """
owner: {name: "Ada <script>", contact: {website: "https://example.org/?a=1&b=<2>"}}
sections:
  about: {kind: text, title: "]]> <w:p/> &amp;", text: "]]> &lt; <b>bold</b> שלום 12 abc"}
  list: {kind: list, title: List, numbering: ascending, items: [one, "%1", "\\u202etwo\\u202c", 日本語]}
variants: {full: {}}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Documents, printed by a single run of LibreOffice, since it takes seconds to start."""
    folder = tmp_path_factory.mktemp("word")
    for name, (cv, works) in SOURCES.items():
        if works.exists():
            text = cv if isinstance(cv, str) else cv.read_text(encoding="utf-8")
            library = works.name if name == "sample" else "works.bib"
            written(folder / name, text, library, works.read_text(encoding="utf-8"))
    written(folder / "hostile", HOSTILE, "", "", "docx")
    printed(folder, [made.name for made in folder.iterdir()])
    return folder


@pytest.mark.parametrize("name", SOURCES)
def test_libreoffice_prints_the_words_of_the_pdf(name: str, folder: Path) -> None:
    if not (folder / name).exists():
        pytest.skip("the corpus of real libraries is not here")
    # Poppler reads columns of dates in an order of its own, and LibreOffice draws letters of other fonts later.
    options = ("-raw",) if name == "sample" else ()
    ours = letters(folder / name / "build" / "cv-full.pdf", options)
    assert ours == letters(folder / f"{name}.pdf", options)
    assert len(ours) > 5000


def test_hostile_texts_are_printed(folder: Path) -> None:
    found = "".join(PdfReader(folder / "hostile.pdf").pages[0].extract_text().split())
    for text in ("Ada<script>", "example.org/?a=1&b=<2>", "]]><w:p/>&", "]]><<b>bold</b>", "2.%1", "3.two"):
        assert text in found


def written(folder: Path, cv: str, library: str, works: str, formats: str = "pdf,docx") -> None:
    folder.mkdir()
    (folder / "cv.yaml").write_text(cv + WITHOUT_FEET, encoding="utf-8")
    if library:
        (folder / library).write_text(works, encoding="utf-8")
    ran = run_cvtex(["build", "--engine", "embedded", "--variant", "full", "--format", formats], folder)
    assert ran.exit_code == 0, ran.errors


def printed(folder: Path, names: Iterable[str]) -> None:
    """Print documents to PDF by one run of LibreOffice, with settings of its own."""
    for name in names:
        shutil.copy(folder / name / "build" / "cv-full.docx", folder / f"{name}.docx")
    assert OFFICE is not None
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            OFFICE,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "pdf",
            *(f"{n}.docx" for n in names),
        ],
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=300,
    )


def letters(pdf: Path, options: tuple[str, ...]) -> str:
    """The letters and digits of a PDF, without what may differ: hyphens, bullets and spaces."""
    text = subprocess.run(["pdftotext", *options, pdf, "-"], capture_output=True, check=True, encoding="utf-8").stdout
    return re.sub(r"[\W_]", "", normalize("NFKC", text)).casefold()

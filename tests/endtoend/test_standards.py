"""PDF/A-2a and PDF/UA-1 by veraPDF, for every engine and theme; reading order and text."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pypdf
import pytest
import verapdf
from pdfminer.high_level import extract_text
from running import run_cvtex

needs_verapdf = pytest.mark.skipif(not verapdf.is_available(), reason="no veraPDF")
needs_texlive = pytest.mark.skipif(shutil.which("pdflatex") is None, reason="no TeX Live on PATH")

# Each theme and each engine.
EACH_ONCE = [("modern", "embedded"), pytest.param("classic", "pdflatex", marks=pytest.mark.long)]
# Hard to tag: links over several lines, a German title, math, a list of one item, combined characters, characters that
# XML escapes, and a table with a link.
HARD = """\
owner: {name: Zoë Ėxample}
theme: THEME
sections:
  about:
    kind: text
    title: About & <more>
    text: |
      See, if there is time for it, [a text that is long enough to be broken over two lines of the page, in \
the middle of its words](https://example.org/a) and
      [another one, which is as long as the first one and is broken in two as well, I \
hope](https://example.org/b), about $x^2 \\le \\alpha$.

      Pneumonoultramicroscopicsilicovolcanoconiosis, incomprehensibilities, \
counterrevolutionaries, disproportionateness.
  talks:
    kind: talks
    title: Talks
    items:
      - {title: A talk, date: 2020-02-01, event: Ķekava}
      - {title: {de: "Über die Größe von Donaudampfschifffahrtsgesellschaften"}, date: 2021-02-01}
  data:
    kind: table
    title: Data
    items:
      - {label: Identifier, text: "[0000-0002-1825-0097](https://orcid.org/0000-0002-1825-0097)"}
      - {label: Position, text: Professor of Ponds}
"""


@needs_verapdf
@needs_texlive
@pytest.mark.texlive
@pytest.mark.parametrize(("theme", "engine"), EACH_ONCE)
def test_the_sample_meets_both_standards(engine: str, theme: str, sources: Path) -> None:
    cv = sources / "cv.yaml"
    cv.write_text(
        re.sub(r"^theme: .*$", f"theme: {theme}", cv.read_text(encoding="utf-8"), flags=re.MULTILINE),
        encoding="utf-8",
    )
    ran = run_cvtex(["build", "-V", "full", "-V", "2page", "--engine", engine], sources)
    assert (0, "") == (ran.exit_code, ran.errors)
    for variant in ("full", "2page"):
        pdf = sources / "build" / f"cv-{variant}.pdf"
        assert [] == verapdf.broken_rules(pdf, "2a")
        assert [] == verapdf.broken_rules(pdf, "ua1")
        if qpdf := shutil.which("qpdf"):
            checked = subprocess.run([qpdf, "--check", pdf], capture_output=True, check=False, text=True)
            assert (0, "") == (checked.returncode, checked.stderr)


@needs_verapdf
@needs_texlive
@pytest.mark.texlive
@pytest.mark.parametrize(("theme", "engine"), EACH_ONCE)
def test_a_cv_that_is_hard_to_tag_meets_both_standards(engine: str, theme: str, tmp_path: Path) -> None:
    pdf = build(tmp_path, theme, engine)
    assert [] == verapdf.broken_rules(pdf, "2a")
    assert [] == verapdf.broken_rules(pdf, "ua1")


@needs_verapdf
@pytest.mark.texlive
def test_the_unfinished_pdf_meets_neither_standard(tmp_path: Path) -> None:
    """Make sure that the validator finds something at all."""
    pdf = build(tmp_path, "classic", "embedded", "--standard", "none")
    assert any("StructTreeRoot" in rule for rule in verapdf.broken_rules(pdf, "2a"))
    assert any("StructTreeRoot" in rule for rule in verapdf.broken_rules(pdf, "ua1"))


@pytest.mark.parametrize(
    ("standard", "claims"), [("pdfa", [True, False]), ("pdfua", [False, True]), ("all", [True, True])]
)
def test_the_metadata_claims_the_requested_standard(standard: str, claims: list[bool], tmp_path: Path) -> None:
    pdf = build(tmp_path, "classic", "embedded", "--standard", standard)
    metadata: Any = pypdf.PdfReader(pdf).root_object["/Metadata"]
    xmp = metadata.get_data().decode()
    assert claims == ["<pdfaid:part>2<" in xmp, "<pdfuaid:part>1<" in xmp]


@pytest.mark.parametrize("theme", ["classic", pytest.param("modern", marks=pytest.mark.slow)])
def test_extractors_read_whole_words(theme: str, tmp_path: Path) -> None:
    """Three extractors read divided words with at most a soft hyphen, which readers ignore."""
    pdf = build(tmp_path, theme, "embedded")
    for text in extracted(pdf):
        words = " ".join(re.sub("\u00ad\\s*", "", text).split())
        for wanted in (
            "Pneumonoultramicroscopicsilicovolcanoconiosis, incomprehensibilities, counterrevolutionaries",
            "broken over two lines of the page, in the middle of its words and another one",
            "Donaudampfschifffahrtsgesellschaften",
        ):
            assert wanted in words


@pytest.mark.parametrize("theme", ["classic", pytest.param("modern", marks=pytest.mark.slow)])
def test_the_structure_tree_has_the_right_roles(theme: str, tmp_path: Path) -> None:
    reader = pypdf.PdfReader(build(tmp_path, theme, "embedded"))
    root: Any = reader.root_object["/StructTreeRoot"]
    tree = root["/K"]
    assert tree["/S"] == "/Document"
    roles = [str(kid.get_object()["/S"]) for kid in tree["/K"]]
    assert roles == ["/H1", "/H2", "/P", "/P", "/H2", "/L", "/H2", "/Table"]
    cells = [dictionaries_in(row) for row in dictionaries_in(tree["/K"][-1].get_object())]
    assert [[cell["/S"] for cell in row] for row in cells] == [["/TH", "/TD"], ["/TH", "/TD"]]
    assert all(row[0]["/A"] == {"/O": "/Table", "/Scope": "/Row"} for row in cells)
    paragraph = tree["/K"][2].get_object()
    links = [kid for kid in dictionaries_in(paragraph) if kid.get("/S") == "/Link"]
    assert len(links) == 2
    for link in links:
        annotations = [kid["/Obj"].get_object() for kid in dictionaries_in(link) if kid.get("/Type") == "/OBJR"]
        assert annotations
        assert len({str(annotation["/A"]["/URI"]) for annotation in annotations}) == 1
        assert all(str(annotation["/Contents"]).endswith(f"({annotation['/A']['/URI']})") for annotation in annotations)
    assert any(len([kid for kid in dictionaries_in(link) if kid.get("/Type") == "/OBJR"]) > 1 for link in links)


def dictionaries_in(element: Any) -> list[Any]:
    """Return an element's kids that are dictionaries; its own content is given by numbers."""
    kids = (kid.get_object() for kid in element["/K"])
    return [kid for kid in kids if isinstance(kid, dict)]


@pytest.mark.parametrize("engine", ["embedded", pytest.param("pdflatex", marks=pytest.mark.texlive)])
def test_a_link_over_a_pages_end_leaves_the_foot_alone(engine: str, tmp_path: Path) -> None:
    """pdfTeX would extend an open link to every line of the page."""
    if engine != "embedded" and shutil.which(engine) is None:
        pytest.skip(f"no {engine} on PATH")
    linked = " ".join(["linked"] * 900)
    text = f"owner: {{name: Ada Example}}\nsections: {{a: {{kind: text, text: 'See [{linked}](https://example.org/).'}}}}\n"
    (tmp_path / "cv.yaml").write_text(text, encoding="utf-8")
    ran = run_cvtex(["build", "--engine", engine], tmp_path)
    assert (0, "") == (ran.exit_code, ran.errors)
    pages = pypdf.PdfReader(tmp_path / "build" / "cv-full.pdf").pages
    assert len(pages) == 2
    for page in pages:
        lowest: Any = min(float(one.get_object()["/Rect"][1]) for one in page.annotations or ())
        assert lowest > 60


def build(folder: Path, theme: str, engine: str, *options: str) -> Path:
    (folder / "cv.yaml").write_text(HARD.replace("THEME", theme), encoding="utf-8")
    ran = run_cvtex(["build", "--engine", engine, *options], folder)
    assert 0 == ran.exit_code, ran.errors
    assert (
        1
        == ran.errors.count("warning")
        == ran.errors.count("this text is missing in 'en' (its 'de' version is printed instead)")
    )
    return folder / "build" / "cv-full.pdf"


def extracted(pdf: Path) -> list[str]:
    found = [
        "\n".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages),
        extract_text(io.BytesIO(pdf.read_bytes())),
    ]
    if poppler := shutil.which("pdftotext"):
        found.append(
            subprocess.run([poppler, pdf, "-"], capture_output=True, check=True, text=True, encoding="utf-8").stdout
        )
    return found

"""A variant for print: no links, explicit page boxes, pure black."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import Any

import pypdf
import pytest
import verapdf
from running import run_cvtex

SOURCE = """\
owner: {name: Ada Example, contact: {email: ada@example.org}}
sections:
  about: {kind: text, title: About, text: "See [our site](https://example.org/tools)."}
variants:
  screen: {}
  press: {print: true}
  addresses: {print: true, links: visible, paper: letter}
"""
ENGINES = ["embedded", pytest.param("pdflatex", marks=[pytest.mark.texlive, pytest.mark.long])]


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
def test_a_print_variant_has_page_boxes_and_no_links(engine: str, tmp_path: Path) -> None:
    if engine != "embedded" and shutil.which(engine) is None:
        pytest.skip(f"no {engine} on PATH")
    (tmp_path / "cv.yaml").write_text(SOURCE, encoding="utf-8")
    ran = run_cvtex(["build", "--all", "--engine", engine], tmp_path)
    assert (0, "") == (ran.exit_code, ran.errors)
    found = {name: facts(tmp_path / "build" / f"cv-{name}.pdf") for name in ("screen", "press", "addresses")}
    assert found == {
        "screen": (None, None, 2, "See our site."),
        "press": ((595.28, 841.89), (595.28, 841.89), 0, "See our site."),
        "addresses": ((612, 792), (612, 792), 0, "See our site (example.org/tools)."),
    }
    if verapdf.is_available() and engine != "embedded":
        assert [] == verapdf.broken_rules(tmp_path / "build" / "cv-press.pdf", "2a")


def facts(pdf: Path) -> tuple[Any, Any, int, str]:
    page: Any = pypdf.PdfReader(io.BytesIO(pdf.read_bytes())).pages[0]
    boxes = [
        page.get(name) and tuple(round(float(one), 2) for one in page[name][2:]) for name in ("/TrimBox", "/CropBox")
    ]
    line = next(line for line in page.extract_text().splitlines() if line.startswith("See"))
    return boxes[0], boxes[1], len(list(page.annotations or ())), line.strip()


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["classic", "modern"])
def test_black_is_black_and_grey_is_grey(theme: str, tmp_path: Path) -> None:
    """Black and grey use the grey colour space; only real colours use RGB."""
    (tmp_path / "cv.yaml").write_text(f"theme: {theme}\n{SOURCE}", encoding="utf-8")
    ran = run_cvtex(["build", "-V", "press", "--standard", "none"], tmp_path)
    assert (0, "") == (ran.exit_code, ran.errors)
    page = pypdf.PdfReader(tmp_path / "build" / "cv-press.pdf").pages[0]
    contents = page.get_contents()
    assert contents is not None
    words = contents.get_data().split()
    mixed = {tuple(words[place - 3 : place]) for place, word in enumerate(words) if word == b"rg"}
    assert mixed
    assert all(len(set(colour)) > 1 for colour in mixed)
    assert words[words.index(b"g") - 1] == b"0"

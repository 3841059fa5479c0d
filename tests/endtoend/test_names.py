"""The owner's name: the same in heading and foot; in the metadata without titles and native spelling."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest
from running import run_cvtex

SOURCE = """\
owner:
  name: NAME
  title: Prof.
sections:
  list: {kind: list, title: List, items: [ITEMS]}
"""
NAMES = [
    # owner.name                                           the name as it is printed        the file's author
    ("Robert King, Jr., PhD, FRS", "Robert King, Jr., PhD, FRS", "Robert King, Jr."),
    ("Dr. Robert King", "Robert King", "Robert King"),
    ("{given: Jan, family: Zak, native: Jan Žák}", "Jan Zak Jan Žák", "Jan Zak"),
]


@pytest.mark.parametrize(("name", "printed", "author"), NAMES)
def test_heading_and_foot_print_the_same_name(name: str, printed: str, author: str, tmp_path: Path) -> None:
    source = SOURCE.replace("ITEMS", ", ".join(f"item {i}" for i in range(90)))
    written = name if name.startswith("{") else f'"{name}"'
    (tmp_path / "cv.yaml").write_text(source.replace("NAME", written), encoding="utf-8")
    ran = run_cvtex(["build", "--engine", "embedded"], tmp_path)
    assert (0, "") == (ran.exit_code, ran.errors)
    reader = pypdf.PdfReader(tmp_path / "build" / "cv-full.pdf")
    first, *_, last = (" ".join(page.extract_text().split()) for page in reader.pages)
    assert first.startswith("Prof.")
    assert first.count(printed) == 2
    assert last.count(printed) == 1
    assert "Prof." not in last
    assert "Dr." not in last
    assert reader.metadata is not None
    assert reader.metadata.author == author

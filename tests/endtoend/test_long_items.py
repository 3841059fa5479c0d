"""Items that are longer than a page, wherever their dates stand."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest
from running import run_cvtex


@pytest.mark.slow
@pytest.mark.parametrize("place", ["right", "left", "margin"])
def test_an_item_that_no_page_can_hold_breaks(place: str, tmp_path: Path) -> None:
    text = " ".join(f"word{number}" for number in range(1200))
    cv = f"""\
owner: {{name: Ada Example}}
design: {{dates: {place}}}
sections:
  prizes: {{kind: awards, title: Prizes, items: [{{title: Medal, text: "{text}", date: 2020}}]}}
"""
    (tmp_path / "cv.yaml").write_text(cv, encoding="utf-8")
    ran = run_cvtex(["build", "--engine", "embedded"], tmp_path)
    assert (ran.exit_code, ran.errors) == (0, "")
    assert len(pypdf.PdfReader(tmp_path / "build" / "cv-full.pdf").pages) > 1


WIDE = ["/" * 300, "…" * 300, "é" * 300, "ƃ" * 300, "$" + "x" * 300 + "$", r"$\\alpha$" * 100, "<u></u>" * 40]


@pytest.mark.slow
def test_text_without_blanks_stays_on_the_paper(tmp_path: Path) -> None:
    links = r"[\u200b](https://x.example/a)", r"[`\u00a0`](https://y.example)"
    items = "".join(f'      - "{text}"\n' for text in (*WIDE, *links))
    cv = f"owner: {{name: Ada Example}}\nsections:\n  a:\n    kind: list\n    items:\n{items}"
    (tmp_path / "cv.yaml").write_text(cv, encoding="utf-8")
    ran = run_cvtex(["build", "--engine", "embedded"], tmp_path)
    assert ran.exit_code == 0, ran.errors

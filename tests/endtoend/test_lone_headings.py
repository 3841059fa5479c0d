"""TeX ends no page between a heading and the paragraph below it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from running import run_cvtex


@pytest.mark.slow
def test_a_heading_goes_to_the_next_page_with_its_paragraph(tmp_path: Path) -> None:
    # After 43 items, the page has room for the heading and a line of the paragraph, and its first two stay together.
    sections = {
        "list": {"kind": "list", "title": "List", "items": ["x"] * 43},
        "text": {"kind": "text", "title": "Text", "text": "words " * 60},
    }
    cv = {"owner": {"name": "Ada Example"}, "design": {"items": "airy", "font_size": 9}, "sections": sections}
    (tmp_path / "cv.yaml").write_text(json.dumps(cv), encoding="utf-8")
    ran = run_cvtex(["build", "--engine", "embedded"], tmp_path)
    assert (0, "") == (ran.exit_code, ran.errors)

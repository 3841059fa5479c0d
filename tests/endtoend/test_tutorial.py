"""docs/tutorial.md works as it is written: each file is saved, each command is run, and prints what the page says."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import ROOT
from walkthrough import follow


@pytest.mark.slow
def test_the_tutorial_can_be_followed(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
    ran = 0
    for command, printed in follow(page, tmp_path):
        assert command.expected().fullmatch(printed), f"$ {command.line}\n{printed}"
        ran += 1
    assert ran > 8
    assert (tmp_path / "my-cv" / "build" / "cv-one-page.html").is_file()

"""Many builds of one folder at once, with one cache: each ends well, the outputs are whole, and nothing is left."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest

CV = """\
owner: {name: Ada Example}
sections:
  about: {kind: text, title: About, text: Hello.}
"""
BUILD = ("build", "--engine", "embedded", "--format", "pdf,md", "--depfile", "build/cv.d", "--force")


@pytest.mark.parametrize("number", [pytest.param(3, marks=pytest.mark.slow), pytest.param(20, marks=pytest.mark.long)])
def test_many_builds_of_one_folder(number: int, tmp_path: Path) -> None:
    for name in ("cv", "temporary", "cache"):
        (tmp_path / name).mkdir()
    (tmp_path / "cv" / "cv.yaml").write_text(CV)
    environment = {
        **os.environ,
        "TMPDIR": str(tmp_path / "temporary"),
        "TEMP": str(tmp_path / "temporary"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "LOCALAPPDATA": str(tmp_path / "cache"),
    }
    builds = [
        subprocess.Popen(
            [sys.executable, "-m", "cvtex", *BUILD],
            cwd=tmp_path / "cv", env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )
        for _ in range(number)
    ]  # fmt: skip
    said = {(one.communicate(timeout=120)[0], one.returncode) for one in builds}
    assert said == {("build/cv-full.pdf: 1 page\nbuild/cv-full.md\n", 0)}
    assert sorted(path.name for path in (tmp_path / "cv" / "build").iterdir()) == ["cv-full.md", "cv-full.pdf", "cv.d"]
    assert "Hello." in pypdf.PdfReader(tmp_path / "cv" / "build" / "cv-full.pdf").pages[0].extract_text()
    assert [path.name for path in tmp_path.rglob("*cvtex-*")] == []
    assert list((tmp_path / "temporary").iterdir()) == []

"""The documentation as a site: no link leads nowhere, each picture is described, and nothing comes from elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest
from running import ROOT, made_once

pytestmark = pytest.mark.slow
pytest.importorskip("sphinx")
pytest.importorskip("furo")
pytest.importorskip("myst_parser")

# A reader's browser loads what these attributes name, without a click.
LOADED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}


@dataclass
class Page(HTMLParser):
    """`loaded`: addresses of scripts, styles and pictures. `pictures`: their descriptions."""

    loaded: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if address := given.get(LOADED.get(tag, "")):
            self.loaded.append(address)
        if tag == "img":
            self.pictures.append(given.get("alt") or "")


def build(source: Path, output: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "sphinx",
            "-q",
            "-W",
            "--keep-going",
            "-c",
            str(ROOT / "docs"),
            str(source),
            str(output),
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        timeout=120,
        check=False,
    )


@pytest.fixture
def site(shared_folder: Path) -> Path:
    def make(folder: Path) -> None:
        built = build(ROOT / "docs", folder)
        assert (built.returncode, built.stderr) == (0, "")

    return made_once(shared_folder / "site", make)


def pages(site: Path) -> Iterator[tuple[str, Page]]:
    for file in sorted(site.glob("*.html")):
        page = Page()
        page.feed(file.read_text(encoding="utf-8"))
        yield file.name, page


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    found = [(name, address) for name, page in pages(site) for address in page.loaded]
    assert len(found) > 50
    assert [one for one in found if "//" in one[1]] == []


def test_every_picture_is_described(site: Path) -> None:
    found = [(name, text) for name, page in pages(site) for text in page.pictures]
    assert len(found) > 50
    assert [one for one in found if not one[1].strip()] == []


def test_what_leads_nowhere_is_an_error(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    page = "# Home\n\n[Other](other.md), [part](#another-part) ![picture](picture.png)\n"
    (source / "index.md").write_text(page, encoding="utf-8")
    (source / "lone.md").write_text("# In no list of contents\n", encoding="utf-8")
    built = build(source, tmp_path / "site")
    assert built.returncode == 1
    for word in ("other.md", "another-part", "picture.png", "toctree"):
        assert word in built.stderr

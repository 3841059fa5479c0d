"""A chart of works per year on the pages: small, in the text's column, counted by the fitter, and said in words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pypdf
import pytest
import verapdf
from running import made_once, run_cvtex

CV = """\
owner: {name: Ada Example}
bibliography: publications.bib
variants:
  classic: {pages: 1}
  sidebar: {pages: 2, theme: sidebar, design: {side: [talks]}}
sections:
  about: {kind: text, title: About, text: Ada works on frogs.}
  works: {kind: publications, title: Publications, chart: per_year, exclude: {types: [unpublished]}}
  talks: {kind: publications, title: Talks, chart: per_year, groups: [{types: [unpublished]}]}
"""
TYPES = ("article", "article", "inproceedings", "incollection", "book", "phdthesis", "dataset", "software", "patent")
FIELDS = "author = {Ada Example}, journal = {J}, booktitle = {B}, publisher = {P}, school = {S}"
WORD = "Works per year – 1986: 3 ("


@pytest.fixture(scope="module")
def folder(shared_folder: Path) -> Path:
    def make(folder: Path) -> None:
        (folder / "cv.yaml").write_text(CV, encoding="utf-8")
        # Forty years, each third of them with works.
        works = [(TYPES[number % 9], 1986 + 3 * (number // 3)) for number in range(40)]
        works += [("unpublished", 2000 + number) for number in range(25)]
        entries = (
            f"@{of}{{k{n}, title = {{Title {n}}}, year = {year}, {FIELDS}}}" for n, (of, year) in enumerate(works)
        )
        (folder / "publications.bib").write_text("\n".join(entries), encoding="utf-8")
        ran = run_cvtex(["build", "-V", "classic", "-V", "sidebar", "--engine", "embedded"], folder)
        assert (0, "") == (ran.exit_code, ran.errors)

    return made_once(shared_folder / "chart", make)


def figures(node: Any) -> list[Any]:
    node = node.get_object()
    if isinstance(node, list):
        return [found for one in node for found in figures(one)]
    if not isinstance(node, dict):
        return []
    below = figures(node["/K"]) if "/K" in node else []
    return [node, *below] if node.get("/S") == "/Figure" else below


@pytest.mark.slow
@pytest.mark.parametrize(("variant", "columns"), [("classic", [(62, 534)]), ("sidebar", [(36, 190), (215, 560)])])
def test_a_chart_is_a_small_figure_in_its_column(folder: Path, variant: str, columns: list[tuple[int, int]]) -> None:
    reader = pypdf.PdfReader(folder / "build" / f"cv-{variant}.pdf")
    root: Any = reader.trailer["/Root"]
    found = figures(root["/StructTreeRoot"])
    assert any(figure["/Alt"].startswith(WORD) for figure in found)
    boxes = [[float(number) for number in figure["/A"]["/BBox"]] for figure in found]
    for left, bottom, right, top in boxes:
        # Three centimetres.
        assert top - bottom < 85
        assert any(least <= left and right <= most for least, most in columns), (left, right)
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert re.search(r"1990\s+1995\s+2000\s+2005\s+2010\s+2015\s+2020", text)


@pytest.mark.slow
@pytest.mark.skipif(not verapdf.is_available(), reason="no veraPDF")
@pytest.mark.parametrize("flavour", ["2a", "ua1"])
def test_charts_conform_to_the_standards(folder: Path, flavour: str) -> None:
    assert verapdf.broken_rules(folder / "build" / "cv-sidebar.pdf", flavour) == []

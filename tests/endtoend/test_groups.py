"""Groups of items, numbers, totals and classes of trainees, on pages with a limit and without."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest
from running import made_once, run_cvtex
from tagged_text import texts_by_role

pytestmark = pytest.mark.slow

CV = """\
owner:
  name: Ada Example
  trainees:
    phd: [Bea Other]
    postdoc: [Carl Zwei]
    msc: [Dora Drei]
    bsc: [Emil Vier]
    visitors: {mark: "#", text: {en: visiting student, de: Gast}, people: [Fay Six]}
date: 2025-06
bibliography: publications.bib
sections:
  positions:
    kind: positions
    title: Positions
    groups:
      - title: Academic
        items: [{employer: University, place: Rome, roles: [{title: Professor, dates: 2019 – present}]}]
      - title: Industry
        note: All of it in Berlin.
        items: [{employer: Company, roles: [{title: Engineer, dates: 2010 – 2015, priority: low}]}]
  grants:
    kind: grants
    title: Grants
    group_by: status
    numbering: continuous
    totals: true
    items:
      - {title: Going on, amount: 1249871 USD, dates: 2023 – 2028, priority: high}
      - {title: Applied for, amount: "$20,000", status: pending}
      - {title: Done, amount: 320000 EUR, dates: 2010 – 2013, priority: 10}
  lines:
    kind: list
    title: Lines
    numbering: descending
    items: [LINES]
  publications:
    kind: publications
    title: Publications
    item_priority: high
    groups: [{title: Articles, types: [article]}, {title: Books, types: [book], max: 1}]
variants:
  full: {}
  modern: {theme: modern, language: de}
  limited: {pages: 1}
"""
BIB = """\
@article{one, author = {Ada Example and B. Other* and Carl Zwei}, title = {First}, journal = {J}, year = {2024}}
@article{two, author = {Ada Example and Dora Drei and Emil Vier}, title = {Second}, journal = {J}, year = {2023}}
@book{three, author = {Ada Example and Emil Vier and Fay Six}, title = {Third}, publisher = {P}, year = {2022}}
"""


@pytest.fixture(scope="session")
def folder(shared_folder: Path) -> Path:
    def make(folder: Path) -> None:
        lines = ", ".join(f"{{text: Line {i}, dates: {1980 + i}, priority: low}}" for i in range(40))
        (folder / "cv.yaml").write_text(CV.replace("LINES", lines), encoding="utf-8")
        (folder / "publications.bib").write_text(BIB, encoding="utf-8")
        ran = run_cvtex(["build", "--all", "--engine", "embedded"], folder)
        assert ran.exit_code == 0, ran.errors

    return made_once(shared_folder / "groups", make)


def test_headings_of_groups_are_below_those_of_sections(folder: Path) -> None:
    pdf = folder / "build" / "cv-full.pdf"
    assert texts_by_role(pdf, "H2") == ["Positions", "Grants", "Lines", "Publications"]
    assert texts_by_role(pdf, "H3") == ["Academic", "Industry", "Active", "Pending", "Completed", "Articles", "Books"]
    assert texts_by_role(pdf, "H4") == ["University Rome", "Company"]


@pytest.mark.parametrize(("variant", "total"), [("full", "Total: $1,249,871"), ("modern", "Summe: 1.249.871 $")])
def test_numbers_totals_and_the_legend_can_be_read(folder: Path, variant: str, total: str) -> None:
    pdf = folder / "build" / f"cv-{variant}.pdf"
    texts = [text.replace("\N{NO-BREAK SPACE}", " ") for text in texts_by_role(pdf, "P")]
    assert total in texts
    assert any("‡ " in text and "§ " in text and "¶ " in text and "+ " in text and "# " in text for text in texts)
    words = " ".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages).split()
    assert {"1.", "2.", "3.", "40."} <= set(words)
    items = " ".join(texts_by_role(pdf, "LBody"))
    assert "Other B*,‡" in items
    assert "Zwei C§" in items


def test_a_limit_leaves_out_groups_with_their_headings(folder: Path) -> None:
    pdf = folder / "build" / "cv-limited.pdf"
    (page,) = pypdf.PdfReader(pdf).pages
    headings = texts_by_role(pdf, "H3")
    text = page.extract_text()
    assert headings == ["Academic", "Industry", "Active", "Pending", "Articles", "Books"]
    assert "€" not in text
    assert "1. Line 39" in " ".join(text.split())
    assert "Line 0" not in text
    ran = run_cvtex(["explain", "-V", "limited", "completed"], folder)
    assert "left out  Done (grants.2): no room; priority 10; " in ran.output


def test_a_total_that_gets_shorter_with_what_is_left_out_keeps_the_limit(tmp_path: Path) -> None:
    """The total of all grants has three lines, that of the printed ones has two."""
    currencies = ["USD", "EUR", "GBP", "CHF", "JPY", "SEK", "NOK", "DKK"]
    grants = [
        f"{{title: Grant {i}, funder: F, amount: {123456789 + i} {currency}, share: {12345678 + i} {currency},"
        f" dates: {2024 - 2 * i}}}"
        for i, currency in enumerate(currencies)
    ]
    lines = ", ".join(f"{{text: Line {i}, dates: 2000, priority: high}}" for i in range(24))
    (tmp_path / "cv.yaml").write_text(
        "owner: {name: Ada Example}\ndate: 2024\nsections:\n"
        f"  grants: {{kind: grants, title: Grants, totals: true, items: [{', '.join(grants)}]}}\n"
        f"  lines: {{kind: list, title: Lines, items: [{lines}]}}\n"
        "variants: {limited: {pages: 1}}\n",
        encoding="utf-8",
    )
    ran = run_cvtex(["build", "--engine", "embedded", "--report", "report.json"], tmp_path)
    assert ran.exit_code == 0, ran.errors
    assert "left out for room" in ran.output
    (page,) = pypdf.PdfReader(tmp_path / "build" / "cv-limited.pdf").pages
    text = page.extract_text()
    assert "Total: $123,456,789" in text
    assert "Grant 7" not in text
    assert "DKK" not in text

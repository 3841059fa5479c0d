"""Six wishes of a new user, each by one key of a design: what changes on the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from printed import glyphs
from running import run_cvtex

pytestmark = pytest.mark.slow

CV = """\
owner: {name: Ada Example}
language: en-GB
sections:
  work:
    kind: positions
    title: Work
    items:
      - employer: University of Somewhere
        roles: [{title: Researcher, dates: 2020 – 2022, points: [PARAGRAPHS]}]
"""
TEXT = "An observation that fills some lines so that the document has two pages in the end. "
WISHES = {
    "none": "{}",
    "accent": '{accent: "#800000"}',
    "font": "{fonts: {text: EB Garamond}}",
    "margins": "{margins: 4 cm}",
    "pages": '{footer: "page {page} of {pages}"}',
    "dates": "{dates: left}",
    "letter": "{paper: letter}",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A CV of two pages, with a variant for each wish, built."""
    here = tmp_path_factory.mktemp("wishes")
    variants = "".join(f"  {name}: {{design: {design}}}\n" for name, design in WISHES.items())
    points = ", ".join([f'"{TEXT * 4}"'] * 16)
    (here / "cv.yaml").write_text(f"{CV.replace('PARAGRAPHS', points)}variants:\n{variants}", encoding="utf-8")
    ran = run_cvtex(["build", "--all"], here)
    assert (ran.exit_code, ran.errors) == (0, "")
    return here


def pdf(folder: Path, name: str) -> Path:
    return folder / "build" / f"cv-{name}.pdf"


def has_accent(path: Path) -> bool:
    """Whether something is drawn in maroon, which is 128 of 255 red."""
    streams = [page.get_contents() for page in pypdf.PdfReader(path).pages]
    return any(b"0.50197 0 0 rg" in stream.get_data() for stream in streams if stream is not None)


def has_garamond(path: Path) -> bool:
    return any("Garamond" in glyph.font for glyph in glyphs(path))


def left_edge(path: Path) -> int:
    """The margin at the left in mm."""
    return round(min(glyph.x for glyph in glyphs(path)) * 25.4 / 72)


def says_page_two(path: Path) -> bool:
    reader = pypdf.PdfReader(path)
    return f"page 2 of {len(reader.pages)}" in reader.pages[1].extract_text()


def dates_come_first(path: Path) -> bool:
    """Whether the dates stand at the left of the title."""
    first = {glyph.character: glyph.x for glyph in reversed([one for one in glyphs(path) if one.page == 1])}
    return first["2"] < first["R"]


def paper(path: Path) -> tuple[int, int]:
    box = pypdf.PdfReader(path).pages[0].mediabox
    return round(float(box.width)), round(float(box.height))


SEEN: list[tuple[str, Callable[[Path], object], object, object]] = [
    ("accent", has_accent, False, True),
    ("font", has_garamond, False, True),
    ("margins", left_edge, 22, 40),
    ("pages", says_page_two, False, True),
    ("dates", dates_come_first, False, True),
    ("letter", paper, (595, 842), (612, 792)),
]


@pytest.mark.parametrize(("wish", "look", "before", "after"), SEEN, ids=[row[0] for row in SEEN])
def test_a_wish_is_seen_on_the_page(
    folder: Path, wish: str, look: Callable[[Path], object], before: object, after: object
) -> None:
    assert (look(pdf(folder, "none")), look(pdf(folder, wish))) == (before, after)


def test_lines_of_a_large_heading_stand_apart(tmp_path: Path) -> None:
    title = "The work of many years in many places"
    design = "design: {heading_size: 3, line_spacing: 1}\n"
    cv = f"{design}owner: {{name: Ada Example}}\nsections: {{work: {{kind: text, title: {title}, text: x}}}}\n"
    (tmp_path / "cv.yaml").write_text(cv, encoding="utf-8")
    ran = run_cvtex(["build"], tmp_path)
    assert (ran.exit_code, ran.errors) == (0, "")

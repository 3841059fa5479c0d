"""Every built-in theme with every kind of CV: no message, both standards, three extractors."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import unicodedata
from itertools import combinations, product
from pathlib import Path
from typing import Any

import building
import pypdf
import pytest
import verapdf
from pdfminer.high_level import extract_text_to_fp
from round_trip import folded, missing_in_order
from running import ROOT, copy_of_sample

from cvtex.build.results import BuildResult
from cvtex.build.themes import load_theme
from cvtex.diagnostics import Span
from cvtex.emit.latex import escaping
from cvtex.emit.promises import printed_texts
from cvtex.fonts import face
from cvtex.model.design import BASE, KEYS, Fonts, PageMargins, merged
from cvtex.model.located import LocatedStr
from cvtex.read.style import built_in_themes, style_folders

THEMES = built_in_themes()
MOST_LINES = 60
# Keys of which any two themes differ in at least this many.
LEAST_DIFFERENCES = 5
# Families that the extra `tex` brings, and TeX's own under their names.
FAMILIES = {
    "Charter", "EB Garamond", "Fontin", "Gentium Book Plus", "Lato", "Mukta", "Noto Sans", "Open Sans",
    "Open Sauce Sans", "Poppins", "Raleway", "Roboto", "Source Sans", "Source Sans 3", "Ubuntu", "XCharter",
}  # fmt: skip
# What all pages say at their foot.
FEET = {
    "full": "Sebastian Lapuschkin",
    "2page": "Sebastian Lapuschkin",
    "german": "Anna-Luise von der Möwenthal-Öztürk",
    "chinese": "王小明",
}


# CI builds these, which differ most; `make test-long` builds all.
IN_CI = {
    ("banner", "german"),
    ("sidebar", "german"),
    ("modern", "chinese"),
}


@pytest.mark.parametrize(
    ("theme", "document"),
    [
        pytest.param(*pair, marks=pytest.mark.slow if pair in IN_CI else pytest.mark.long)
        for pair in product(THEMES, FEET)
    ],
)
def test_a_theme_sets_a_cv(theme: str, document: str, tmp_path: Path) -> None:
    built = building.built(sources(document, theme, tmp_path), document if document in {"full", "2page"} else "full")
    assert () == tuple(one.message for one in built.diagnostics)
    assert built.pdf is not None
    pdf = tmp_path / "cv.pdf"
    pdf.write_bytes(built.pdf)
    assert {} == unread(built, pdf, FEET[document])
    if verapdf.is_available():
        assert [] == verapdf.broken_rules(pdf, "2a")
        assert [] == verapdf.broken_rules(pdf, "ua1")


def unread(built: BuildResult, pdf: Path, foot: str) -> dict[str, list[str]]:
    """Return the texts that extractors do not find, in the order of each column. They lay out columns and dates as they
    think best, so each of them reads the page stream, and blanks do not count: a gap beside Han characters is no blank.
    """
    running = re.compile(r"\s*".join(map(re.escape, foot.split())) + r"\s*\d+\s*\Z")
    assert built.typeset is not None
    found = {}
    for name, pages in read_in_order(pdf).items():
        text = bare("".join(running.sub("", unicodedata.normalize("NFC", page)) for page in pages))
        for column in ("page", "side", "main"):
            blocks = [block for block in built.typeset.document.blocks if block.column == column]
            strings = [one.text for one in printed_texts(blocks, escaping.extracted_text)]
            if lost := missing_in_order(map(bare, strings), text):
                found[f"{name}, {column}"] = lost
    return found


def read_in_order(pdf: Path) -> dict[str, list[str]]:
    """Return the text of each page by extractor."""
    data, streamed = pdf.read_bytes(), io.StringIO()
    extract_text_to_fp(io.BytesIO(data), streamed, laparams=None)
    found = {
        "pypdf": [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages],
        "pdfminer.six": streamed.getvalue().split("\f"),
    }
    if poppler := shutil.which("pdftotext"):
        done = subprocess.run([poppler, "-raw", pdf, "-"], capture_output=True, check=True, timeout=120)
        found["poppler"] = done.stdout.decode("utf-8").split("\f")
    return found


def bare(text: str) -> str:
    return "".join(folded(text).split())


def sources(document: str, theme: str, folder: Path) -> Path:
    """Copy a CV into the folder, in this theme."""
    if document in {"full", "2page"}:
        copy_of_sample(folder)
    else:
        shutil.copytree(ROOT / "tests" / "documents" / "themes" / document, folder, dirs_exist_ok=True)
        shutil.copy(ROOT / "examples" / "humanities" / "portrait.jpg", folder)
    cv = folder / "cv.yaml"
    text = re.sub(r"(?m)^theme: .*\n", "", cv.read_text(encoding="utf-8"))
    cv.write_text(f"{text}\ntheme: {theme}\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("theme", THEMES)
def test_a_preset_is_short_and_says_what_it_is(theme: str) -> None:
    lines = (ROOT / "styles" / "themes" / f"{theme}.yaml").read_text(encoding="utf-8").splitlines()
    assert len(lines) < MOST_LINES
    assert lines[0].startswith("description: ")


@pytest.mark.parametrize("theme", THEMES)
def test_a_preset_names_fonts_that_pip_installs(theme: str, tmp_path: Path) -> None:
    fonts = values(theme, tmp_path)["fonts"]
    named = {str(name) for name in (fonts.text, fonts.headings, fonts.mono) if name is not None}
    assert {face.folded(name) for name in named} <= {face.folded(name) for name in FAMILIES}


@pytest.mark.parametrize("pair", list(combinations(THEMES, 2)), ids="-".join)
def test_two_themes_differ_in_many_keys(pair: tuple[str, str], tmp_path: Path) -> None:
    one, other = ({key: comparable(value) for key, value in values(name, tmp_path).items()} for name in pair)
    differing = {key for key in one.keys() - {"theme"} if one[key] != other[key]}
    assert len(differing) >= LEAST_DIFFERENCES, differing


def values(theme: str, folder: Path) -> dict[str, Any]:
    """Return the design of a theme by keys, completed by the base of all."""
    found = load_theme(LocatedStr(theme, Span("cv.yaml", 1, 1, 1)), style_folders(folder)).value
    assert found is not None
    design = merged(BASE, found.design)
    return {key: getattr(design, key) for key in KEYS}


def comparable(value: object) -> object:
    """Leave out where a value was written."""
    match value:
        case Fonts(text=text, headings=headings, figures=figures):
            return face.folded(text or ""), face.folded(headings or ""), figures
        case PageMargins(left=left, right=right, top=top, bottom=bottom):
            return left, right, top, bottom
        case _:
            return str(value)

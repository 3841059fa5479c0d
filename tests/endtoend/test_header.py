"""The header with all that it can hold: headline, icons, profiles, the day of the last change."""

from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path
from typing import Any

import pictures
import pypdf
import pytest
from running import run_cvtex

CV = """\
owner:
  name: Ada Example
  headline: Professor of Examples
  contact:
    github: https://github.com/ada
    email: [ada@example.org, {label: Office, email: office@example.org}]
    address: |
      Department of Examples
      1 Example Street
  PHOTO
date: 2026-11
language: en-US
theme: THEME
design: {contacts: icons}
last_updated: true
sections:
  about: {kind: text, title: About, text: Some text.}
"""


def build(folder: Path, theme: str, photo: str = "", *options: str) -> tuple[pypdf.PdfReader, str]:
    (folder / "cv.yaml").write_text(CV.replace("THEME", theme).replace("PHOTO", photo), encoding="utf-8")
    ran = run_cvtex(["build", *options], folder)
    assert ran.exit_code == 0, ran.errors
    return pypdf.PdfReader(folder / "build" / "cv-full.pdf"), ran.errors


def fonts(reader: pypdf.PdfReader) -> set[str]:
    resources: Any = reader.pages[0]["/Resources"]
    return {str(font.get_object().get("/BaseFont")).partition("+")[2] for font in resources["/Font"].values()}


@pytest.mark.slow
def test_icons_stand_in_the_page_but_not_in_its_structure(tmp_path: Path) -> None:
    reader, errors = build(tmp_path, "classic", "", "--engine", "embedded")
    assert errors == ""
    assert {"FontAwesome5Brands-Regular", "FontAwesome5Free-Solid"} <= fonts(reader)
    root: Any = reader.root_object["/StructTreeRoot"]
    assert [kid.get_object()["/S"] for kid in root["/K"]["/K"]][:4] == ["/H1", "/P", "/P", "/P"]
    text = reader.pages[0].extract_text()
    assert "Office: office@example.org" in text
    assert "Last updated: Nov 2026" in text
    assert not [character for character in text if unicodedata.category(character) == "Co"]
    assert reader.pages[0].mediabox.width == pytest.approx(612)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="no TeX Live on PATH")
def test_a_tex_without_icons_gets_a_warning_and_the_words(tmp_path: Path) -> None:
    _, errors = build(tmp_path, "modern", "", "--engine", "pdflatex")
    if "this TeX lacks the package fontawesome5" not in errors:
        pytest.skip("this TeX has Font Awesome")


@pytest.mark.slow
def test_the_headline_stands_beside_the_photograph(tmp_path: Path) -> None:
    (tmp_path / "portrait.jpg").write_bytes(pictures.saved(pictures.gradient(140, 180), "JPEG"))
    reader, _ = build(tmp_path, "modern", "photo: portrait.jpg")
    root: Any = reader.root_object["/StructTreeRoot"]
    header, note = (kid.get_object() for kid in root["/K"]["/K"][:2])
    assert [kid.get_object()["/S"] for kid in header["/K"]] == ["/H1", "/P", "/P", "/Figure"]
    assert note["/S"] == "/P"


@pytest.mark.slow
@pytest.mark.parametrize("band", ["false", "true"])
def test_a_header_of_two_columns_without_contacts_has_one(tmp_path: Path, band: str) -> None:
    (tmp_path / "cv.yaml").write_text(
        "owner: {name: Ada Example}\nsections: {s: {kind: list, title: T, items: [a]}}\n"
        f"design: {{header: split, header_band: {band}}}\n",
        encoding="utf-8",
    )
    ran = run_cvtex(["build"], tmp_path)
    assert (ran.exit_code, ran.errors) == (0, "")

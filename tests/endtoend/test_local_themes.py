r"""Themes beside the CV: what a theme may do, and what is reported before its author sees the page."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest
from running import Ran, run_cvtex

CV = """\
owner: {name: Ada Example}
theme: mine
sections:
  plans: {kind: list, title: Plans, items: [Who knows??, Everybody]}
"""
HEAD = "\\ProvidesPackage{cvtex-mine}\n\\RequirePackage{cvtex-classic}\n"


def build(folder: Path, theme: str, file: str = "styles/themes/cvtex-mine.sty") -> Ran:
    (folder / "cv.yaml").write_text(CV, encoding="utf-8")
    (folder / "styles" / "themes").mkdir(parents=True)
    (folder / file).write_text(f"{HEAD}{theme}\n", encoding="utf-8")
    return run_cvtex(["build", "--engine", "embedded"], folder)


def test_a_colour_is_given_as_on_the_web(tmp_path: Path) -> None:
    ran = build(tmp_path, r"\definecolor{cvaccent}{HTML}{7a1F1f}")
    assert (ran.exit_code, ran.errors) == (0, "")
    (page,) = pypdf.PdfReader(tmp_path / "build" / "cv-full.pdf").pages
    contents = page.get_contents()
    assert contents is not None
    assert b"0.47842 0.12157 0.12157 rg" in contents.get_data()


@pytest.mark.parametrize(
    ("theme", "message"),
    [
        (
            r"\cvform{point}{-1.3}{}{0}",
            "the theme prints lines over other lines: 'point' begins 17.8 pt too high",
        ),
        (
            r"\cvleading{.6}",
            "the theme prints lines over other lines: those of 'point' (and of 1 more) are 6.3 pt high",
        ),
        (
            r"\renewcommand*\cvsetsection[1]{\vskip-14pt\cvlines{\noindent#1}}",
            "the theme prints lines over other lines: those of 'section' are",
        ),
        (
            r"\renewcommand*\cvsetfoot[2]{\cvaside{#1\hfil Page #2 of ??}}",
            "page 1 prints '??' in place of a number",
        ),
    ],
)
def test_what_an_eye_sees_at_once_is_an_error(theme: str, message: str, tmp_path: Path) -> None:
    ran = build(tmp_path, theme)
    assert ran.exit_code == 4
    assert f"error: {message}" in ran.errors
    assert not list(tmp_path.glob("build/*.pdf"))


@pytest.mark.parametrize("file", ["styles/cvtex-mine.sty", "cvtex-mine.sty", "styles/themes/mine.sty"])
def test_a_theme_in_another_place_is_found(file: str, tmp_path: Path) -> None:
    ran = build(tmp_path, "", file)
    assert ran.exit_code == 1
    assert f"(move {file} to styles/themes/cvtex-mine.sty)" in ran.errors

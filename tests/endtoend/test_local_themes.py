r"""Themes beside the CV: what a theme may do, and what is reported before its author sees the page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdf
import pytest
from running import Ran, run_cvtex

pytestmark = pytest.mark.slow

CV = """\
owner: {name: Ada Example}
theme: mine
sections:
  plans: {kind: list, title: Plans, items: [Who knows??, Everybody]}
"""
HEAD = "\\ProvidesPackage{cvtex-mine}\n\\RequirePackage{cvtex-classic}\n"


def build(
    folder: Path,
    theme: str,
    file: str = "styles/themes/cvtex-mine.sty",
    *,
    cv: str = CV,
    options: Sequence[str] = (),
) -> Ran:
    (folder / "cv.yaml").write_text(cv, encoding="utf-8")
    (folder / "styles" / "themes").mkdir(parents=True)
    (folder / file).write_text(f"{HEAD}{theme}\n", encoding="utf-8")
    return run_cvtex(["build", "--engine", "embedded", *options], folder)


LEFT_OF_THE_PAPER = r"\renewcommand*\cvsetsection[1]{\cvlines{\noindent\llap{#1\hskip20mm}}}"


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
            "cv.yaml:4:45: error: page 1 prints 'Who knows??' over 'Everybody'",
        ),
        (
            r"\cvleading{.5}",
            "cv.yaml:4:58: error: page 1 prints 'Everybody' over 'Who knows??'",
        ),
        (
            r"\renewcommand*\cvsetsection[1]{\vbox to0pt{\vskip 90mm\hbox{\color{white}#1}\vss}}",
            "cv.yaml:4:3: error: page 1 prints 'Plans' in white on white",
        ),
        (
            LEFT_OF_THE_PAPER,
            "cv.yaml:4:3: error: page 1: 'Plans' crosses the left edge of the paper",
        ),
        (
            r"\renewcommand*\cvsetsection[1]{\vbox to0pt{\vskip 252mm\hbox{#1}\vss}}",
            "cv.yaml:4:3: error: page 1 prints 'Plans' over the foot line",
        ),
        (
            r"\let\cvold\cvpoint\def\cvpoint{\newpage\cvold}",
            "cv.yaml:4:3: error: page 1 ends with the heading 'Plans', without an item below it",
        ),
        (
            r"\let\cvold\cvsection\def\cvsection{\newpage\null\newpage\cvold}",
            "error: page 2 is empty",
        ),
        (
            r"\renewcommand*\cvsetfoot[3]{\cvaside{\cvparts{#1}{#2}{Page #3 of ??}}}",
            "error: page 1 prints '??' in place of a number",
        ),
    ],
)
def test_what_an_eye_sees_at_once_is_an_error(theme: str, message: str, tmp_path: Path) -> None:
    ran = build(tmp_path, theme)
    assert ran.exit_code == 4
    assert message in ran.errors
    assert [file.name for file in tmp_path.glob("build/*")] == ["cv-full.draft.pdf"]
    assert ran.errors.endswith("cvtex: build/cv-full.draft.pdf shows what went wrong\n")


def test_a_draft_lies_beside_the_last_good_pdf_until_the_next_one(tmp_path: Path) -> None:
    output, draft = tmp_path / "build" / "cv-full.pdf", tmp_path / "build" / "cv-full.draft.pdf"
    assert build(tmp_path, "").exit_code == 0
    good = output.read_bytes()
    theme = tmp_path / "styles" / "themes" / "cvtex-mine.sty"
    right = theme.read_text(encoding="utf-8")
    theme.write_text(right + LEFT_OF_THE_PAPER, encoding="utf-8")
    command = ["build", "--engine", "embedded", "--depfile", "deps"]
    ran = run_cvtex(command, tmp_path)
    assert ran.exit_code == 4
    assert "cvtex: keeping the previous build/cv-full.pdf\ncvtex: build/cv-full.draft.pdf shows" in ran.errors
    assert output.read_bytes() == good
    assert draft.read_bytes().startswith(b"%PDF")
    assert not (tmp_path / "deps").exists()
    # A text is no better PDF.
    assert run_cvtex([*command, "--format", "text"], tmp_path).exit_code == 0
    assert draft.exists()
    theme.write_text(right, encoding="utf-8")
    ran = run_cvtex(command, tmp_path)
    assert ran.exit_code == 0
    assert output.read_bytes() == good
    assert not draft.exists()
    assert "draft" not in (tmp_path / "deps").read_text(encoding="utf-8")


DATED = """\
owner: {name: Ada Example}
theme: mine
sections:
  work:
    kind: positions
    title: Work
    items:
      - employer: Institute of Toads
        place: Berlin
        roles: [{title: 2 years of research, dates: 2019 – 2020, points: [Toads]}]
  prizes:
    kind: awards
    title: Prizes
    items: [{title: Prize of 2020, date: 2020, organisation: Society of Toads}]
"""
DATES_FIRST = r"""
\newcommand\dated[2]{\hbox{\hbox to 30mm{\cvaside{#1}\hfil}\vtop{\advance\hsize-30mm \linewidth=\hsize #2}}}
\renewcommand\cvsetrole[2]{\cvlines{\dated{#2}{\cvunhyphenated\noindent\textit{#1}\par}}}
\renewcommand\cvsetentry[3]{\cvlines{\dated{#3}{\noindent\textbf{#1} #2\par}}}
\renewcommand\cvsetorganisation[2]{\cvlines{\noindent #2: \textbf{#1}\par}}
"""


@pytest.mark.parametrize("standard", ["all", "none"])
def test_a_theme_draws_dates_before_what_they_belong_to(standard: str, tmp_path: Path) -> None:
    ran = build(tmp_path, DATES_FIRST, cv=DATED, options=["--standard", standard])
    assert (ran.exit_code, ran.errors) == (0, "")
    if standard == "all":
        tree = run_cvtex(["check", "--text", "build/cv-full.pdf"], tmp_path).output.partition("-- structure")[2]
        lines = [line.strip() for line in tree.splitlines()]
        assert "H3: Berlin: Institute of Toads" in lines
        assert "P: 2019 – 2020 2 years of research" in lines
        assert "LBody: 2020 Prize of 2020 Society of Toads" in lines


def test_a_theme_that_leaves_dates_out_is_told_which(tmp_path: Path) -> None:
    ran = build(tmp_path, r"\renewcommand\cvsetrole[2]{\cvlines{\noindent #1\par}}", cv=DATED)
    assert ran.exit_code == 4
    assert "cv.yaml:10:17: error: the text '2019 – 2020' is missing from the PDF" in ran.errors


@pytest.mark.parametrize("file", ["styles/cvtex-mine.sty", "cvtex-mine.sty", "styles/themes/mine.sty"])
def test_a_theme_in_another_place_is_found(file: str, tmp_path: Path) -> None:
    ran = build(tmp_path, "", file)
    assert ran.exit_code == 1
    assert f"(move {file} to styles/themes/cvtex-mine.sty)" in ran.errors


def test_a_theme_names_its_own_families(tmp_path: Path) -> None:
    ran = build(tmp_path, r"\cvfonts{EB Garamond}{Roboto}")
    assert (ran.exit_code, ran.errors) == (0, "")
    reader: Any = pypdf.PdfReader(tmp_path / "build" / "cv-full.pdf")
    fonts = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]
    names = {str(font.get("/BaseFont", "")).partition("+")[2] for font in fonts}
    assert {"EBGaramond-Regular", "Roboto-Bold"} <= names

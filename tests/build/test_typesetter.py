"""A plan -> a document; with the real fonts."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import built

from cvtex.build import typesetter
from cvtex.build.verification import Verification

CV = """\
owner: {{name: Ada Example}}
bibliography: works.bib
sections:
  works: {{kind: publications, title: "{title}"}}
"""
WORK = r"@book{{key, author = {{Ada Example}}, title = {{{title}}}, publisher = {{P}}, year = {{2020}}}}"


@pytest.mark.parametrize(
    ("title", "glyphs"),
    [
        ("Plain letters, in text fonts", False),
        (r"Small capitals: \textsc{mcxcviii}", True),
        ("Ωμέγα", True),
    ],
)
def test_glyphs_are_made_only_where_the_text_fonts_lack_them(title: str, glyphs: bool, tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(CV.format(title="Works"), encoding="utf-8")
    (tmp_path / "works.bib").write_text(WORK.format(title=title), encoding="utf-8")
    result = built(tmp_path, "full")
    assert result.pdf is not None, result.diagnostics
    assert result.typeset is not None
    assert bool(result.typeset.document.fonts) == glyphs


def test_a_document_is_verified_even_if_nothing_was_prepared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """TeX may start only at the second attempt, which prepares nothing."""
    monkeypatch.setattr(Verification, "prepare", lambda _: None)
    (tmp_path / "cv.yaml").write_text("owner: {name: Ada Example}\nsections: {a: {kind: text, text: A}}\n")
    assert built(tmp_path, "full", cache=None).pdf is not None


def test_a_theme_that_does_not_end_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetter, "TIME_LIMIT", 1.0)
    (tmp_path / "styles" / "themes").mkdir(parents=True)
    theme = tmp_path / "styles" / "themes" / "cvtex-mine.sty"
    theme.write_text("\\RequirePackage{cvtex-look}\\renewcommand\\cvsetparagraph[1]{\\loop\\iftrue\\repeat}")
    (tmp_path / "cv.yaml").write_text("owner: {name: Ada}\ntheme: mine\nsections: {a: {kind: text, text: A}}\n")
    (problem,) = built(tmp_path, "full", cache=None).diagnostics
    assert str(problem.span) == f"{theme.as_posix()}:1:1"
    assert problem.message == "TeX was stopped after 1 s"
    assert problem.hint == r"the theme may not end: look for \loop, and for macros that call themselves"

"""The sample with the real themes, with and without a TeX format: the same bytes and messages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from building import built
from running import copy_of_sample, run_cvtex

from cvtex.build.results import BuildResult
from cvtex.typeset import formats
from cvtex.typeset.run import run_tex

pytestmark = pytest.mark.slow

STORED = "-fmt="


@pytest.fixture
def starts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The first option of each TeX run, shortened; "" for none."""
    seen: list[str] = []

    def watched(*arguments: Any, start: Any, **others: Any) -> Any:
        seen.append((*start.options, "")[0][:5])
        return run_tex(*arguments, start=start, **others)

    monkeypatch.setattr(formats, "run_tex", watched)
    return seen


def build(folder: Path, variant: str, engine: str, cache: Path | None, **options: Any) -> BuildResult:
    return built(folder, variant, engine=engine, epoch=None, cache=cache, **options)


@pytest.mark.parametrize(
    ("variant", "theme", "engine"),
    [
        ("full", "classic", "embedded"),
        pytest.param("2page", "modern", "embedded", marks=pytest.mark.long),
        pytest.param("german", "classic", "pdflatex", marks=[pytest.mark.texlive, pytest.mark.long]),
        pytest.param("2page", "classic", "embedded", marks=pytest.mark.long),
        pytest.param("german", "modern", "embedded", marks=pytest.mark.long),
        pytest.param("full", "modern", "pdflatex", marks=[pytest.mark.texlive, pytest.mark.long]),
        pytest.param("2page", "modern", "pdflatex", marks=[pytest.mark.texlive, pytest.mark.long]),
    ],
)
def test_the_pdf_is_the_same_with_and_without_a_format(
    sources: Path, tmp_path: Path, starts: list[str], variant: str, theme: str, engine: str
) -> None:
    text = (sources / "cv.yaml").read_text(encoding="utf-8")
    assert "theme: classic" in text
    (sources / "cv.yaml").write_text(text.replace("theme: classic", f"theme: {theme}"), encoding="utf-8")
    cache = tmp_path / "cache"
    plain = build(sources, variant, engine, None)
    cold, warm = (build(sources, variant, engine, cache) for _ in range(2))
    assert starts[-1] == STORED
    assert plain.pdf is not None
    assert plain.pdf == cold.pdf == warm.pdf
    assert plain.diagnostics == cold.diagnostics == warm.diagnostics
    # The PDF as TeX wrote it, without finishing:
    raw = [build(sources, variant, engine, one, standard="none").pdf for one in (None, cache)]
    assert raw[0] == raw[1] != plain.pdf


def test_the_measuring_pass_and_the_final_pass_share_a_format(sample: Path, tmp_path: Path, starts: list[str]) -> None:
    cache = tmp_path / "cache"
    build(sample, "2page", "embedded", cache)
    # A format is tried out once before it is used.
    assert starts == ["-reco", "-ini", STORED, STORED]
    for heights in cache.glob("heights-*"):
        heights.unlink()
    starts.clear()
    build(sample, "2page", "embedded", cache)
    assert starts == [STORED, STORED]


def test_the_kept_tex_and_log_are_complete(sample: Path, tmp_path: Path) -> None:
    """With --keep-tex, with or without a format, the log includes the preamble."""
    documents = {}
    for run in ("cold", "warm"):
        ran = run_cvtex(
            ["build", "--keep-tex", "--engine", "embedded", "-o", tmp_path / run],
            sample,
            XDG_CACHE_HOME=str(tmp_path),
            LOCALAPPDATA=str(tmp_path),
        )
        assert (ran.exit_code, ran.errors) == (0, "")
        documents[run] = (tmp_path / run / "cv-full.tex").read_bytes()
        assert "Package: cvtex-look" in (tmp_path / run / "cv-full.log").read_text(encoding="utf-8")
    assert documents["cold"] == documents["warm"]
    assert b"\\usepackage{cvtex-look}" in documents["warm"]
    assert b"pdfmapfile" not in documents["warm"]


@pytest.fixture
def own_theme(tmp_path: Path) -> Path:
    """The folder of themes of a CV that uses a local theme."""
    folder = copy_of_sample(tmp_path)
    cv = folder / "cv.yaml"
    cv.write_text(cv.read_text(encoding="utf-8").replace("theme: classic", "theme: own"), encoding="utf-8")
    themes = folder / "styles" / "themes"
    themes.mkdir(parents=True)
    (themes / "cvtex-own.sty").write_text("\\RequirePackage{cvtex-classic}\n")
    return themes


def test_a_change_of_a_local_theme_is_seen(own_theme: Path, tmp_path: Path, starts: list[str]) -> None:
    folder, cache = own_theme.parents[1], tmp_path / "cache"
    first = build(folder, "full", "embedded", cache)
    (own_theme / "cvtex-own.sty").write_text("\\RequirePackage{cvtex-classic}\n\\cvleading{1.6}\n")
    second = build(folder, "full", "embedded", cache)
    assert starts == ["-reco", "-ini", STORED] * 2
    assert first.pdf != second.pdf == build(folder, "full", "embedded", None).pdf


def test_errors_of_a_local_theme_are_the_same_with_a_cache(own_theme: Path, tmp_path: Path) -> None:
    folder, cache = own_theme.parents[1], tmp_path / "cache"
    build(folder, "full", "embedded", cache)
    (own_theme / "cvtex-own.sty").write_text("\\RequirePackage{cvtex-classic}\n\\oops\n")
    diagnostics = [build(folder, "full", "embedded", one).diagnostics for one in (None, cache, cache)]
    assert diagnostics[0] == diagnostics[1] == diagnostics[2]
    (error,) = diagnostics[0]
    assert error.message == "TeX cannot read the theme: Undefined control sequence: \\oops"
    assert str(error.span) == f"{(own_theme / 'cvtex-own.sty').as_posix()}:2:1"


def test_a_local_theme_keeps_its_own_font_map(own_theme: Path, tmp_path: Path, starts: list[str]) -> None:
    """pdfTeX loses \\pdfmapline entries in a format dump, so such a theme is built without a format."""
    folder, cache = own_theme.parents[1], tmp_path / "cache"
    line = '\\pdfmapline{=bchr8r CharterBT-Bold " TeXBase1Encoding ReEncodeFont " <8r.enc <bchb8a.pfb}\n'
    (own_theme / "cvtex-own.sty").write_text(f"\\RequirePackage{{cvtex-classic}}\n{line}")
    pdfs = [build(folder, "full", "embedded", one, standard="none").pdf for one in (None, cache, cache)]
    assert pdfs[0] is not None
    assert pdfs[0] == pdfs[1] == pdfs[2]
    assert starts == ["", "-reco", "-ini", "-reco"]

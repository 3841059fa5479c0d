"""A theme and what it builds on: presets, packages of LaTeX, and both."""

from __future__ import annotations

from pathlib import Path

import pytest

from cvtex.build.themes import Theme, load_theme
from cvtex.diagnostics import Checked, Span
from cvtex.model.colour import READABLE, contrast, tint
from cvtex.model.design import BASE
from cvtex.model.located import LocatedStr
from cvtex.read.style import built_in_themes, style_folders

PLACE = Span("cv.yaml", 4, 9, 4)


def themes(folder: Path, **files: str) -> None:
    (folder / "styles" / "themes").mkdir(parents=True)
    for name, text in files.items():
        file = f"{name}.yaml" if not text.startswith("\\") else f"cvtex-{name}.sty"
        (folder / "styles" / "themes" / file).write_text(text, encoding="utf-8")


def load(folder: Path, name: str) -> Checked[Theme | None]:
    return load_theme(LocatedStr(name, PLACE), style_folders(folder))


def theme_of(folder: Path, name: str) -> Theme:
    found = load(folder, name)
    assert found.diagnostics == ()
    assert found.value is not None
    return found.value


@pytest.mark.parametrize("name", built_in_themes())
def test_a_built_in_theme_is_a_preset_with_a_description(name: str, tmp_path: Path) -> None:
    theme = theme_of(tmp_path, name)
    assert theme.package == "cvtex-look"
    assert theme.description
    assert theme.design.theme == name
    assert not theme.description.endswith(".")
    accent = theme.design.accent or BASE.accent
    assert accent
    assert contrast(accent.rgb, tint(accent.rgb)) >= READABLE


def test_a_preset_builds_on_another(tmp_path: Path) -> None:
    themes(tmp_path, mine="theme: modern\naccent: maroon\nmargins: {left: 3 cm}\n")
    theme, modern = theme_of(tmp_path, "mine"), theme_of(tmp_path, "modern")
    assert (theme.package, theme.design.theme, str(theme.design.accent)) == ("cvtex-look", "mine", "maroon")
    assert (theme.design.bullets, theme.design.justify) == (modern.design.bullets, modern.design.justify)
    assert theme.design.margins is not None
    assert modern.design.margins is not None
    assert str(theme.design.margins.left) == "3 cm"
    assert theme.design.margins.top == modern.design.margins.top


def test_a_package_has_the_preset_that_it_loads(tmp_path: Path) -> None:
    themes(tmp_path, mine="\\RequirePackage{cvtex-modern}\n\\cvfonts{EB Garamond}{Lato}\n")
    theme = theme_of(tmp_path, "mine")
    assert theme.package == "cvtex-mine"
    assert theme.design.bullets == theme_of(tmp_path, "modern").design.bullets
    assert theme.design.fonts is not None
    assert (theme.design.fonts.text, theme.design.fonts.headings) == ("EB Garamond", "Lato")
    assert theme.files["cvtex-modern.sty"] == b"\\ProvidesPackage{cvtex-modern}\\RequirePackage{cvtex-look}\n"


def test_a_package_and_a_preset_of_one_name_belong_together(tmp_path: Path) -> None:
    themes(tmp_path, mine="\\RequirePackage{cvtex-look}\n")
    (tmp_path / "styles" / "themes" / "mine.yaml").write_text("theme: modern\ndates: left\n", encoding="utf-8")
    theme = theme_of(tmp_path, "mine")
    assert (theme.package, theme.design.dates, theme.design.bullets) == ("cvtex-mine", "left", "dash")


def test_a_preset_may_build_on_a_package(tmp_path: Path) -> None:
    themes(tmp_path, mine="theme: drawn\n", drawn="\\RequirePackage{cvtex-classic}\n")
    assert theme_of(tmp_path, "mine").package == "cvtex-drawn"


def test_fonts_of_a_theme_have_the_place_where_the_cv_names_it(tmp_path: Path) -> None:
    themes(tmp_path, mine="fonts: {text: Nowhere}\n")
    fonts = theme_of(tmp_path, "mine").design.fonts
    assert fonts is not None
    assert fonts.text is not None
    assert fonts.text.span == PLACE


WRONG = [
    ("one", "accent: nave\ndats: left\n", ["'nave' is not a colour", "unknown field 'dats'"]),
    ("one", "theme: two\n", ["the theme 'two' builds on itself"]),
    ("one", "theme: one\n", ["the theme 'one' builds on itself"]),
    ("one", "theme: modem\n", ["unknown theme 'modem'"]),
    ("one", "owner: {name: Ada}\n", ["unknown field 'owner'"]),
    ("three", "", ["unknown theme 'three'"]),
]


@pytest.mark.parametrize(("name", "text", "messages"), WRONG)
def test_what_is_wrong_with_a_theme(name: str, text: str, messages: list[str], tmp_path: Path) -> None:
    themes(tmp_path, one=text, two="theme: one\n")
    found = load(tmp_path, name)
    assert found.value is None
    assert [one.message for one in found.diagnostics] == messages

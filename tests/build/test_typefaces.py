"""Choice of a variant's font families, and its errors; with the fonts of the extra `tex`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cvtex.build import loading
from cvtex.build.preparing import read_appearance
from cvtex.build.typefaces import FontShelf
from cvtex.cache.store import Cache
from cvtex.diagnostics import Diagnostic
from cvtex.fonts.text_families import TextFamilies

SECTIONS = "owner: {name: Ada Example}\nsections: {s: {kind: list, title: T, items: [a]}}\n"


Choose = Callable[..., tuple[TextFamilies | None, tuple[Diagnostic, ...]]]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def chosen(tmp_path: Path, cache: Path) -> Choose:
    return lambda fonts, **shelf: choose(tmp_path, cache, fonts, **shelf)


def choose(
    folder: Path, cache: Path, fonts: str, **shelf: frozenset[str]
) -> tuple[TextFamilies | None, tuple[Diagnostic, ...]]:
    """Choose the families of the variant `v`, on a machine without system fonts."""
    (folder / "cv.yaml").write_text(SECTIONS + fonts, encoding="utf-8")
    loaded = loading.load(folder / "cv.yaml")
    assert loaded.ok, loaded.diagnostics
    nowhere = {name: str(folder / "nowhere") for name in ("HOME", "XDG_DATA_HOME", "XDG_DATA_DIRS", "FONTCONFIG_FILE")}
    found = read_appearance(loaded, "v", FontShelf(loaded.folder, loaded.files, nowhere, Cache(cache), **shelf))
    return (found.value.families if found.value else None), found.diagnostics


def families(found: TextFamilies | None) -> dict[str, str]:
    assert found is not None
    return {role: font.family for role, font in found.role_fonts.items()}


@pytest.mark.parametrize(
    ("fonts", "text", "headings", "mono"),
    [
        ("variants: {v: {}}", "XCharter", "Source Sans 3", ""),
        ("fonts: {text: EB Garamond}\nvariants: {v: {}}", "EB Garamond", "Source Sans 3", ""),
        (
            "fonts: {text: EB Garamond, mono: Ubuntu}\nvariants: {v: {fonts: {headings: Lato}}}",
            "EB Garamond",
            "Lato",
            "Ubuntu",
        ),
        ("fonts: {text: EB Garamond}\nvariants: {v: {fonts: {text: Lato}}}", "Lato", "Source Sans 3", ""),
        ("fonts: {text: EB Garamond}\nvariants: {v: {font: arial}}", "Arimo", "Arimo", ""),
    ],
)
def test_the_variant_overrides_the_cv_and_the_theme(
    chosen: Choose, fonts: str, text: str, headings: str, mono: str
) -> None:
    found, diagnostics = chosen(fonts)
    assert diagnostics == ()
    assert families(found) == {"r": text, "s": headings, "t": mono}


@pytest.mark.parametrize(
    "fonts",
    [
        "fonts: {text: EB Garamond, figures: oldstyle}\nvariants: {v: {fonts: {headings: Lato}}}",
        "fonts: {text: EB Garamond, figures: lining}\nvariants: {v: {fonts: {headings: Lato, figures: oldstyle}}}",
    ],
)
def test_the_variant_s_figures_override_the_cv_s(chosen: Choose, fonts: str) -> None:
    found, _ = chosen(fonts)
    other, _ = chosen("fonts: {text: EB Garamond, headings: Lato, figures: oldstyle}\nvariants: {v: {}}")
    lining, _ = chosen("fonts: {text: EB Garamond, headings: Lato}\nvariants: {v: {}}")
    assert found is not None
    assert other is not None
    assert lining is not None
    assert found.declarations == other.declarations != lining.declarations


def test_oldstyle_figures_alone_choose_the_theme_s_match(chosen: Choose) -> None:
    """TeX's own Charter has no oldstyle figures."""
    found, diagnostics = chosen("fonts: {figures: oldstyle}\nvariants: {v: {}}")
    assert diagnostics == ()
    assert families(found) == {"r": "XCharter", "s": "Source Sans 3", "t": ""}
    assert found is not None
    assert found.declarations


@pytest.mark.parametrize("lacking", [frozenset[str](), frozenset({"charter"})])
def test_a_theme_s_family_that_tex_lacks_is_made(chosen: Choose, lacking: frozenset[str]) -> None:
    found, _ = chosen("variants: {v: {}}", lacking=lacking)
    assert found is not None
    assert bool(found.declarations) == bool(lacking)
    assert families(found)["r"] == "XCharter"


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("EB Garamnd", "there is no font family 'EB Garamnd'", "did you mean 'EB Garamond'?"),
        (
            "Crimson Pro",
            "there is no font family 'Crimson Pro'",
            "to install it: pip install 'fontpkg-crimson-pro'",
        ),
        ("Arial", "there is no font family 'Arial'", "did you mean 'Arimo'?"),
    ],
)
def test_an_unknown_family(chosen: Choose, name: str, message: str, hint: str) -> None:
    found, (problem,) = chosen(f"fonts: {{text: {name}}}\nvariants: {{v: {{}}}}")
    assert found is None
    assert problem.is_error
    assert problem.message == message
    assert hint in problem.hint
    assert problem.span is not None
    assert problem.span.line == 3


def test_a_family_without_italics_is_reported(chosen: Choose) -> None:
    found, (problem,) = chosen("fonts: {text: Noto Sans JP}\nvariants: {v: {}}")
    assert found is not None
    assert not problem.is_error
    assert problem.message == "the family 'Noto Sans JP' has no italics: its regular letters are used instead"


def test_font_files_are_named_alike_by_all_versions_of_a_library(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The names of font files reach the PDF, which must not depend on the machine."""
    fonts = "fonts: {text: EB Garamond}\nvariants: {v: {}}"
    found, _ = choose(tmp_path, cache, fonts)
    monkeypatch.setattr("cvtex.fonts.text_families.library_state", lambda _: None)
    other, _ = choose(tmp_path, cache, fonts)
    assert found is not None
    assert other is not None
    assert found.files == other.files

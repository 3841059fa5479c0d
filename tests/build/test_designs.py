"""A wish is one key: in the CV, in a variant, or in a theme beside the CV, and means the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from cvtex.build import loading
from cvtex.build.preparing import read_appearance
from cvtex.build.typefaces import FontShelf
from cvtex.cache.store import Cache
from cvtex.emit.latex.designing import design_definitions
from cvtex.emit.writer import Look

CV = "owner: {name: Ada Example}\nsections: {s: {kind: list, title: T, items: [a]}}\n"


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def look_of(folder: Path, cache: Path, text: str, theme: str = "") -> Look:
    (folder / "styles" / "themes").mkdir(parents=True, exist_ok=True)
    (folder / "styles" / "themes" / "mine.yaml").write_text(theme, encoding="utf-8")
    (folder / "cv.yaml").write_text(CV + text, encoding="utf-8")
    loaded = loading.load(folder / "cv.yaml")
    assert loaded.ok, loaded.diagnostics
    found = read_appearance(loaded, "v", FontShelf(loaded.folder, loaded.files, {}, Cache(cache)))
    assert found.diagnostics == ()
    assert found.value is not None
    return found.value.look


WISHES = [
    ("accent: maroon", {"accent": "800000"}),
    ("fonts: {text: EB Garamond}", {"textfont": "made", "headfont": "sourcesans"}),
    ("margins: 1 in", {"margins": "{72.000bp}{72.000bp}{72.000bp}{72.000bp}"}),
    ('footer: "page {page} of {pages}"', {}),
    ("dates: left", {"dates": "left"}),
    ("paper: letter", {}),
]


@pytest.mark.parametrize(("wish", "definitions"), WISHES)
def test_one_key_is_enough(wish: str, definitions: dict[str, str], tmp_path: Path, cache: Path) -> None:
    in_cv = look_of(tmp_path, cache, f"design: {{{wish}}}\nvariants: {{v: {{}}}}")
    in_variant = look_of(tmp_path, cache, f"variants: {{v: {{design: {{{wish}}}}}}}")
    assert in_cv == in_variant
    assert in_cv != look_of(tmp_path, cache, "variants: {v: {}}")
    in_theme = look_of(tmp_path, cache, "theme: mine\nvariants: {v: {}}", wish)
    assert dict(design_definitions(in_theme.design)) == dict(design_definitions(in_cv.design))
    assert in_theme.paper == in_cv.paper
    assert dict(design_definitions(in_cv.design)).items() >= definitions.items()


SHORT_FORMS = ["theme: modern", "paper: letter", "fonts: {text: EB Garamond, headings: Lato}", "font_size: 11"]


@pytest.mark.parametrize("key", SHORT_FORMS)
def test_a_short_form_is_the_key_of_the_design(key: str, tmp_path: Path, cache: Path) -> None:
    long = look_of(tmp_path, cache, f"design: {{{key}}}\nvariants: {{v: {{}}}}")
    assert look_of(tmp_path, cache, f"{key}\nvariants: {{v: {{}}}}") == long
    assert look_of(tmp_path, cache, f"variants: {{v: {{{key}}}}}") == long


def test_the_variant_wins_over_the_short_form_of_the_cv(tmp_path: Path, cache: Path) -> None:
    found = look_of(tmp_path, cache, "paper: letter\nfont_size: 9\nvariants: {v: {design: {paper: a4}}}")
    assert (found.paper, found.font_size, found.design.paper, found.design.font_size) == ("a4", 9, "a4", 9)


def test_an_accent_is_read_on_its_tint_too(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "cv.yaml").write_text(
        f'{CV}design: {{accent: "#767676"}}\nvariants: {{v: {{}}, band: {{design: {{headings: band}}}}}}',
        encoding="utf-8",
    )
    loaded = loading.load(tmp_path / "cv.yaml")
    shelf = FontShelf(loaded.folder, loaded.files, {}, Cache(cache))
    assert read_appearance(loaded, "v", shelf).diagnostics == ()
    (found,) = read_appearance(loaded, "band", shelf).diagnostics
    assert found.message == "the accent #767676 is hard to read on its tint: the contrast is 4.0:1, not 4.5:1"
    assert (found.severity, found.hint) == ("warning", 'choose a darker colour, such as "#6e6e6e"')

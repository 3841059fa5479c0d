"""Name of a theme -> its design and its LaTeX files, by way of the themes that it builds on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from cvtex.check.cv import check_cv
from cvtex.check.design import check_preset
from cvtex.diagnostics import Checked, Diagnostic, Span, error, has_errors
from cvtex.model.cv import CLASSIC
from cvtex.model.design import Design, Fonts, Preset, merged
from cvtex.model.located import LocatedStr, built_in
from cvtex.read.observed import ObservedFiles
from cvtex.read.sources import read_cv_source
from cvtex.read.style import StyleFolders, ThemeSource, read_theme
from cvtex.value import Value, replace

_THEME_FONTS: Final = re.compile(rb"^[^%\n]*\\cvfonts\{([^{}]*)\}\{([^{}]*)\}", re.MULTILINE)


class Theme(Value):
    """`design`: what the theme sets, with what it builds on. `package`: the LaTeX package. `files`: for TeX."""

    name: str
    description: str
    design: Design
    package: str
    files: Mapping[str, bytes]


def themes_in_use(path: Path) -> Mapping[str, tuple[str, ...]]:
    """Path of a cv.yaml -> its themes, each with the variants that have it; {} if it cannot be read."""
    source = read_cv_source(path, ObservedFiles())
    cv = check_cv(source.value).value if source.value else None
    if cv is None:
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for name, variant in cv.variants.items():
        theme = merged(cv.design or Design(), variant.design or Design()).theme or CLASSIC
        found[str(theme)] = (*found.get(str(theme), ()), name)
    return found


def load_theme(name: LocatedStr, folders: StyleFolders) -> Checked[Theme | None]:
    """Read and check a theme; None if there is an error."""
    return _load(name, folders, ())


def _load(name: LocatedStr, folders: StyleFolders, above: tuple[str, ...]) -> Checked[Theme | None]:
    read = read_theme(name, folders)
    source = read.value
    if source is None:
        return Checked(None, read.diagnostics)
    checked = check_preset(source.preset) if source.preset else Checked(Preset())
    diagnostics: tuple[Diagnostic, ...] = (*read.diagnostics, *checked.diagnostics)
    preset = checked.value
    if preset is None or has_errors(diagnostics):
        return Checked(None, diagnostics)
    base, package = Design(), source.package
    below = preset.theme or (built_in(source.based_on) if source.based_on else None)
    if below is not None and below in (name, *above):
        return Checked(None, (*diagnostics, error(f"the theme '{name}' builds on itself", below.span)))
    if below is not None:
        found = _load(below, folders, (name, *above))
        diagnostics += found.diagnostics
        if found.value is None:
            return Checked(None, diagnostics)
        base = found.value.design
        package = source.package if source.latex else found.value.package
    design = merged(base, _fonts_of(source), preset, Design(theme=built_in(str.__str__(name))))
    return Checked(Theme(name, preset.description, _at(name.span, design), package, source.files), diagnostics)


def _at(place: Span, design: Design) -> Design:
    """The design, with fonts as if they were named where the theme is: that is the place to change."""
    fonts = design.fonts
    if fonts is None:
        return replace(design, places={})
    names = {role: getattr(fonts, role) for role in ("text", "headings", "mono")}
    here = {role: LocatedStr(str.__str__(name), place) for role, name in names.items() if name}
    return replace(design, places={}, fonts=replace(fonts, **here))


def _fonts_of(source: ThemeSource) -> Design:
    """The families that a LaTeX package names itself."""
    found = _THEME_FONTS.findall(source.latex)
    if not found:
        return Design()
    text, headings = (built_in(name.decode("utf-8", "replace").strip()) for name in found[-1])
    return Design(fonts=Fonts(text=text, headings=headings))

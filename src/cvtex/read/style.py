"""Names of looks -> themes (LaTeX packages) and bibliography styles (Python modules).

A CV's own `styles/` folder comes first, then the built-in one. A bibliography style is a program: only a file that the
owner put there is run, never one that cv.yaml points at elsewhere.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cvtex.diagnostics import Checked, did_you_mean, error
from cvtex.model.word import Word

_THEMES = "themes"
_REFERENCES = "bibliography"
_THEME_PREFIX = "cvtex-"
_THEME_SUFFIXES = frozenset({".sty", ".def"})


@dataclass(frozen=True, slots=True)
class StyleFolders:
    """Where styles are looked for, the first one first."""

    paths: tuple[Path, ...]

    def names(self, kind: str, suffix: str, prefix: str = "") -> tuple[str, ...]:
        files = (file for folder in self.paths for file in (folder / kind).glob(f"{prefix}*{suffix}"))
        return tuple(sorted({file.stem.removeprefix(prefix) for file in files}))

    @property
    def themes(self) -> tuple[str, ...]:
        return self.names(_THEMES, ".sty", _THEME_PREFIX)

    @property
    def references(self) -> tuple[str, ...]:
        return self.names(_REFERENCES, ".py")


def style_folders(cv_folder: Path) -> StyleFolders:
    candidates = (cv_folder / "styles", built_in_styles())
    return StyleFolders(tuple(dict.fromkeys(path.resolve() for path in candidates if path.is_dir())))


def built_in_styles() -> Path:
    """Beside the code in an installed package, at the top of the project in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "styles"
    return installed if installed.is_dir() else package.parents[1] / "styles"


def read_theme(name: Word, folders: StyleFolders) -> Checked[Mapping[str, bytes]]:
    """The theme's files by plain name, with all others that they may load."""
    if name not in folders.themes:
        hint = did_you_mean(name, folders.themes) or f"themes: {', '.join(folders.themes)}"
        return Checked({}, (error(f"unknown theme '{name}'", name.span, hint),))
    files: dict[str, bytes] = {}
    for folder in reversed(folders.paths):
        for file in sorted((folder / _THEMES).glob("*")):
            if file.suffix in _THEME_SUFFIXES:
                files[file.name] = file.read_bytes()
    return Checked(files)


_REQUIRED = re.compile(r"^[^%]*?\\RequirePackage(?:\[[^\]]*\])?\{(?P<names>[^}]*)\}", re.MULTILINE)


def packages_of_themes(folders: StyleFolders) -> tuple[str, ...]:
    """The files of LaTeX packages that the themes ask for, such as `microtype.sty`; their own not counted."""
    texts = (file.read_text("utf-8") for folder in folders.paths for file in (folder / _THEMES).glob("*.sty"))
    names = {name.strip() for text in texts for match in _REQUIRED.finditer(text) for name in match["names"].split(",")}
    return tuple(sorted(f"{name}.sty" for name in names if not name.startswith("cvtex")))


@dataclass(frozen=True, slots=True)
class StyleSource:
    """A bibliography style that is not loaded yet: the name that asks for it, its file and what stands in there."""

    name: Word
    path: Path
    data: bytes


def find_reference_style(name: Word, folders: StyleFolders) -> Checked[StyleSource | None]:
    """The file `bibliography/<name>.py`."""
    if name not in folders.references:
        hint = did_you_mean(name, folders.references) or f"styles: {', '.join(folders.references)}"
        return Checked(None, (error(f"unknown bibliography style '{name}'", name.span, hint),))
    path = next(
        file for folder in folders.paths if (file := folder / _REFERENCES / f"{name}.py").is_file()
    )
    return Checked(StyleSource(name, path, path.read_bytes()))


def read_reference_style(name: Word, folders: StyleFolders) -> Checked[type[Any] | None]:
    """Found and loaded."""
    found = find_reference_style(name, folders)
    return load_reference_style(found.value) if found.value else Checked(None, found.diagnostics)


def load_reference_style(source: StyleSource) -> Checked[type[Any] | None]:
    """Its class `Style`: a `cite.style.ReferenceStyle`."""
    path = source.path
    specification = importlib.util.spec_from_file_location(f"cvtex_style_{source.name}", path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    try:
        specification.loader.exec_module(module)
        style = module.Style
    except Exception as problem:  # noqa: BLE001 - the style is its author's program, and so is what goes wrong in it
        message = f"the bibliography style {path.as_posix()} does not load: {type(problem).__name__}: {problem}"
        return Checked(None, (error(message, source.name.span),))
    return Checked(style)

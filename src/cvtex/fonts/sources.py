"""List font files, and name the licences beside them. Opens no font.

They lie in the folder beside cv.yaml, in pip packages and in the system's folders.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final, Protocol

from cvtex.files.state import state_of
from cvtex.files.system import System, data_folder, font_folders, home_folder, this_system
from cvtex.fonts.face import FontFile, Source

FOLDER: Final = "fonts"

_FONT: Final = (".ttf", ".otf", ".ttc", ".otc")
# In the author's own folder, a web font is a mistake that is reported.
_OWN_FONT: Final = (*_FONT, ".woff", ".woff2")
# Names with such an ending are files. Others may be folders, such as `OpenSans-2.0`.
_OTHER_FILE: Final = re.compile(r"\.[a-z]\w{0,9}$", re.IGNORECASE)
_LICENCE_FILES: Final = ("ofl", "ufl", "licen", "copying", "gust", "readme")
# Only licences of fonts: a licence for code (MIT, GPL) need not cover a font beside it.
_LICENCE_MARKS: Final = (
    ("OFL-1.1", r"sil open font licen[sc]e|scripts\.sil\.org/ofl|openfontlicense\.org"),
    ("UFL-1.0", r"ubuntu font licen[cs]e"),
    ("Apache-2.0", r"apache licen[sc]e,? version 2|apache\.org/licenses/license-2\.0"),
    (
        "Bitstream Vera",
        r"bitstream vera|fonts are \(c\) bitstream|dejavu[-.]fonts\.org|dejavu\.sourceforge\.net",
    ),
    ("Bitstream Charter", r"original bitstream free font license"),
    ("GUST-Font-License", r"gust font licen[cs]e"),
)
_LONGEST_LICENCE: Final = 100_000
_LONGEST_CONFIGURATION: Final = 1_000_000

# Folders of pip packages with fonts, in order of preference: those with the default families first.
_PACKAGES: Final = (
    "rendercv_fonts",
    "fontpkg_*",
    "justmytype_*",
    "manimgx_fonts*",
    "pylopdf_fonts_*",
    "symbolica",
    "weblate_fonts",
    "ziafont",
    "ziamath",
)
_NAMED_OTHERWISE: Final = {"symbolica": "symbolica-fonts"}

_MOST_FILES: Final[Mapping[Source, int]] = {"folder": 500, "package": 3000, "system": 6000}
_MOST_FOLDERS: Final = 2000
_DEEPEST: Final[Mapping[Source, int]] = {"folder": 2, "package": 5, "system": 7}


class Files(Protocol):
    """File access by `ObservedFiles`, which records each question as an input of the build."""

    def names(self, folder: Path, *endings: str) -> tuple[str, ...]: ...
    def has_folder(self, path: Path) -> bool: ...
    def read(self, path: Path, most: int = -1) -> bytes: ...


def folder_files(folder: Path, files: Files) -> tuple[FontFile, ...]:
    """Fonts in the folder `fonts` beside a CV."""
    return tuple(_font_files(Path(folder, FOLDER).absolute(), "folder", "", files, _OWN_FONT))


def package_files(files: Files, search_path: Sequence[str] | None = None) -> tuple[FontFile, ...]:
    """Fonts of pip packages on the interpreter's search path. Imports nothing."""
    places = [Path(place) for place in dict.fromkeys(sys.path if search_path is None else search_path) if place]
    folders = [(name, place) for place in places for name in files.names(place, "")]
    found: dict[str, Path] = {}
    for pattern in _PACKAGES:
        for name, place in folders:
            if fnmatchcase(name, pattern) and not name.endswith("-info"):
                found.setdefault(name, place / name)
    fonts: list[FontFile] = []
    for name, folder in found.items():
        package = _NAMED_OTHERWISE.get(name, name.replace("_", "-"))
        fonts += _font_files(folder, "package", package, files, _FONT)
    return tuple(fonts[: _MOST_FILES["package"]])


def system_files(files: Files, environment: Mapping[str, str], system: System | None = None) -> tuple[FontFile, ...]:
    found: dict[str, FontFile] = {}
    for folder in system_folders(files, environment, system):
        for font in _font_files(Path(folder), "system", "", files, _FONT):
            found.setdefault(font.path, font)
    return tuple(found.values())[: _MOST_FILES["system"]]


def system_folders(files: Files, environment: Mapping[str, str], system: System | None = None) -> tuple[str, ...]:
    """The system's font folders: the usual ones, and those of fontconfig's configuration. `system`: else this one."""
    system = system or this_system()
    places = [*font_folders(environment, system)]
    if system == "posix":
        places += _fontconfig_folders(files, environment)
    return tuple(dict.fromkeys(place for place in places if Path(place).is_absolute()))


def _fontconfig_folders(files: Files, environment: Mapping[str, str]) -> Iterator[str]:
    """The folders in fontconfig's main file; starting `fc-list` would take longer than reading it."""
    path = Path(environment.get("FONTCONFIG_FILE") or "/etc/fonts/fonts.conf")
    if not path.is_absolute():
        return
    try:
        text = files.read(path, _LONGEST_CONFIGURATION).decode("utf-8", "replace")
    except OSError:
        return
    home, data = home_folder(environment), data_folder(environment)
    for prefix, place in re.findall(r"<dir(?:\s+prefix=\"(\w+)\")?\s*>([^<]*)</dir>", text):
        name = place.strip()
        if prefix == "xdg":
            yield f"{data}/{name}" if data else ""
        elif name.startswith("~/"):
            yield f"{home}{name[1:]}" if home else ""
        else:
            yield name


def _font_files(
    folder: Path, source: Source, package: str, files: Files, endings: tuple[str, ...]
) -> Iterator[FontFile]:
    """All fonts in a folder and its subfolders, sorted by name, up to the limits."""
    waiting = [(folder, _DEEPEST[source])]
    root = "" if source == "system" else str(folder)
    seen_folders = seen_files = 0
    while waiting and seen_folders < _MOST_FOLDERS:
        place, depth = waiting.pop(0)
        seen_folders += 1
        for name in files.names(place, ""):
            path = place / name
            if name.lower().endswith(endings):
                state = state_of(path)
                if state is not None and seen_files < _MOST_FILES[source]:
                    seen_files += 1
                    yield FontFile(str(path), source, package, state.size, state.changed_ns, root)
            elif depth and name != "__pycache__" and not _OTHER_FILE.search(name) and files.has_folder(path):
                waiting.append((path, depth - 1))


def licence_in(text: str) -> str:
    """The first known licence that `text` names, or ""."""
    folded = text.casefold()
    return next((name for name, mark in _LICENCE_MARKS if re.search(mark, folded)), "")


def licence_beside(font: FontFile) -> str:
    """The licence named by a file in the font's folder or a folder above it, up to `font.root`."""
    place = Path(font.path).parent
    while font.root and place.is_relative_to(font.root):
        for name in sorted(_names_of(place)):
            if name.lower().startswith(_LICENCE_FILES) and (found := licence_in(_beginning(place / name))):
                return found
        place = place.parent
    return ""


def _names_of(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir()]
    except OSError:
        return []


def _beginning(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_LONGEST_LICENCE).decode("utf-8", "replace")
    except OSError:
        return ""

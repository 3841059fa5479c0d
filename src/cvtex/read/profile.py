"""Name of a profile -> its file: `profiles/NAME.yaml` beside the CV, or else the built-in one."""

from __future__ import annotations

from pathlib import Path

from cvtex.diagnostics import Checked, did_you_mean, error
from cvtex.model.located import LocatedStr
from cvtex.model.node import Node
from cvtex.read.observed import ObservedFiles
from cvtex.read.spelling import spelled_among
from cvtex.read.yaml import read_yaml

_FOLDER = "profiles"
_SUFFIX = ".yaml"
_BUILT_IN = Path(__file__).resolve().parents[1] / _FOLDER


def profile_names(cv_folder: Path, files: ObservedFiles | None = None) -> tuple[str, ...]:
    files = files or ObservedFiles()
    names = (name for folder in _folders(cv_folder) for name in files.names(folder, _SUFFIX))
    return tuple(sorted({name.removesuffix(_SUFFIX) for name in names}))


def read_profile(name: str, cv_folder: Path, files: ObservedFiles | None = None) -> Checked[Node | None]:
    """The content of the profile's file, or None with an error."""
    files = files or ObservedFiles()
    known = profile_names(cv_folder, files)
    spelled = spelled_among(name, known)
    if spelled not in known:
        hint = did_you_mean(name, known) or f"profiles: {', '.join(known)}"
        return Checked(
            None,
            (error(f"unknown profile '{name}'", name.span if isinstance(name, LocatedStr) else None, hint),),
        )
    file = f"{spelled}{_SUFFIX}"
    # Where a file system folds case, it also has files that are spelled otherwise.
    folder = next(
        one for one in _folders(cv_folder) if file in files.names(one, _SUFFIX) and files.has_file(one / file)
    )
    # The folder of a built-in one is nobody's matter.
    shown = Path(_FOLDER if folder == _BUILT_IN else folder, file)
    read = read_yaml(shown.as_posix(), files.read_source(folder / file, shown.as_posix()))
    return Checked(read.value, read.diagnostics)


def _folders(cv_folder: Path) -> tuple[Path, ...]:
    return cv_folder / _FOLDER, _BUILT_IN

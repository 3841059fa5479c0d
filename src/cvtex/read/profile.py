"""Names of profiles -> the files with their rules: a CV's own `profiles/NAME.yaml` comes first, then the built-in ones."""

from __future__ import annotations

from pathlib import Path

from cvtex.diagnostics import Checked, did_you_mean, error
from cvtex.model.word import Word
from cvtex.node import Node
from cvtex.read.yaml import read_yaml

_FOLDER = "profiles"


def profile_names(cv_folder: Path) -> tuple[str, ...]:
    return tuple(sorted({file.stem for folder in _folders(cv_folder) for file in folder.glob("*.yaml")}))


def read_profile(name: str, cv_folder: Path) -> Checked[Node | None]:
    """The file's content, or None with what is wrong."""
    known = profile_names(cv_folder)
    if name not in known:
        hint = did_you_mean(name, known) or f"profiles: {', '.join(known)}"
        return Checked(None, (error(f"unknown profile '{name}'", name.span if isinstance(name, Word) else None, hint),))
    path = next(file for folder in _folders(cv_folder) if (file := folder / f"{name}.yaml").is_file())
    read = read_yaml(path.name, path.read_bytes())
    return Checked(read.value, read.diagnostics)


def _folders(cv_folder: Path) -> tuple[Path, ...]:
    return cv_folder / _FOLDER, Path(__file__).resolve().parents[1] / _FOLDER

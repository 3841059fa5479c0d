"""Names in cv.yaml -> names of files, which need not be spelled alike.

A text of cv.yaml is composed and has no blanks at its ends. The name of a file may: those from a Mac are decomposed, so
that `é` is two characters on the disk and one in cv.yaml, and nobody can see why the file is not found.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePath

from cvtex.read.observed import ObservedFiles
from cvtex.text.unicode import composed, without_ignorable


def spelled_among(name: str, known: Iterable[str]) -> str:
    """The known name that reads as this one does; the name itself if there is none, or more than one."""
    names = tuple(known)
    if name in names:
        return name
    same = [one for one in names if _read(one) == _read(name)]
    return same[0] if len(same) == 1 else name


def spelled_path(folder: Path, name: str, files: ObservedFiles) -> Path:
    """The path of a file that cv.yaml names, each part as the disk spells it; as it is named if there is none."""
    named = folder / name
    if files.has(named):
        return named
    path = folder
    for part in PurePath(name).parts:
        path /= part if files.has(path / part) else spelled_among(part, files.names(path, ""))
        if not files.has(path):
            return named
    return path


def _read(name: str) -> str:
    """The name as a reader sees it."""
    return without_ignorable(composed(name)).strip()

"""The photograph named in cv.yaml -> its bytes and facts, or an error."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Final

from cvtex.diagnostics import Checked, Diagnostic, did_you_mean, error, warning
from cvtex.model.located import LocatedStr
from cvtex.model.picture import Picture, UnusablePictureError
from cvtex.read import jpeg, png
from cvtex.read.observed import ObservedFiles
from cvtex.read.spelling import spelled_path
from cvtex.value import Value

MOST_BYTES: Final = 20_000_000
MOST_PIXELS: Final = 10_000
_ENDINGS: Final = (".png", ".jpg", ".jpeg")
# Candidates for "did you mean".
_MOST_NEIGHBOURS: Final = 1000


class PictureSource(Value):
    """`path` and `data` of the file, and the `picture` to print, without metadata."""

    path: str
    data: bytes
    picture: Picture


def read_picture(folder: Path, name: LocatedStr, files: ObservedFiles | None = None) -> Checked[PictureSource | None]:
    """Read a PNG or JPEG in the folder of cv.yaml or below it."""
    checked = _read(folder, name, files or ObservedFiles())
    if isinstance(checked, Diagnostic):
        return Checked(None, (checked,))
    try:
        picture = read_bytes(checked[1])
    except UnusablePictureError as problem:
        return Checked(None, (error(f"the picture '{name}' {problem}", name.span, problem.hint),))
    path, data = checked
    return Checked(PictureSource(path.as_posix(), data, picture), _warnings(picture, name))


def read_bytes(data: bytes) -> Picture:
    """Detect the format from the bytes, not from the file name. Raises UnusablePictureError."""
    if data.startswith(png.SIGNATURE):
        picture = png.read_png(data, MOST_PIXELS)
    elif data.startswith(jpeg.SIGNATURE):
        picture = jpeg.read_jpeg(data)
    else:
        raise UnusablePictureError("is neither PNG nor JPEG", "save it as PNG or JPEG")
    if max(picture.width, picture.height) > MOST_PIXELS:
        size = f"{picture.width:,} x {picture.height:,} pixels"
        raise UnusablePictureError(
            f"is too large: {size}", f"scale it to at most {MOST_PIXELS:,} a side; 1,000 are plenty"
        )
    if picture.components == 4:
        raise UnusablePictureError("has CMYK colours", "convert it to RGB: PDF/A with sRGB allows no CMYK")
    return picture


def _warnings(picture: Picture, name: LocatedStr) -> tuple[Diagnostic, ...]:
    found = []
    if picture.has_other_colours:
        message = f"the picture '{name}' has a colour profile other than sRGB: its colours will be a little off"
        found.append(warning(message, name.span, "convert it to sRGB"))
    return tuple(found)


def _read(folder: Path, name: LocatedStr, files: ObservedFiles) -> tuple[Path, bytes] | Diagnostic:
    if problem := _not_plain(name):
        return error(f"'{name}' {problem[0]}", name.span, problem[1])
    try:
        path = spelled_path(folder, name, files)
        if not files.place(path).is_relative_to(files.place(folder)):
            return error(
                f"'{name}' is a link to a file outside the folder of cv.yaml",
                name.span,
                "copy the picture into that folder",
            )
        if not files.has(path):
            hint = did_you_mean(path.name, _neighbours(path.parent, files)) or "paths are relative to cv.yaml"
            return error(f"there is no picture '{name}'", name.span, hint)
        if not files.has_file(path):
            return error(f"'{name}' is not a file", name.span)
        data = files.read(path, MOST_BYTES + 1)
    except (OSError, ValueError, RuntimeError) as problem:
        # A NUL in a name raises ValueError; circular links raised RuntimeError before Python 3.13.
        reason = getattr(problem, "strerror", None) or str(problem)
        return error(f"'{name}' cannot be read: {reason}", name.span)
    if len(data) > MOST_BYTES:
        limit = f"{MOST_BYTES // 1_000_000} MB"
        return error(
            f"the picture '{name}' is larger than {limit}",
            name.span,
            "scale it down: 1,000 pixels on a side are plenty",
        )
    return path, data


def _not_plain(name: str) -> tuple[str, str] | None:
    """Why a path is not relative and without `..` on every system, and the cure; None if it is."""
    windows = PureWindowsPath(name)
    parts = {*windows.parts, *PurePosixPath(name).parts}
    if not name or windows.root or PurePosixPath(name).is_absolute() or ".." in parts:
        return "is outside the folder of cv.yaml", "use a picture in that folder or below"
    if windows.drive:
        return f"begins with '{windows.drive}', which is a drive on Windows", "rename the picture, without the colon"
    return None


def _neighbours(folder: Path, files: ObservedFiles) -> tuple[str, ...]:
    endings = (*_ENDINGS, *(ending.upper() for ending in _ENDINGS))
    return files.names(folder, *endings)[:_MOST_NEIGHBOURS]

"""Read the author's files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cvtex.diagnostics import Checked, Span, did_you_mean, error
from cvtex.read.observed import ObservedFiles


def overlay_path(cv: Path) -> Path:
    """`cv.yaml` -> `cv.private.yaml`."""
    return cv.with_name(f"{cv.stem}.private{cv.suffix}")


def _what_paths_mean(_path: Path, _files: ObservedFiles) -> str:
    return "paths are relative to cv.yaml"


def _with_slashes(path: Path, files: ObservedFiles) -> str:
    """A hint if only the backslashes are wrong, as in a path that was written on Windows."""
    other = Path(path.as_posix().replace("\\", "/"))
    return f"write '{other.as_posix()}'" if other != path and files.has_file(other) else ""


def read_file(
    path: Path,
    named_at: Span | None = None,
    files: ObservedFiles | None = None,
    cure: Callable[[Path, ObservedFiles], str] = _what_paths_mean,
) -> Checked[bytes | None]:
    """The bytes of `path`, or None with an error at the place that names the file. `cure`: a hint if there is none."""
    files = files or ObservedFiles()
    try:
        return Checked(files.read(path))
    except FileNotFoundError:
        hint = (
            _with_slashes(path, files)
            or did_you_mean(path.name, files.names(path.parent, path.suffix))
            or cure(path, files)
        )
        return Checked(None, (error(f"there is no file '{path.as_posix()}'", named_at, hint),))
    except IsADirectoryError:
        return Checked(None, (error(f"'{path.as_posix()}' is a folder", named_at),))
    except (OSError, ValueError) as problem:
        # A NUL in a name raises ValueError.
        reason = getattr(problem, "strerror", None) or str(problem)
        return Checked(None, (error(f"'{path.as_posix()}' cannot be read: {reason}", named_at),))

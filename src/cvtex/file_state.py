"""How a file was when it was read: whoever finds it as it was may trust what was made of it. For files that nobody edits."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class FileState(NamedTuple):
    path: str
    size: int
    changed_ns: int

    @property
    def is_current(self) -> bool:
        return state_of(self.path) == self


def state_of(path: str | Path) -> FileState | None:
    """None if there is no such file."""
    try:
        found = Path(path).stat()
    except (OSError, ValueError):
        return None
    return FileState(str(path), found.st_size, found.st_mtime_ns)

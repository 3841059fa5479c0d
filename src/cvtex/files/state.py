"""The size and time of a file. If they are unchanged, so is what was made from it. Only for files that nobody edits."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, NamedTuple

# As in git ("racily clean"): a file changed just before it was read could change again with the same time stamp. FAT
# has the coarsest time stamps, two seconds.
SETTLED_NS: Final = 2_000_000_000


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
        found = os.stat(path)  # noqa: PTH116 - called hundreds of times, and making a Path takes as long as the call
    except (OSError, ValueError):
        return None
    return FileState(str(path), found.st_size, found.st_mtime_ns)

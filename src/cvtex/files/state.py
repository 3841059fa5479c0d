"""How a file was when it was read: whoever finds it as it was may trust what was made of it. For files that nobody
edits.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, NamedTuple

# As git has it ("racily clean"): a file that was changed so shortly before it was read could be changed again without
# another time stamp. Two seconds are the coarsest stamps, those of FAT.
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
        found = os.stat(path)  # noqa: PTH116 - hundreds of them, and a Path takes as long to make as the system to answer
    except (OSError, ValueError):
        return None
    return FileState(str(path), found.st_size, found.st_mtime_ns)

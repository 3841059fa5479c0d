"""Temporary folders, which the next start removes if this one is killed."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

from cvtex.files.locks import open_locked, prefix
from cvtex.files.system import is_own, this_system

_MOST_ATTEMPTS: Final = 100
# Windows cannot open a folder to lock it; this file in it stands for the folder.
_LOCK_FILE: Final = ".lock"


class OwnFolder:
    """A temporary folder of this process. Whoever makes one must `remove` it."""

    def __init__(self) -> None:
        """Raises OSError."""
        _remove_abandoned(tempfile.gettempdir())
        for _ in range(_MOST_ATTEMPTS):
            self.path = Path(tempfile.mkdtemp(prefix=prefix()))
            # Where folders cannot be locked, no other process can lock this one either, and none removes it.
            self._lock = _locked(str(self.path))
            if self.path.is_dir():
                return
            # Another process found it before it was locked, and removed it.
            self._unlock()
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(self.path))

    def remove(self) -> None:
        """Remove it with all that is in it. What cannot be removed now is left to the next start."""
        _remove(self.path, self._lock)

    def _unlock(self) -> None:
        if self._lock is not None:
            os.close(self._lock)


@cache
def _remove_abandoned(parent: str) -> None:
    """Remove what killed programs left. Once in a process: the folder of all temporary files may be large."""
    with contextlib.suppress(OSError), os.scandir(parent) as entries:
        for entry in entries:
            if entry.name.startswith(prefix()) and entry.is_dir(follow_symlinks=False) and is_own(entry.path):
                held = _locked(entry.path)
                if held is not None:
                    _remove(Path(entry.path), held)


def _locked(folder: str) -> int | None:
    if this_system() == "windows":
        return open_locked(str(Path(folder, _LOCK_FILE)), os.O_RDWR | os.O_CREAT)
    return open_locked(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))


def _remove(folder: Path, held: int | None) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    if held is not None:
        os.close(held)
    if this_system() == "windows":
        # The file of the lock could not be removed while it was open.
        shutil.rmtree(folder, ignore_errors=True)

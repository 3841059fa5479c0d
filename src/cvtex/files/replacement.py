"""Write files atomically."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import threading
from collections.abc import Container, Mapping
from pathlib import Path
from typing import BinaryIO, Final

from cvtex.files.locks import open_locked, prefix
from cvtex.files.reading import read_regular
from cvtex.files.system import is_own, lock, put_in_place, this_system, wait_in_writes
from cvtex.model.asset import is_asset, may_be_asset

_MOST_ATTEMPTS: Final = 100
# What stands in these folders is no file, even if it leads to one: /dev/stdout.
_FOLDERS_OF_STREAMS: Final = frozenset({Path("/dev"), Path("/dev/fd"), Path("/proc/self/fd")})


def replace_file(path: Path, data: bytes, *, outlasts_power: bool = True) -> None:
    """Replace a file atomically: `path` holds either the old or the new bytes at any moment. Raises OSError.

    A link is replaced, not followed. A pipe or a device is written to.

    `outlasts_power`: also if the power fails. Otherwise the file may then be damaged, and its reader must detect that.
    """
    if _is_stream(path):
        _write_to_stream(path, data)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    if outlasts_power:
        remove_unfinished(path.parent)
    temporary, file = _new_file_beside(path)
    with file:
        try:
            file.write(data)
            file.flush()
            if outlasts_power:
                os.fsync(file.fileno())
            if this_system() == "windows":
                # An open file cannot be renamed.
                file.close()
            put_in_place(temporary, path)
        except BaseException:
            # Closing writes what is left, which may fail again. What counts is the first failure.
            with contextlib.suppress(OSError):
                file.close()
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise


def remove_unfinished(folder: Path) -> None:
    """Remove the files that killed programs did not finish. Ignores errors."""
    start = f".{prefix()}"
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(start) and entry.is_file(follow_symlinks=False) and is_own(entry.path):
                _remove_if_unfinished(entry.path)


def _remove_if_unfinished(name: str) -> None:
    if this_system() == "windows":
        # An open file cannot be removed.
        Path(name).unlink(missing_ok=True)
        return
    descriptor = open_locked(name, os.O_RDONLY)
    if descriptor is not None:
        with contextlib.suppress(OSError):
            Path(name).unlink(missing_ok=True)
        os.close(descriptor)


def _new_file_beside(path: Path) -> tuple[Path, BinaryIO]:
    # `tempfile` makes files private to their owner. The usual mode depends on the umask, which can only be read by
    # setting it for all threads. The name does not contain that of `path`, which may be as long as a name can be.
    for number in range(_MOST_ATTEMPTS):
        temporary = path.with_name(f".{prefix()}{os.getpid()}_{threading.get_ident()}_{number}")
        # A killed program with the same process id may have left a file of this name.
        with contextlib.suppress(FileExistsError):
            file = temporary.open("xb")
            lock(file.fileno())
            # Another process may have found the file before it was locked, and removed it.
            if temporary.exists():
                return temporary, file
            file.close()
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))


def _is_stream(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    is_other = not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))
    return is_other or path.absolute().parent in _FOLDERS_OF_STREAMS


def _write_to_stream(path: Path, data: bytes) -> None:
    # A pipe that nobody reads is an error; without the flag, opening it would wait for a reader.
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_NONBLOCK", 0))
    wait_in_writes(descriptor)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)


def write_beside(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files by plain name; leave those with the same bytes alone."""
    for name, data in files.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != data:
            replace_file(path, data)


def remove_other_assets(folder: Path, kept: Container[str]) -> None:
    """Remove what older versions of a page loaded, and the folder, if it is empty. Other people's files stay."""
    with contextlib.suppress(OSError):
        for path in list(folder.iterdir()):
            if path.name not in kept and may_be_asset(path.name) and is_asset(path.name, read_regular(path)):
                path.unlink()
        folder.rmdir()

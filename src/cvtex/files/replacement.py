"""Write files atomically."""

from __future__ import annotations

import contextlib
import errno
import os
import threading
from collections.abc import Container, Mapping
from pathlib import Path
from typing import BinaryIO, Final

from cvtex.files.system import put_in_place
from cvtex.model.asset import is_asset, may_be_asset

_MOST_ATTEMPTS: Final = 100


def replace_file(path: Path, data: bytes, *, outlasts_power: bool = True) -> None:
    """Replace a file atomically: `path` holds either the old or the new bytes at any moment. Raises OSError.

    `outlasts_power`: also if the power fails. Otherwise the file may then be damaged, and its reader must detect that.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary, file = _new_file_beside(path)
    with file:
        try:
            file.write(data)
            file.flush()
            if outlasts_power:
                os.fsync(file.fileno())
            file.close()
            put_in_place(temporary, path)
        except BaseException:
            file.close()
            temporary.unlink(missing_ok=True)
            raise


def _new_file_beside(path: Path) -> tuple[Path, BinaryIO]:
    # `tempfile` makes files private to their owner. The usual mode depends on the umask, which can only be read by
    # setting it for all threads.
    for number in range(_MOST_ATTEMPTS):
        temporary = path.with_name(f".{path.name}-{os.getpid()}_{threading.get_ident()}_{number}")
        # A killed program with the same process id may have left a file of this name.
        with contextlib.suppress(FileExistsError):
            return temporary, temporary.open("xb")
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))


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
            if path.name not in kept and may_be_asset(path.name) and is_asset(path.name, path.read_bytes()):
                path.unlink()
        folder.rmdir()

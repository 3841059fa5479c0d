"""Finished bytes -> a file, whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, Final

_MOST_ATTEMPTS: Final = 100


def replace_file(path: Path, data: bytes, *, outlasts_power: bool = True) -> None:
    """`path` holds the old bytes or the new ones at any moment, whatever happens. Raises OSError.

    `outlasts_power`: also if the machine stops at once; else a file may then be damaged, which its reader must notice.
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
            temporary.replace(path)
        except BaseException:
            file.close()
            temporary.unlink(missing_ok=True)
            raise


def _new_file_beside(path: Path) -> tuple[Path, BinaryIO]:
    # A file of `tempfile` is its owner's alone, and to learn which mode others get, it must be set for a moment, for
    # all threads.
    for number in range(_MOST_ATTEMPTS):
        temporary = path.with_name(f".{path.name}-{os.getpid()}_{threading.get_ident()}_{number}")
        # One may be left by a program that was killed and had the same number.
        with contextlib.suppress(FileExistsError):
            return temporary, temporary.open("xb")
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))


def write_beside(folder: Path, files: Mapping[str, bytes]) -> None:
    """Several files by plain name; those that are there with the same bytes are left alone."""
    for name, data in files.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != data:
            replace_file(path, data)

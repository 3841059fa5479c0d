"""Open files that have an end."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO, Final

from cvtex.files.system import refuse_device

# Opening a pipe would otherwise wait for somebody who writes to it.
_AT_ONCE: Final = getattr(os, "O_NONBLOCK", 0)


def open_regular(path: Path) -> BinaryIO:
    """Open a file to read it. Raises OSError also for a pipe or a device: they need not end."""
    refuse_device(path)
    file = open(path, "rb", opener=_open)  # noqa: SIM115 - it is returned
    if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        return file
    file.close()
    raise OSError(errno.EINVAL, "it is a pipe or a device, not a file", str(path))


def read_regular(path: Path, most: int = -1) -> bytes:
    """At most `most` bytes of a file. Raises OSError as `open_regular` does."""
    with open_regular(path) as file:
        return file.read(most)


def _open(name: str, flags: int) -> int:
    return os.open(name, flags | _AT_ONCE)

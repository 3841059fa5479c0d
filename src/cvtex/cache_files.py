"""Values that are kept from one build to the next, each in a file behind its digest, in a folder of the user's.

What is not there, damaged or of another kind is None, and what cannot be written is done without.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from cvtex.files.replacement import replace_file
from cvtex.value import Value, from_bytes, to_bytes

T = TypeVar("T")


def sealed(data: bytes) -> bytes:
    return b"%s\n%s" % (_digest(data), data)


def unsealed(data: bytes) -> bytes:
    """Raises ValueError for anything but the whole of what was sealed."""
    digest, _, rest = data.partition(b"\n")
    if digest != _digest(rest):
        raise ValueError("damaged")
    return rest


def _digest(data: bytes) -> bytes:
    # It tells damage, and whoever may write here decides anyhow: the quickest one will do.
    return hashlib.sha1(data, usedforsecurity=False).hexdigest().encode("ascii")


# Older files are forgotten.
_MOST_FILES = 24


class CacheFiles(Value):
    """`kind` is what the files hold, as their names say: `heights-<32 hexadecimal digits>.kept`."""

    folder: Path
    kind: str

    def read(self, name: str, kind: type[T]) -> T | None:
        try:
            return from_bytes(unsealed(self._path(name).read_bytes()), kind)
        except (OSError, ValueError):
            return None

    def write(self, name: str, value: object) -> None:
        try:
            replace_file(self._path(name), sealed(to_bytes(value)), outlasts_power=False)
            self._forget_old()
        except (OSError, ValueError):
            return

    def files(self) -> Iterator[Path]:
        """All that are named so, with those that are left when a program is killed while it writes. Raises OSError."""
        name = re.compile(rf"{self.kind}-[0-9a-f]{{32}}\.kept|\.{self.kind}-[0-9a-f]{{32}}\.kept-\w+")
        for file in sorted(self.folder.iterdir()):
            if name.fullmatch(file.name) and file.is_file():
                yield file

    def _path(self, name: str) -> Path:
        return self.folder / f"{self.kind}-{name}.kept"

    def _forget_old(self) -> None:
        files = sorted(self.folder.glob(f"{self.kind}-*.kept"), key=lambda file: file.stat().st_mtime)
        for file in files[:-_MOST_FILES]:
            file.unlink(missing_ok=True)

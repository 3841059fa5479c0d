"""Formats in the cache: what was dumped is found again while all that it was made of is as it was.

For each key there is an entry, a entry, which names the file of the format, if there is one. The entry is written last,
and the name tells the content, so two programs that write at the same time leave a pair that belongs together.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from cvtex import __version__
from cvtex.cache.store import Cache, mark_used
from cvtex.files.state import FileState, state_of
from cvtex.value import Value, replace

_KIND: Final = "formats"
# The cause may have been of that hour, such as a full disk.
_RETRY_SECONDS: Final = 24 * 3600.0


class StoredFormat(Value):
    """A format to start TeX with. `font_map`: the lines for its fonts; `log`: what TeX said when it made it.

    `files`: what it was made of, with the databases of the installation.
    """

    path: Path
    font_map: str
    log: str
    files: tuple[FileState, ...] = ()


class NotDumpable(Value):
    """It was found out before that the preamble cannot be kept in a format."""


class _Entry(Value):
    """`format`: None if the preamble is unfit for one, which is believed until `expires`, in seconds since 1970."""

    files: tuple[FileState, ...]
    format: FileState | None = None
    font_map: str = ""
    log: str = ""
    expires: float = 0.0


class FormatStore(Value):
    cache: Cache

    def read(self, key: str) -> StoredFormat | NotDumpable | None:
        """None if there is nothing, or nothing that can still be trusted."""
        entry = self._entries.get(_KIND, key, _Entry)
        if entry is None or not all(one.is_current for one in entry.files):
            return None
        if entry.format is None:
            return NotDumpable() if time.time() < entry.expires else None
        if not entry.format.is_current:
            return None
        path = Path(entry.format.path)
        mark_used(path)
        return StoredFormat(path, entry.font_map, entry.log, entry.files)

    def write_format(self, data: bytes) -> Path | None:
        """The format's file, to be tried out before `accept` or `reject`; None if it cannot be written."""
        return self.cache.put_file(_KIND, data, "fmt")

    def accept(self, key: str, stored: StoredFormat, files: Iterable[FileState]) -> None:
        state = state_of(stored.path)
        if state is not None:
            self._entries.put(_KIND, key, _Entry(tuple(files), state, stored.font_map, stored.log))

    def reject(self, key: str, files: Iterable[FileState], tried: Path | None = None) -> None:
        if tried is not None:
            with contextlib.suppress(OSError):
                tried.unlink()
        self._entries.put(_KIND, key, _Entry(tuple(files), expires=time.time() + _RETRY_SECONDS))

    @property
    def _entries(self) -> Cache:
        # A format does not depend on this program's code, but on the preamble, which is part of the key.
        return replace(self.cache, maker=__version__)

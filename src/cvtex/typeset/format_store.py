"""Formats in the cache. A format is valid while all files that it was made from are unchanged.

The entry of a key names the file of the format, if there is one. The entry is written last and the file is named by its
content, so two programs that write at the same time leave a matching pair.
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
# The cause may be temporary, such as a full disk.
_RETRY_SECONDS: Final = 24 * 3600.0


class StoredFormat(Value):
    """A format to start TeX with. `font_map`: the lines for its fonts; `log`: TeX's log from dumping it.

    `files`: the files it was made from, with the databases of the installation.
    """

    path: Path
    font_map: str
    log: str
    files: tuple[FileState, ...] = ()


class NotDumpable(Value):
    """An earlier run found that the preamble cannot be dumped as a format."""


class _FormatEntry(Value):
    """`format`: None if the preamble cannot be dumped, which holds until `expires`, in seconds since 1970."""

    files: tuple[FileState, ...]
    format: FileState | None = None
    font_map: str = ""
    log: str = ""
    expires: float = 0.0


class FormatStore(Value):
    cache: Cache

    def read(self, key: str) -> StoredFormat | NotDumpable | None:
        """Return None if there is no entry or it is out of date."""
        entry = self._entries.get(_KIND, key, _FormatEntry)
        if entry is None or not all(one.is_current for one in entry.files):
            return None
        if entry.format is None:
            return NotDumpable() if 0 < entry.expires - time.time() <= _RETRY_SECONDS else None
        if not entry.format.is_current:
            return None
        path = Path(entry.format.path)
        mark_used(path)
        return StoredFormat(path, entry.font_map, entry.log, entry.files)

    def write_format(self, data: bytes) -> Path | None:
        """Write the file of a format, to be tried before `accept` or `reject`; None if it cannot be written."""
        return self.cache.put_file(_KIND, data, "fmt")

    def accept(self, key: str, stored: StoredFormat, files: Iterable[FileState]) -> None:
        state = state_of(stored.path)
        if state is not None:
            self._entries.put(_KIND, key, _FormatEntry(tuple(files), state, stored.font_map, stored.log))

    def reject(self, key: str, files: Iterable[FileState], tried: Path | None = None) -> None:
        if tried is not None:
            with contextlib.suppress(OSError):
                tried.unlink()
        self._entries.put(_KIND, key, _FormatEntry(tuple(files), expires=time.time() + _RETRY_SECONDS))

    @property
    def _entries(self) -> Cache:
        # A format depends on the preamble, which is part of the key, and not on this program's code.
        return replace(self.cache, maker=__version__)

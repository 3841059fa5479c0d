"""Records of builds in a folder of the user's, and whether what they tell still holds.

A record is named by a digest of the request: folder, CV, folder of the output, variant. What is not understood counts
as not there, and what cannot be written is built again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from cvtex.build_record import BuildRecord, Circumstances, Reading, as_bytes, build_of, digest_of, reading_of
from cvtex.files.dependency import Dependency
from cvtex.files.state import SETTLED_NS, FileState
from cvtex.read.observed import is_unchanged
from cvtex.value import Value

_MOST_RECORDS: Final = 64
_MOST_BYTES: Final = 4 * 1024 * 1024
_NAME: Final = re.compile(r"(?:build|reading)-[0-9a-f]{32}\.json|\.(?:build|reading)-[0-9a-f]{32}\.json-\w+")


class RecordStore(Value):
    folder: Path

    def reading(self, request: tuple[str, ...]) -> Reading | None:
        """What a CV told, if its files still give the same answers."""
        found = reading_of(self._read("reading", request))
        return found if found and all(map(is_unchanged, found.dependencies)) else None

    def build(
        self, request: tuple[str, ...], options: Mapping[str, str], now: Circumstances, reading: Reading
    ) -> BuildRecord | None:
        """What was built of this reading, if building it again would give the same, and it is still there."""
        found = build_of(self._read("build", request))
        if found is None or (found.options, found.circumstances, found.reading) != (options, now, reading.digest):
            return None
        if not (all(one.is_current for one in found.files) and all(map(is_unchanged, found.dependencies))):
            return None
        if not is_unchanged(Dependency("content", found.output, found.output_digest)):
            return None
        with contextlib.suppress(OSError):  # used last: kept longest
            os.utime(self._path("build", request))
            os.utime(self._path("reading", request[:-2]))
        return found

    def keep(self, kind: str, request: tuple[str, ...], record: Reading | BuildRecord) -> None:
        data = as_bytes(record)
        if len(data) > _MOST_BYTES:
            return
        from cvtex.files.replacement import replace_file

        with contextlib.suppress(OSError):
            replace_file(self._path(kind, request), data, outlasts_power=False)
            self._forget_old()

    def _read(self, kind: str, request: tuple[str, ...]) -> bytes:
        try:
            with self._path(kind, request).open("rb") as file:
                return file.read(_MOST_BYTES + 1)
        except OSError:
            return b""

    def _path(self, kind: str, request: tuple[str, ...]) -> Path:
        return self.folder / f"{kind}-{digest_of(request)[:32]}.json"

    def _forget_old(self) -> None:
        files = sorted(cached_records(self.folder), key=lambda file: file.stat().st_mtime)
        for file in files[:-_MOST_RECORDS]:
            file.unlink(missing_ok=True)


def are_settled(states: Iterable[FileState], since: float) -> bool:
    """Whether files were last changed so long before a moment (seconds since 1970) that what was read of them is what
    is there.
    """
    return all(state.changed_ns < since * 1e9 - SETTLED_NS for state in states)


def digest_of_output(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def cached_records(folder: Path) -> Iterator[Path]:
    """The files in a folder that are named as records are. Raises OSError."""
    for file in sorted(folder.iterdir()):
        if _NAME.fullmatch(file.name) and file.is_file():
            yield file

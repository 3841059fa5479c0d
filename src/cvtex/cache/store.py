"""The cache: results of earlier runs, in one folder with one bound.

An entry is a file, `<kind>-<fingerprint of the key>.entry`, that begins with a checksum of its name and content. An
entry that is missing, damaged, foreign or of another type is a miss. What cannot be written is made again by the next
run. Entries that were used longest ago are removed when all files together exceed the bound.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, Generic, NamedTuple, TypeVar

from cvtex.cache.fingerprint import fingerprint, program
from cvtex.files.replacement import replace_file
from cvtex.value import Value, from_bytes, to_bytes

T = TypeVar("T")

MOST_BYTES: Final = 150_000_000
# An entry counts for at least so much, so that the folder never holds more than some three thousand files.
_LEAST_BYTES: Final = 50_000
_SEAL_BYTES: Final = 20
# Entries, formats, files of earlier versions, and what is left of each if a program is killed while it writes.
_NAME: Final = re.compile(r"\.?(?P<kind>[a-z]+)-[0-9a-f]{32}(?:-[0-9a-f]{16})?\.(?:entry|fmt|kept|json)(?:-\w+)?")


class CacheFile(NamedTuple):
    kind: str
    path: str
    size: int
    used_ns: int


class Cache(Value):
    """`folder`: None if nothing shall be kept. Any number of processes may use a folder at the same time.

    `maker`: who made the entries, beside their keys; by default this program, so that an edit of its files counts.
    """

    folder: Path | None
    maker: str = ""

    def memo(self, kind: str, key: object, type_: type[T], make: Callable[[], T]) -> T:
        """Return the entry of a key, or make it and keep it. The key must tell all that decides on it but the program."""
        found = self.get(kind, key, type_)
        if found is None:
            found = make()
            self.put(kind, key, found)
        return found

    def get(self, kind: str, key: object, type_: type[T]) -> T | None:
        """None if there is no sound entry of this type."""
        try:
            path = self._path(kind, key)
            found = from_bytes(_unsealed(path.name, path.read_bytes()), type_)
        except (OSError, ValueError):
            return None
        mark_used(path)
        return found

    def put(self, kind: str, key: object, value: object) -> None:
        with contextlib.suppress(OSError, ValueError):
            path = self._path(kind, key)
            replace_file(path, _sealed(path.name, to_bytes(value)), outlasts_power=False)
            self.trim()

    def put_file(self, kind: str, data: bytes, ending: str) -> Path | None:
        """A file for another program, named by its content and without a checksum; None if it cannot be written."""
        if self.folder is None:
            return None
        path = self.folder / f"{kind}-{hashlib.blake2b(data, digest_size=16).hexdigest()}.{ending}"
        try:
            # A file that is there keeps its times, so that whoever knows it by them still does.
            if not path.is_file() or path.read_bytes() != data:
                replace_file(path, data)
        except OSError:
            return None
        mark_used(path)
        self.trim()
        return path

    def table(self, kind: str, key: object, type_: type[T], most_others: int = 0) -> Table[T]:
        """Small results that share one entry. `most_others`: how many that this run has not used are kept as well."""
        return Table(self, kind, key, type_, most_others)

    def files(self) -> Iterator[CacheFile]:
        """Raises OSError."""
        if self.folder is None or not self.folder.is_dir():
            return
        with os.scandir(self.folder) as entries:
            for entry in entries:
                name = _NAME.fullmatch(entry.name)
                # Another program may remove it meanwhile.
                with contextlib.suppress(FileNotFoundError):
                    if name and entry.is_file(follow_symlinks=False):
                        found = entry.stat(follow_symlinks=False)
                        yield CacheFile(
                            name["kind"], entry.path, found.st_size, max(found.st_atime_ns, found.st_mtime_ns)
                        )

    def trim(self) -> None:
        """Remove what was used longest ago until the rest keeps the bound. The latest file always stays."""
        with contextlib.suppress(OSError):
            room = MOST_BYTES
            for number, file in enumerate(sorted(self.files(), key=lambda file: file.used_ns, reverse=True)):
                room -= max(file.size, _LEAST_BYTES)
                if room < 0 and number:
                    _remove(file.path)

    def clear(self) -> tuple[CacheFile, ...]:
        """Remove all files of the cache, and return them. Raises OSError."""
        files = tuple(self.files())
        for file in files:
            Path(file.path).unlink(missing_ok=True)
        return files

    def is_writable(self) -> bool:
        if self.folder is None:
            return False
        # Only here, since it takes long to import: nothing is asked so by a build that changes nothing.
        import tempfile

        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.folder):
                return True
        except OSError:
            return False

    def _path(self, kind: str, key: object) -> Path:
        if self.folder is None:
            raise FileNotFoundError
        return self.folder / f"{kind}-{fingerprint((self.maker or program(), key))}.entry"


NO_CACHE: Final = Cache(None)


class Table(Generic[T]):
    """A `Memo` over one entry of a cache. The entry is read when the first result is asked for, and written by `save`."""

    def __init__(self, cache: Cache, kind: str, key: object, type_: type[T], most_others: int) -> None:
        self._cache = cache
        self._kind, self._key = kind, key
        self._type = dict[str, type_]  # type: ignore[valid-type]  # a type that is known only now
        self._most_others = most_others
        self._before: dict[str, T] | None = None
        self._used: dict[str, T] = {}

    def __call__(self, key: str, make: Callable[[], T], /) -> T:
        if not self.knows(key):
            self.add(key, make())
        return self[key]

    def load(self) -> None:
        """Read the entry now."""
        self._known()

    def knows(self, key: str) -> bool:
        return key in self._used or key in self._known()

    def __getitem__(self, key: str) -> T:
        """A result that is known."""
        if key not in self._used:
            self._used[key] = self._known()[key]
        return self._used[key]

    def add(self, key: str, result: T) -> None:
        self._used[key] = result

    def save(self) -> None:
        """Write the entry if something is new. What another process has added meanwhile counts as not used by this run."""
        before = self._known()
        if self._used.keys() <= before.keys():
            return
        kept: dict[str, T] = {}
        if self._most_others:
            others = [(key, value) for key, value in {**before, **self._read()}.items() if key not in self._used]
            kept = dict(others[-self._most_others :])
        # What was used last comes last, and is kept longest.
        self._before = kept | self._used
        self._cache.put(self._kind, self._key, self._before)

    def _known(self) -> dict[str, T]:
        if self._before is None:
            self._before = self._read()
        return self._before

    def _read(self) -> dict[str, T]:
        return self._cache.get(self._kind, self._key, self._type) or {}


def mark_used(path: Path) -> None:
    """Set the time of access, also where the system does not; the time of change stays."""
    with contextlib.suppress(OSError):
        os.utime(path, ns=(time.time_ns(), path.stat().st_mtime_ns))


def _remove(path: str) -> None:
    with contextlib.suppress(OSError):
        Path(path).unlink(missing_ok=True)


def _sealed(name: str, data: bytes) -> bytes:
    return _seal(name, data) + data


def _unsealed(name: str, data: bytes) -> bytes:
    """Raises ValueError for anything but the whole of what was sealed under this name."""
    content = data[_SEAL_BYTES:]
    if data[:_SEAL_BYTES] != _seal(name, content):
        raise ValueError("damaged")
    return content


def _seal(name: str, data: bytes) -> bytes:
    # It tells damage, not malice: who may write here may run programs as well. The quickest digest will do.
    found = hashlib.sha1(name.encode(), usedforsecurity=False)
    found.update(data)
    return found.digest()

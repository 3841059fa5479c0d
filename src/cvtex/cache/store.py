"""The cache. An entry is a file, `<kind>-<fingerprint of program and key>.entry`."""

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
from cvtex.files.replacement import remove_unfinished, replace_file
from cvtex.value import Value, from_bytes, to_bytes

T = TypeVar("T")

# Room for 2,000 small CVs.
MOST_BYTES: Final = 300_000_000
# Every entry counts as at least this size, which limits the folder to thirty thousand files.
_LEAST_BYTES: Final = 10_000
# An entry of one in so many keys has the folder trimmed: to look at all files takes longer than to write one.
_KEYS_PER_TRIM = 64
_SEAL_BYTES: Final = 20
# Entries, formats, files of earlier versions, and temporary files left by a process killed while writing.
_NAME: Final = re.compile(
    r"\.?(?P<kind>[a-z]+)-[0-9a-f]{32}(?:-[0-9a-f]{16})?\.(?:entry|fmt|kept|json)(?:-\w+)?|\.cvtex-[0-9a-f]{8}-\w+"
)


# Clocks of servers differ from this one's by less.
_CLOCK_ERROR_NS: Final = 60 * 10**9
_UNFINISHED: Final = "unfinished"


class CacheFile(NamedTuple):
    kind: str
    path: str
    size: int
    used_ns: int


class Cache(Value):
    """Safe for concurrent use by several processes. `folder`: None disables the cache.

    `maker`: identifies the program that makes the entries, as part of each key; "" for this program and its version.
    """

    folder: Path | None
    maker: str = ""

    def memo(self, kind: str, key: object, type_: type[T], make: Callable[[], T]) -> T:
        """Return the entry of a key, or make and store it. Key and program together must determine the result."""
        result = self.get(kind, key, type_)
        if result is None:
            result = make()
            self.put(kind, key, result)
        return result

    def get(self, kind: str, key: object, type_: type[T]) -> T | None:
        """Return the entry of a key; None if there is no valid one of this type."""
        try:
            path = self._path(kind, key)
            result = from_bytes(_unsealed(path.name, path.read_bytes()), type_)
        except (OSError, ValueError):
            return None
        mark_used(path)
        return result

    def put(self, kind: str, key: object, value: object) -> None:
        with contextlib.suppress(OSError, ValueError):
            path = self._path(kind, key)
            replace_file(path, _sealed(path.name, to_bytes(value)), outlasts_power=False)
            if int(path.stem[-4:], 16) % _KEYS_PER_TRIM == 0:
                self.trim()

    def put_file(self, kind: str, data: bytes, ending: str) -> Path | None:
        """Store a file for another program, named by its digest, which `is_intact` compares; None if that fails."""
        if self.folder is None:
            return None
        path = self.folder / f"{kind}-{_digest(data)}.{ending}"
        try:
            # Keep the times of an existing file: records of up-to-date builds identify it by them.
            if not path.is_file() or path.read_bytes() != data:
                replace_file(path, data)
        except OSError:
            return None
        mark_used(path)
        self.trim()
        return path

    @staticmethod
    def is_intact(path: Path) -> bool:
        """Whether a file of `put_file` has the bytes that its name stands for."""
        try:
            return path.stem.endswith(f"-{_digest(path.read_bytes())}")
        except OSError:
            return False

    def table(self, kind: str, key: object, type_: type[T], most_others: int = 0) -> Table[T]:
        """Open a table of small results in one entry. `most_others`: keep so many that this run does not use."""
        return Table(self, kind, key, type_, most_others)

    def files(self) -> Iterator[CacheFile]:
        """List all files of the cache. Raises OSError."""
        if self.folder is None or not self.folder.is_dir():
            return
        now = time.time_ns()
        with os.scandir(self.folder) as entries:
            for entry in entries:
                name = _NAME.fullmatch(entry.name)
                # Another process may have removed it.
                with contextlib.suppress(FileNotFoundError):
                    if name and entry.is_file(follow_symlinks=False):
                        stat = entry.stat(follow_symlinks=False)
                        yield CacheFile(name["kind"] or _UNFINISHED, entry.path, stat.st_size, _used(stat, now))

    def trim(self) -> None:
        """Remove the least recently used files until the rest is within the bound. The latest file always stays."""
        with contextlib.suppress(OSError):
            room = MOST_BYTES
            files = tuple(self.files())
            if self.folder and any(file.kind == _UNFINISHED for file in files):
                remove_unfinished(self.folder)
            for number, file in enumerate(sorted(files, key=lambda file: file.used_ns, reverse=True)):
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
        # Imported here because it is slow, and a build that changes nothing does not need it.
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
    """A `Memo` over one cache entry: read on first use, written by `save`."""

    def __init__(self, cache: Cache, kind: str, key: object, type_: type[T], most_others: int) -> None:
        self._cache = cache
        self._kind, self._key = kind, key
        self._type = dict[str, type_]  # type: ignore[valid-type]  # a type known only at run time
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
        """Return a known result. Raises KeyError otherwise."""
        if key not in self._used:
            self._used[key] = self._known()[key]
        return self._used[key]

    def add(self, key: str, result: T) -> None:
        self._used[key] = result

    def save(self) -> None:
        """Write the entry if it has new results. Results that another process added meanwhile count as unused."""
        before = self._known()
        if self._used.keys() <= before.keys():
            return
        unused: dict[str, T] = {}
        if self._most_others:
            others = [(key, value) for key, value in {**before, **self._read()}.items() if key not in self._used]
            unused = dict(others[-self._most_others :])
        # The most recently used results come last, and are evicted last.
        self._before = unused | self._used
        self._cache.put(self._kind, self._key, self._before)

    def _known(self) -> dict[str, T]:
        if self._before is None:
            self._before = self._read()
        return self._before

    def _read(self) -> dict[str, T]:
        return self._cache.get(self._kind, self._key, self._type) or {}


def _used(found: os.stat_result, now: int) -> int:
    """When a file was last used. The clock was set back since a time in the future: such a file goes first."""
    used = max(found.st_atime_ns, found.st_mtime_ns)
    return used if used <= now + _CLOCK_ERROR_NS else 0


def mark_used(path: Path) -> None:
    """Set the access time, which not every system updates; keep the modification time."""
    with contextlib.suppress(OSError):
        os.utime(path, ns=(time.time_ns(), path.stat().st_mtime_ns))


def _remove(path: str) -> None:
    with contextlib.suppress(OSError):
        Path(path).unlink(missing_ok=True)


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _sealed(name: str, data: bytes) -> bytes:
    return _seal(name, data) + data


def _unsealed(name: str, data: bytes) -> bytes:
    """Check and remove the seal. Raises ValueError if the data is damaged or was sealed under another name."""
    content = data[_SEAL_BYTES:]
    if data[:_SEAL_BYTES] != _seal(name, content):
        raise ValueError("damaged")
    return content


def _seal(name: str, data: bytes) -> bytes:
    # Detects damage, not malice: whoever can write here can run programs as well. So the fastest digest will do.
    digest = hashlib.sha1(name.encode(), usedforsecurity=False)
    digest.update(data)
    return digest.digest()

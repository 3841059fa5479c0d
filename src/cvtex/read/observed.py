"""Read from disk, and record each question with its answer, so that it can be asked again.

All reads of a build go through here. The record is therefore the complete list of its dependencies.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable
from pathlib import Path

from cvtex.files.dependency import UNREADABLE, Dependency, Question
from cvtex.files.reading import open_regular
from cvtex.files.state import SETTLED_NS


class ObservedFiles:
    """Reads files and records the answers. `is_steady` becomes False if a question gets two different answers.

    `texts`: of the sources, by the names that messages call them, for excerpts. Records may share them.
    """

    __slots__ = ("_seen", "is_steady", "texts")

    def __init__(self, texts: dict[str, str] | None = None) -> None:
        self.texts = {} if texts is None else texts
        self._seen: dict[tuple[Question, str, tuple[str, ...]], Dependency] = {}
        self.is_steady = True

    @property
    def dependencies(self) -> tuple[Dependency, ...]:
        return tuple(self._seen.values())

    def read(self, path: Path, most: int = -1) -> bytes:
        """At most `most` bytes of the file. Raises OSError, or ValueError for a name with a NUL."""
        try:
            with open_regular(path) as file:
                state = _state(os.fstat(file.fileno()))
                data = file.read(most)
        except OSError:
            # A missing file is an answer, too, and so is one that this user may not read.
            if self._kind(path) == "file":
                self._note(Dependency("content", str(path), UNREADABLE))
            raise
        self._note(Dependency("content", str(path), _digest(data), state=state))
        return data

    def read_source(self, path: Path, shown: str, most: int = -1) -> bytes:
        """The same, of a source that messages call `shown` and quote."""
        data = self.read(path, most)
        self.texts[shown] = data.decode("utf-8-sig", errors="replace")
        return data

    def has_file(self, path: Path) -> bool:
        return self._kind(path) == "file"

    def has_folder(self, path: Path) -> bool:
        return self._kind(path) == "folder"

    def has(self, path: Path) -> bool:
        return bool(self._kind(path))

    def names(self, folder: Path, *endings: str) -> tuple[str, ...]:
        """The names in a folder that end with one of `endings`, sorted; none if there is no such folder.

        Omits hidden files, which editors create beside open files.
        """
        found = _names(folder, endings)
        self._note(Dependency("names", str(folder), _digest_of_names(found), endings))
        return found

    def place(self, path: Path) -> Path:
        """The path with links resolved. Raises OSError; before Python 3.13, RuntimeError for circular links."""
        found = path.resolve()
        self._note(Dependency("place", str(path), str(found)))
        return found

    def _kind(self, path: Path) -> str:
        found = _kind(path)
        self._note(Dependency("kind", str(path), found))
        return found

    def _note(self, dependency: Dependency) -> None:
        key = (dependency.question, dependency.path, dependency.endings)
        before = self._seen.setdefault(key, dependency)
        if before.answer != dependency.answer:
            self.is_steady = False


def is_unchanged(dependency: Dependency) -> bool:
    """Whether the disk still gives the same answer."""
    path = Path(dependency.path)
    try:
        match dependency.question:
            case "content":
                found = path.stat()
                if dependency.state and _state(found) == dependency.state:
                    return True
                return stat.S_ISREG(found.st_mode) and _content(path) == dependency.answer
            case "kind":
                return _kind(path) == dependency.answer
            case "names":
                return _digest_of_names(_names(path, dependency.endings)) == dependency.answer
            case "place":
                return str(path.resolve()) == dependency.answer
    except (OSError, ValueError, RuntimeError):
        return False


def stamps(paths: Iterable[str]) -> dict[str, tuple[int, ...] | None]:
    """Path -> metadata that changes when the file is saved; None if there is no file.

    Follows links. A folder's stamp changes when a name is added or removed.
    """
    return {path: _stamp(path) for path in paths}


def _stamp(path: str) -> tuple[int, ...] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - asked a hundred times a second
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino, found.st_dev


def _state(found: os.stat_result) -> tuple[int, ...]:
    """Size, inode and times; () if the file changed just now. Programs cannot set ctime back."""
    if max(found.st_mtime_ns, found.st_ctime_ns) > time.time_ns() - SETTLED_NS:
        return ()
    return found.st_size, found.st_ino, found.st_mtime_ns, found.st_ctime_ns


def _content(path: Path) -> str:
    try:
        return _digest(path.read_bytes())
    except OSError:
        return UNREADABLE


def _kind(path: Path) -> str:
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return ""
    return "file" if stat.S_ISREG(mode) else "folder" if stat.S_ISDIR(mode) else "other"


def _names(folder: Path, endings: tuple[str, ...]) -> tuple[str, ...]:
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries]
    except (OSError, ValueError):
        return ()
    return tuple(sorted(name for name in names if name.endswith(endings) and not name.startswith(".")))


def _digest_of_names(names: Iterable[str]) -> str:
    return _digest("\0".join(names).encode("utf-8", "surrogatepass"))


def _digest(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()

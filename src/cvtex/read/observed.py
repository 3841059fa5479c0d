"""The disk as this stage sees it: every question is kept with its answer, so that it can be asked again.

Whatever is read goes through here: what a build depends on is then not told by a second list that could differ.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable
from pathlib import Path

from cvtex.files.dependency import Dependency, Question
from cvtex.files.state import SETTLED_NS


class ObservedFiles:
    """Reads files, and remembers what it saw. `is_steady` is False once a question got two different answers."""

    __slots__ = ("_seen", "is_steady")

    def __init__(self) -> None:
        self._seen: dict[tuple[Question, str, tuple[str, ...]], Dependency] = {}
        self.is_steady = True

    @property
    def dependencies(self) -> tuple[Dependency, ...]:
        return tuple(self._seen.values())

    def read(self, path: Path, most: int = -1) -> bytes:
        """The file's bytes, `most` of them. Raises OSError, and ValueError for a name with a NUL."""
        try:
            with path.open("rb") as file:
                state = _state(os.fstat(file.fileno()))
                data = file.read(most)
        except OSError:
            # That there is none is an answer, too.
            self._kind(path)
            raise
        self._note(Dependency("content", str(path), _digest(data), state=state))
        return data

    def has_file(self, path: Path) -> bool:
        return self._kind(path) == "file"

    def has_folder(self, path: Path) -> bool:
        return self._kind(path) == "folder"

    def has(self, path: Path) -> bool:
        return bool(self._kind(path))

    def names(self, folder: Path, *endings: str) -> tuple[str, ...]:
        """The names in a folder that end with one of `endings`, sorted; none if there is no such folder.

        Hidden ones are left out: editors put such files beside those that are open.
        """
        found = _names(folder, endings)
        self._note(Dependency("names", str(folder), _digest_of_names(found), endings))
        return found

    def place(self, path: Path) -> Path:
        """Without links. Raises OSError, and before Python 3.13 RuntimeError for a circle of links."""
        found = path.resolve()
        self._note(Dependency("place", str(path), str(found)))
        return found

    def _kind(self, path: Path) -> str:
        found = _kind(path)
        self._note(Dependency("kind", str(path), found))
        return found

    def _note(self, one: Dependency) -> None:
        key = (one.question, one.path, one.endings)
        before = self._seen.setdefault(key, one)
        if before.answer != one.answer:
            self.is_steady = False


def is_unchanged(one: Dependency) -> bool:
    """Whether the disk would give the same answer today."""
    path = Path(one.path)
    try:
        match one.question:
            case "content":
                found = path.stat()
                if one.state and _state(found) == one.state:
                    return True
                return stat.S_ISREG(found.st_mode) and _digest(path.read_bytes()) == one.answer
            case "kind":
                return _kind(path) == one.answer
            case "names":
                return _digest_of_names(_names(path, one.endings)) == one.answer
            case "place":
                return str(path.resolve()) == one.answer
    except (OSError, ValueError, RuntimeError):
        return False


def stamps(paths: Iterable[str]) -> dict[str, tuple[int, ...] | None]:
    """What the system says of files and folders without reading; a save changes it. None: there is nothing.

    Links are followed; a folder's changes when a name in it comes or goes.
    """
    return {path: _stamp(path) for path in paths}


def _stamp(path: str) -> tuple[int, ...] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - asked a hundred times a second
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino, found.st_dev


def _state(found: os.stat_result) -> tuple[int, ...]:
    """Size, number and times; () if the file was changed just now. The change of its status is no one's to set back."""
    if max(found.st_mtime_ns, found.st_ctime_ns) > time.time_ns() - SETTLED_NS:
        return ()
    return found.st_size, found.st_ino, found.st_mtime_ns, found.st_ctime_ns


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

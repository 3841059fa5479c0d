"""Formats in a folder of the user's: what was dumped is found again while all that it was made of is as it was.

For each key there is a note, `format-<key>.json`, and, if the note names one, the format itself,
`format-<key>-<digest>.fmt`. The note is written last and names the content, so two programs that write at the same time
leave a pair that belongs together. What is not understood counts as not there, and what cannot be written is done
without.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from cvtex.files.replacement import replace_file
from cvtex.files.state import FileState, state_of
from cvtex.value import Value

_MOST_FORMATS: Final = 8
_MOST_BYTES: Final = 256 * 1024 * 1024
# Another program may have written a format and not yet its note.
_ORPHAN_SECONDS: Final = 600.0
# The cause may have been of that hour, such as a full disk.
_UNFIT_SECONDS: Final = 24 * 3600.0
_NOTE: Final = re.compile(r"format-([0-9a-f]{32})\.json")
_FORMAT: Final = re.compile(r"format-([0-9a-f]{32})-[0-9a-f]{16}\.fmt")
# What is left when a program is killed while it writes (output.replace_file).
_HALF: Final = re.compile(r"\.format-[0-9a-f-]{32,49}\.(?:json|fmt)-\w+")


class StoredFormat(Value):
    """A format to start TeX with. `font_map`: the lines for its fonts; `log`: what TeX said when it made it.

    `files`: what it was made of, with the databases of the installation.
    """

    path: Path
    font_map: str
    log: str
    files: tuple[FileState, ...] = ()


class Unfit(Value):
    """It was found out before that the preamble cannot be kept in a format."""


class FormatStore(Value):
    folder: Path

    def read(self, key: str) -> StoredFormat | Unfit | None:
        """None if there is nothing, or nothing that can still be trusted."""
        note = self._note(key)
        try:
            value = json.loads(note.read_bytes())
            files = tuple(FileState(*one) for one in value["files"])
            if not all(one.is_current for one in files):
                return None
            if value["format"] is None:
                return Unfit() if time.time() - _changed(note) < _UNFIT_SECONDS else None
            found = self._stored(key, value, files)
        except (OSError, ValueError, KeyError, TypeError):
            # Not there, half of a file, or that of another program.
            return None
        with contextlib.suppress(OSError):  # used last: kept longest
            os.utime(note)
        return found

    def is_writable(self) -> bool:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.folder):
                return True
        except OSError:
            return False

    def write_format(self, key: str, data: bytes) -> Path | None:
        """The format's file, to be tried out before `approve` or `refuse`; None if it cannot be written."""
        path = self.folder / f"format-{key}-{hashlib.sha256(data).hexdigest()[:16]}.fmt"
        try:
            # Not written anew, so that the note of another program stays true.
            if not path.is_file() or path.read_bytes() != data:
                replace_file(path, data)
        except OSError:
            return None
        return path

    def approve(self, key: str, stored: StoredFormat, files: Iterable[FileState]) -> None:
        state = state_of(stored.path)
        if state is not None:
            format_ = {"name": stored.path.name, "size": state.size, "changed": state.changed_ns}
            note = {"format": format_, "font_map": stored.font_map, "log": stored.log}
            self._write(key, note, files)

    def refuse(self, key: str, files: Iterable[FileState]) -> None:
        for file in self.folder.glob(f"format-{key}-*.fmt"):
            with contextlib.suppress(OSError):
                file.unlink()
        self._write(key, {"format": None}, files)

    def _stored(self, key: str, value: Any, files: tuple[FileState, ...]) -> StoredFormat:
        name, font_map, log = value["format"]["name"], value["font_map"], value["log"]
        if not (isinstance(font_map, str) and isinstance(log, str)):
            raise TypeError
        match = _FORMAT.fullmatch(name)
        path = self.folder / name
        if (
            not match
            or match[1] != key
            or state_of(path) != FileState(str(path), value["format"]["size"], value["format"]["changed"])
        ):
            raise ValueError(name)
        return StoredFormat(path, font_map, log, files)

    def _note(self, key: str) -> Path:
        return self.folder / f"format-{key}.json"

    def _write(self, key: str, value: dict[str, Any], files: Iterable[FileState]) -> None:
        states = [list(file) for file in files]
        with contextlib.suppress(OSError):
            replace_file(self._note(key), json.dumps({**value, "files": states}).encode())
            self._forget_old()

    def _forget_old(self) -> None:
        """Keeps what was used last, up to the bounds, and for a while what no note names."""
        files = tuple(cached_formats(self.folder))
        notes = sorted((file for file in files if _NOTE.fullmatch(file.name)), key=_changed, reverse=True)
        named = {note: _named_by(note) for note in notes}
        room = _MOST_BYTES
        for number, note in enumerate(notes):
            pair = (note, *named[note])
            room -= sum(file.stat().st_size for file in pair if file.is_file())
            if number >= _MOST_FORMATS or (number and room < 0):
                for file in pair:
                    file.unlink(missing_ok=True)
        owned = {*notes, *(path for paths in named.values() for path in paths)}
        for file in files:
            if file not in owned and time.time() - _changed(file) > _ORPHAN_SECONDS:
                file.unlink(missing_ok=True)


def _named_by(note: Path) -> tuple[Path, ...]:
    try:
        name = json.loads(note.read_bytes())["format"]["name"]
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    return (note.with_name(name),) if isinstance(name, str) and _FORMAT.fullmatch(name) else ()


def _changed(file: Path) -> float:
    return file.stat().st_mtime


def cached_formats(folder: Path) -> Iterator[Path]:
    """The files in a folder that are named as those of a store are. Raises OSError."""
    for file in sorted(folder.iterdir()):
        if any(name.fullmatch(file.name) for name in (_NOTE, _FORMAT, _HALF)) and not file.is_dir():
            yield file

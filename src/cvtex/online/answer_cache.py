"""Answers of services, kept with the day on which they came."""

from __future__ import annotations

import contextlib
import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Final

from cvtex.files.replacement import replace_file
from cvtex.value import Value

# Answers beyond this many are removed, the oldest first.
_MOST: Final = 4000


class Answer(Value):
    """`data`: None if the service says that there is no such thing. `when`: in UTC."""

    url: str
    data: bytes | None
    when: datetime
    is_cached: bool = False

    @property
    def day(self) -> str:
        return self.when.date().isoformat()


class AnswerCache:
    """A file for each answer: a digest of what follows, a line of JSON, then the bytes.

    A file that is damaged or cannot be read counts as absent.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def find(self, url: str) -> Answer | None:
        path = self._path(url)
        if path is None:
            return None
        try:
            digest, _, rest = path.read_bytes().partition(b"\n")
            if digest != _digest(rest):
                return None
            head, _, data = rest.partition(b"\n")
            said = json.loads(head)
            if said["url"] != url:
                return None
            when = datetime.fromisoformat(said["when"])
            return Answer(url, data if said["found"] else None, when, is_cached=True)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, answer: Answer) -> None:
        path = self._path(answer.url)
        if path is None:
            return
        head = {"url": answer.url, "when": answer.when.isoformat(), "found": answer.data is not None}
        rest = json.dumps(head).encode() + b"\n" + (answer.data or b"")
        try:
            replace_file(path, _digest(rest) + b"\n" + rest, outlasts_power=False)
        except OSError:
            # A cache that cannot be written only costs time.
            return

    def forget(self, url: str) -> None:
        """Remove an answer that turns out to be none."""
        if path := self._path(url):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)

    def tidy(self) -> None:
        """Remove the oldest answers beyond the limit."""
        if self.folder is None or not self.folder.is_dir():
            return
        try:
            files = sorted(self.folder.glob("*.answer"), key=lambda file: file.stat().st_mtime)
            for file in files[: max(0, len(files) - _MOST)]:
                file.unlink(missing_ok=True)
        except OSError:
            return

    def _path(self, url: str) -> Path | None:
        return self.folder / f"{hashlib.sha256(url.encode()).hexdigest()[:40]}.answer" if self.folder else None


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).hexdigest().encode()

"""Values that are kept from one build to the next, a JSON file each, in a folder of the user's.

What is not there, half of a file or another program's is None, and what cannot be written is done without.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cvtex.output import replace_file
from cvtex.value import Value

# Older files are forgotten.
_MOST_FILES = 24


class CacheFiles(Value):
    """`kind` is what the files hold, as their names say: `heights-<32 hexadecimal digits>.json`."""

    folder: Path
    kind: str

    def read(self, name: str) -> Any:
        try:
            return json.loads(self._path(name).read_bytes())
        except (OSError, ValueError, RecursionError):
            return None

    def write(self, name: str, value: Any) -> None:
        try:
            replace_file(self._path(name), json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"))
            self._forget_old()
        except OSError:
            return

    def files(self) -> Iterator[Path]:
        """All that are named so, with those that are left when a program is killed while it writes. Raises OSError."""
        name = re.compile(rf"{self.kind}-[0-9a-f]{{32}}\.json|\.{self.kind}-[0-9a-f]{{32}}\.json-\w+")
        for file in sorted(self.folder.iterdir()):
            if name.fullmatch(file.name) and file.is_file():
                yield file

    def _path(self, name: str) -> Path:
        return self.folder / f"{self.kind}-{name}.json"

    def _forget_old(self) -> None:
        files = sorted(self.folder.glob(f"{self.kind}-*.json"), key=lambda file: file.stat().st_mtime)
        for file in files[:-_MOST_FILES]:
            file.unlink(missing_ok=True)

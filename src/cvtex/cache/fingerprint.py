"""Fingerprints of values, of this program, and of its libraries."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Final

from cvtex import __version__
from cvtex.files.state import SETTLED_NS, FileState, state_of
from cvtex.value import canonical_bytes

_PACKAGE: Final = str(Path(__file__).parents[1])


def fingerprint(value: object) -> str:
    """Value -> 32 hexadecimal digits, the same in every process. Raises TypeError as `canonical_bytes` does."""
    return hashlib.blake2b(canonical_bytes(value), digest_size=16).hexdigest()


@cache
def program() -> str:
    """Digest of cvtex's version, its source files and the interpreter, computed once per process."""
    return fingerprint((__version__, sys.version, sys.executable, _PACKAGE, sorted(_source_files(_PACKAGE))))


def library(name: str) -> FileState | None:
    """Return the file state of an installed library, without importing it."""
    found = find_spec(name)
    return state_of(found.origin) if found and found.origin else None


def _source_files(folder: str) -> Iterator[tuple[str, int, int]]:
    """List path, size and time of each source file, so that edits count. Uses strings: Path is slower than the disk."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _source_files(entry.path)
            else:
                found = entry.stat()
                # A file changed just now may differ from the imported one: make its fingerprint unique.
                is_settled = found.st_mtime_ns < (now := time.time_ns()) - SETTLED_NS
                yield entry.path, found.st_size, found.st_mtime_ns if is_settled else now


def libraries() -> tuple[FileState, ...]:
    """States of all imported modules' files, and of the folders that contain their packages.

    Such a folder changes when any package is installed, replaced or removed, including one not imported yet.
    """
    files: set[str] = set()
    for name, module in tuple(sys.modules.items()):
        file = module.__dict__.get("__file__") if isinstance(module, ModuleType) else None
        if name == "__main__" or not isinstance(file, str) or file.startswith(_PACKAGE + os.sep):
            continue
        files.add(file)
        if "." not in name:
            is_package = "__path__" in module.__dict__
            files.add(str(Path(file).parents[1] if is_package else Path(file).parent))
    return tuple(state for file in sorted(files) if (state := state_of(file)))

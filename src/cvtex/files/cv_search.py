"""Find the CVs below a folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

# Besides hidden folders: what programs write, not what people do.
_SKIPPED: Final = frozenset({"build", "node_modules", "__pycache__", "site-packages", "venv"})
# The file that makes a folder a virtual environment of Python.
_ENVIRONMENT: Final = "pyvenv.cfg"


def find_cvs(folder: Path, name: str, without: Path | None, on_error: Callable[[OSError], None]) -> Iterator[Path]:
    """Yield the files called `name` below a folder, sorted.

    Skips the folder `without`, if any, hidden ones and those that programs fill, and follows no links to folders, so
    that the search ends. `on_error` is called for a folder that cannot be read.
    """
    kept_out = os.path.abspath(without) if without else None  # noqa: PTH100 - as text, without resolving links
    for parent, folders, files in os.walk(folder, onerror=on_error):
        if _ENVIRONMENT in files:
            folders.clear()
            continue
        folders[:] = sorted(
            one
            for one in folders
            if one not in _SKIPPED and not one.startswith(".") and os.path.abspath(Path(parent, one)) != kept_out  # noqa: PTH100
        )
        if name in files:
            yield Path(parent, name)

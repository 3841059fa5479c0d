"""What decides on a build beside the author's files: this program, its libraries, the environment, the engines."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Final

from cvtex import __version__
from cvtex.build_record import Circumstances, digest_of
from cvtex.files.state import SETTLED_NS, FileState, state_of
from cvtex.typeset.engine import ENGINE_NAMES, Engine, search_engine
from cvtex.typeset.environment import relevant

_PACKAGE: Final = str(Path(__file__).parent)
# What Python itself and this program's commands take from the environment.
_OWN_VARIABLES: Final = ("SOURCE_DATE_EPOCH", "PYTHONPATH", "PYTHONHOME")


def circumstances(wanted: str | None, environment: Mapping[str, str]) -> Circumstances:
    """`wanted`: the engine, or None for the first one that is there. Starts no process."""
    engines = [search_engine(name, environment) for name in ENGINE_NAMES if wanted in (None, name)]
    states = [state_of(one.executable) if isinstance(one, Engine) else None for one in engines]
    variables = {name: environment[name] for name in _OWN_VARIABLES if name in environment}
    return Circumstances(
        program(),
        digest_of(sorted({**relevant(environment), **variables}.items())),
        digest_of((engines, states)),
    )


@cache
def program() -> str:
    """What tells this program, and what runs it, from another and from what it was before an edit; as it was first
    asked.
    """
    return digest_of((__version__, sys.version, sys.executable, _PACKAGE, sorted(_own_files(_PACKAGE))))


def library(name: str) -> FileState | None:
    """A library as it was installed; it is not imported."""
    found = find_spec(name)
    return state_of(found.origin) if found and found.origin else None


def _own_files(folder: str) -> Iterator[tuple[str, int, int]]:
    """With size and time, so that a developer's edit counts. By strings: Path would take longer than the disk."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _own_files(entry.path)
            else:
                found = entry.stat()
                # What was changed just now may not be what was imported: then nothing is ever equal to it.
                is_settled = found.st_mtime_ns < (now := time.time_ns()) - SETTLED_NS
                yield entry.path, found.st_size, found.st_mtime_ns if is_settled else now


def libraries() -> tuple[FileState, ...]:
    """The files of all modules that were imported by now, and the folders in which their packages lie.

    Such a folder changes when any package is installed, replaced or removed there, also one that a later build would
    import.
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

"""Files of a TeX installation, and how they were when they were read: whoever finds them as they were may trust them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from cvtex.files.state import FileState, state_of
from cvtex.typeset.engine import Engine
from cvtex.typeset.environment import plain_environment
from cvtex.typeset.process import run_process

# What kpathsea knows of the files below a folder. It changes with every package that is installed, so also with a file
# that was looked for in vain before.
_DATABASE: Final = "ls-R"
_DATABASE_BYTES: Final = 1024 * 1024
# The families of the built-in themes, by the files with which LaTeX finds them.
_FAMILIES: Final = {"charter": "t1bch.fd", "sourcesans": "T1SourceSansPro-TLF.fd"}
_ANSWER_BYTES: Final = 64 * 1024
_SECONDS: Final = 20.0


def program_output(
    command: Sequence[str | Path], environment: Mapping[str, str], most_bytes: int = _ANSWER_BYTES
) -> bytes | None:
    """Run a small program of the installation, such as kpsewhich -> what it printed.

    None if it failed, could not be started, took too long or printed too much.
    """
    with TemporaryDirectory(prefix="cvtex-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        output = folder / "output.txt"
        end = run_process(
            command,
            cwd=folder,
            environment=plain_environment(environment, folder),
            output=output,
            watched=folder,
            time_limit=_SECONDS,
            size_limit=most_bytes,
        )
        return output.read_bytes()[:most_bytes] if end.exit_code == 0 else None


def lacking_families(engine: Engine, environment: Mapping[str, str]) -> frozenset[str]:
    """The families of the built-in themes that a TeX does not have. The embedded one has them all, and is not asked."""
    if engine.name == "embedded":
        return frozenset()
    program = engine.executable.with_name(f"kpsewhich{engine.executable.suffix}")
    if not program.is_file():
        return frozenset()
    # It ends with an error where it finds nothing.
    return frozenset(
        family for family, file in _FAMILIES.items() if program_output((program, file), environment) is None
    )


def states_of(files: Iterable[str], engine: Engine, environment: Mapping[str, str]) -> tuple[FileState, ...]:
    """Files that TeX has read -> their states, and those of all the installation's databases. Starts a process."""
    return _states(files, _databases(engine, environment))


def states_read(files: Iterable[str]) -> tuple[FileState, ...]:
    """The same, with the databases of those trees alone of which something was read. Starts no process."""
    return _states(files, ())


def knows_additions(states: Iterable[FileState]) -> bool:
    """Whether a package that is added changes one of the files; not so with MiKTeX, whose databases are others."""
    return any(Path(state.path).name == _DATABASE for state in states)


def _states(files: Iterable[str], databases: Iterable[str]) -> tuple[FileState, ...]:
    """Files named from TeX's folder are left out: that folder is the program's own, and gone."""
    read = {Path(file) for file in files if Path(file).is_absolute()}
    beside = {folder / _DATABASE for folder in _folders_above(read)}
    named = sorted({*map(str, read), *map(str, beside), *databases})
    return tuple(state for name in named if (state := state_of(name)))


def _folders_above(files: Iterable[Path]) -> set[Path]:
    """Each once: hundreds of files stand below few folders, and this is asked after each run."""
    folders: set[Path] = set()
    for file in files:
        folder = file.parent
        while folder not in folders:
            folders.add(folder)
            folder = folder.parent
    return folders


def _databases(engine: Engine, environment: Mapping[str, str]) -> tuple[str, ...]:
    """Those of trees of which nothing was read, if the installation has a program to ask."""
    program = engine.executable.with_name(f"kpsewhich{engine.executable.suffix}")
    if not program.is_file():
        return ()
    printed = program_output((program, "--all", _DATABASE), environment, _DATABASE_BYTES) or b""
    return tuple(printed.decode("utf-8", "surrogateescape").splitlines())

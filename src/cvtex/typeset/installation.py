"""Files of a TeX installation and their states: results that were made from unchanged files are still valid."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from cvtex.files.state import FileState, state_of
from cvtex.typeset.engine import Engine
from cvtex.typeset.environment import plain_environment
from cvtex.typeset.process import run_process
from cvtex.typeset.run import TemporaryFilesError, own_folder

# kpathsea's database of the files below a folder. Every package that is installed changes it, so it also covers files
# that were not found before.
_DATABASE: Final = "ls-R"
_DATABASE_BYTES: Final = 1024 * 1024
# The families of the built-in themes, by the files with which LaTeX finds them.
_FAMILIES: Final = {"charter": "t1bch.fd", "sourcesans": "T1SourceSansPro-TLF.fd"}
_ANSWER_BYTES: Final = 64 * 1024
_SECONDS: Final = 20.0


def program_output(
    command: Sequence[str | Path],
    environment: Mapping[str, str],
    most_bytes: int = _ANSWER_BYTES,
    exit_codes: Collection[int] = (0,),
) -> bytes | None:
    """Run a small program of the installation, such as kpsewhich -> what it printed.

    None if it ended with another exit code, could not be started, took too long or printed too much.
    """
    try:
        with own_folder() as folder:
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
            return output.read_bytes()[:most_bytes] if end.exit_code in exit_codes else None
    except (TemporaryFilesError, OSError):
        return None


def lacking_families(engine: Engine, environment: Mapping[str, str]) -> frozenset[str]:
    """Return the families of the built-in themes that the engine lacks. The embedded engine has them all."""
    if engine.name == "embedded":
        return frozenset()
    program = engine.executable.with_name(f"kpsewhich{engine.executable.suffix}")
    if not program.is_file():
        return frozenset()
    # kpsewhich prints the files that it finds, and ends with 1 if one is missing.
    printed = program_output((program, *_FAMILIES.values()), environment, exit_codes=(0, 1)) or b""
    found = {Path(line).name for line in printed.decode("utf-8", "surrogateescape").splitlines()}
    return frozenset(family for family, file in _FAMILIES.items() if file not in found)


def states_of(files: Iterable[str], engine: Engine, environment: Mapping[str, str]) -> tuple[FileState, ...]:
    """Files that TeX has read -> their states and those of all databases of the installation. Starts a process."""
    return _states(files, _databases(engine, environment))


def states_read(files: Iterable[str]) -> tuple[FileState, ...]:
    """The same, but only with databases of trees from which a file was read. Starts no process."""
    return _states(files, ())


def knows_additions(states: Iterable[FileState]) -> bool:
    """Whether installing a package changes one of the files. Not so with MiKTeX, which has other databases."""
    return any(Path(state.path).name == _DATABASE for state in states)


def _states(files: Iterable[str], databases: Iterable[str]) -> tuple[FileState, ...]:
    """Files with relative names are skipped: they were in the temporary folder of the run."""
    read = {Path(file) for file in files if Path(file).is_absolute()}
    beside = {folder / _DATABASE for folder in _folders_above(read)}
    named = sorted({*map(str, read), *map(str, beside), *databases})
    return tuple(state for name in named if (state := state_of(name)))


def _folders_above(files: Iterable[Path]) -> set[Path]:
    """Visit each folder once: there are hundreds of files in few folders, after every run."""
    folders: set[Path] = set()
    for file in files:
        folder = file.parent
        while folder not in folders:
            folders.add(folder)
            folder = folder.parent
    return folders


def _databases(engine: Engine, environment: Mapping[str, str]) -> tuple[str, ...]:
    """Return all databases of the installation, if it has kpsewhich."""
    program = engine.executable.with_name(f"kpsewhich{engine.executable.suffix}")
    if not program.is_file():
        return ()
    printed = program_output((program, "--all", _DATABASE), environment, _DATABASE_BYTES) or b""
    return tuple(printed.decode("utf-8", "surrogateescape").splitlines())

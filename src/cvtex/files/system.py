"""What differs between systems in names and places of files. Nothing else asks which system this is.

Only child processes and signals have a module of their own, `typeset/children.py`.
"""

from __future__ import annotations

import errno
import os
import re
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

System = Literal["windows", "macos", "posix"]

# Microsoft, "Naming Files, Paths, and Namespaces": devices in every folder, whatever ending follows.
_PORTS: Final = (f"{port}{digit}" for port in ("com", "lpt") for digit in "123456789¹²³")
_DEVICES: Final = frozenset({"con", "prn", "aux", "nul", "conin$", "conout$", *_PORTS})
_REFUSED: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
# Half a second for a viewer or a virus scanner to let go of a file.
_MOST_TRIES: Final = 10
_PAUSE_SECONDS: Final = 0.05


def this_system() -> System:
    """Return the system that runs this program."""
    platform: str = sys.platform
    return "windows" if platform == "win32" else "macos" if platform == "darwin" else "posix"


def machine() -> tuple[str, str]:
    """Return the names of the system and of the processor, as `platform` has them."""
    import platform

    return platform.system(), platform.machine()


def is_device(name: str) -> bool:
    """Whether Windows takes the name of a file for a device: `con.yaml`, `aux`. Opening one may wait for ever."""
    return name.partition(".")[0].rstrip(" ").casefold() in _DEVICES


def portable_name(name: str) -> str:
    """Name of a new file -> the same where every system takes it: `con.bib` -> `_con.bib`, `a:b. ` -> `a_b`."""
    name = _REFUSED.sub("_", name).rstrip(". ")
    return f"_{name}" if not name or is_device(name) else name


def refuse_device(path: Path) -> None:
    """Raise OSError for a name that is a device on this system."""
    if this_system() == "windows" and any(map(is_device, path.parts)):
        raise OSError(errno.EINVAL, "Windows keeps this name for a device; rename the file", str(path))


def put_in_place(temporary: Path, target: Path) -> None:
    """Rename a file over another in the same folder. Raises OSError.

    On Windows, a file that another program has open cannot be replaced: try again for half a second.
    """
    for tries_left in reversed(range(_MOST_TRIES if this_system() == "windows" else 1)):
        try:
            temporary.replace(target)
        except PermissionError as problem:
            if this_system() != "windows":
                raise
            if not tries_left:
                message = "another program has it open; close it there, and build again"
                raise PermissionError(problem.errno, message, str(target)) from problem
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def machine_name() -> str:
    """Return the name of this machine among others."""
    if sys.platform == "win32":
        return os.environ.get("COMPUTERNAME", "")
    return os.uname().nodename


def lock(descriptor: int) -> bool:
    """Lock an open file, without waiting -> whether this process now holds the lock."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def is_own(name: str) -> bool:
    """Whether a file belongs to this user. On Windows, users have folders of their own for temporary files."""
    return sys.platform == "win32" or os.lstat(name).st_uid == os.geteuid()


def find_program(name: str, environment: Mapping[str, str]) -> Path | None:
    """Name -> the first program of this name in a folder of PATH.

    Folders without a full path are skipped, and so is the working directory, where Windows looks first: a program
    beside a CV must not be run.
    """
    file = f"{name}.exe" if this_system() == "windows" else name
    for folder in environment.get("PATH", "").split(os.pathsep):
        path = Path(folder.strip('"'), file)
        if path.is_absolute() and is_program(path):
            return path
    return None


def is_program(path: Path) -> bool:
    """Whether this is a file that may be run. Windows has no right to execute: there, every file may."""
    return path.is_file() and os.access(path, os.X_OK)


def font_folders(environment: Mapping[str, str], system: System) -> tuple[str, ...]:
    """The usual folders of fonts, for one user and for all."""
    home = home_folder(environment)
    match system:
        case "windows":
            local = environment.get("LOCALAPPDATA", "")
            places = [
                f"{environment.get('WINDIR') or 'C:/Windows'}/Fonts",
                f"{local}/Microsoft/Windows/Fonts" if local else "",
            ]
        case "macos":
            places = [f"{home}/Library/Fonts" if home else "", "/Library/Fonts", "/System/Library/Fonts"]
        case "posix":
            data = data_folder(environment)
            shared = environment.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
            places = [
                f"{data}/fonts" if data else "",
                f"{home}/.fonts" if home else "",
                *(f"{place}/fonts" for place in shared.split(":") if place),
            ]
    return tuple(place for place in places if place)


def home_folder(environment: Mapping[str, str]) -> str:
    return environment.get("HOME") or environment.get("USERPROFILE") or ""


def data_folder(environment: Mapping[str, str]) -> str:
    """The user's folder for data, by the XDG Base Directory Specification; "" without a home."""
    home = home_folder(environment)
    return environment.get("XDG_DATA_HOME") or (f"{home}/.local/share" if home else "")


def wait_in_writes(descriptor: int) -> None:
    """Let writes wait for the reader of a pipe that was opened without waiting. Windows opens none so."""
    if sys.platform != "win32":
        os.set_blocking(descriptor, True)


def shares_ports() -> bool:
    """Whether a second program could listen on a port that is marked for reuse."""
    return this_system() == "windows"

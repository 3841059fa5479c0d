"""The environment that a process of this stage gets: what it needs, and nothing that could surprise it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

_INHERITED: Final = (
    "PATH", "HOME",
    # Windows: its loader needs SYSTEMROOT; MiKTeX keeps its state under the application data.
    "SYSTEMROOT", "WINDIR", "COMSPEC", "PATHEXT", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "PROGRAMDATA",
)  # fmt: skip


def inherited_variables(environment: Mapping[str, str]) -> dict[str, str]:
    """Environment of this program -> what of it decides on what a process of this stage does."""
    return {name: environment[name] for name in _INHERITED if name in environment}


def plain_environment(environment: Mapping[str, str], temporary: Path) -> dict[str, str]:
    """Environment of this program -> environment of a child that is not TeX.

    Temporary files of the child go into the folder `temporary`, so that nothing is left when it is killed.
    """
    return inherited_variables(environment) | {name: str(temporary) for name in ("TMPDIR", "TEMP", "TMP")}


def tex_environment(environment: Mapping[str, str], epoch: int, temporary: Path, empty: Path) -> dict[str, str]:
    """Environment of this program -> environment of one TeX run.

    The user's TEXINPUTS and its like are left out. The user's texmf trees are replaced by the folder `empty`, which
    need not be there: a forgotten ~/texmf or a stale map of fonts must not change a CV.

    `epoch` is the time, in seconds since 1970, that TeX shall believe in (SOURCE_DATE_EPOCH).
    openin_any, openout_any and shell_escape are read by kpathsea (its manual, "Calling sequence" and texmf.cnf):
    p, "paranoid", is the current folder and below, and no dot files.
    """
    return plain_environment(environment, temporary) | {
        **dict.fromkeys(("TEXMFHOME", "TEXMFCONFIG", "TEXMFVAR"), str(empty)),
        "SOURCE_DATE_EPOCH": str(epoch),
        "FORCE_SOURCE_DATE": "1",
        "openin_any": "p",
        "openout_any": "p",
        "shell_escape": "f",
        # No process that draws bitmap fonts.
        "MKTEXPK": "0",
        "MKTEXTFM": "0",
        "MKTEXMF": "0",
        # TeX breaks lines of its log at 79 columns unless told otherwise (tex.web 54 to 58).
        "max_print_line": "1000",
        "error_line": "254",
        "half_error_line": "238",
    }

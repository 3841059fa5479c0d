"""Environment variables of child processes: only what they need."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

_INHERITED: Final = (
    "PATH", "HOME",
    # Windows: its loader needs SYSTEMROOT; MiKTeX keeps its state under the application data.
    "SYSTEMROOT", "WINDIR", "COMSPEC", "PATHEXT", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "PROGRAMDATA",
)  # fmt: skip


def inherited_variables(environment: Mapping[str, str]) -> dict[str, str]:
    """Environment of this program -> the variables that child processes inherit."""
    return {name: environment[name] for name in _INHERITED if name in environment}


def plain_environment(environment: Mapping[str, str], temporary: Path) -> dict[str, str]:
    """Environment of this program -> environment of a child other than TeX.

    The child puts temporary files into the folder `temporary`, so none is left behind when it is killed.
    """
    return inherited_variables(environment) | {name: str(temporary) for name in ("TMPDIR", "TEMP", "TMP")}


def tex_environment(environment: Mapping[str, str], epoch: int, temporary: Path, empty: Path) -> dict[str, str]:
    """Environment of this program -> environment of one TeX run.

    TEXINPUTS and similar variables are not inherited. The folder `empty`, which need not exist, replaces the user's
    texmf trees: a forgotten ~/texmf or a stale font map must not change a CV.

    `epoch`: the time that TeX uses as the current time, in seconds since 1970 (SOURCE_DATE_EPOCH).
    kpathsea reads openin_any, openout_any and shell_escape (its manual, "Calling sequence" and texmf.cnf): p,
    "paranoid", allows the current folder and below, without dot files.
    """
    return plain_environment(environment, temporary) | {
        **dict.fromkeys(("TEXMFHOME", "TEXMFCONFIG", "TEXMFVAR"), str(empty)),
        "SOURCE_DATE_EPOCH": str(epoch),
        "FORCE_SOURCE_DATE": "1",
        "openin_any": "p",
        "openout_any": "p",
        "shell_escape": "f",
        # Do not start programs that generate bitmap fonts.
        "MKTEXPK": "0",
        "MKTEXTFM": "0",
        "MKTEXMF": "0",
        # By default, TeX breaks the lines of its log at 79 columns (tex.web 54 to 58).
        "max_print_line": "1000",
        "error_line": "254",
        "half_error_line": "238",
    }

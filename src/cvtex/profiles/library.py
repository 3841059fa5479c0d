"""Read and check a profile by name."""

from __future__ import annotations

from pathlib import Path

from cvtex.check.profile import check_profile
from cvtex.diagnostics import Checked
from cvtex.model.profile import Profile
from cvtex.read.observed import ObservedFiles
from cvtex.read.profile import profile_names, read_profile

__all__ = ["load_profile", "profile_names"]


def load_profile(name: str, cv_folder: Path, files: ObservedFiles | None = None) -> Checked[Profile | None]:
    """The rules, or None with errors in the name or the file."""
    read = read_profile(name, cv_folder, files)
    if read.value is None:
        return Checked(None, read.diagnostics)
    checked = check_profile(read.value)
    return Checked(checked.value, (*read.diagnostics, *checked.diagnostics))

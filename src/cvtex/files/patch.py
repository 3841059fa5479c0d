"""Two states of a file -> what `patch` and `git apply` read, byte by byte. Pure."""

from __future__ import annotations

import difflib
import re
from typing import Final

# What a name in a patch is quoted for.
_QUOTED: Final = re.compile(r'[\x00-\x1f\x7f"\\]')
_NOTHING: Final = "/dev/null"


def patch_of(name: str, old: bytes | None, new: bytes) -> str:
    """The patch, with bytes that are not UTF-8 as lone surrogates. `old` is None if there is no file yet."""
    lines = difflib.unified_diff(
        _lines(old or b""), _lines(new), _NOTHING if old is None else _in_patch(name), _in_patch(name)
    )
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(data: bytes) -> list[str]:
    """Only a line feed ends a line of a patch."""
    text = data.decode("utf-8", "surrogateescape")
    return [f"{line}\n" for line in text.split("\n")[:-1]] + [line for line in text.split("\n")[-1:] if line]


def _in_patch(name: str) -> str:
    """Quoted as in C. A tab ends a name with blanks."""
    if _QUOTED.search(name):
        return '"' + _QUOTED.sub(lambda sign: f"\\{ord(sign[0]):03o}", name) + '"'
    return f"{name}\t" if " " in name else name

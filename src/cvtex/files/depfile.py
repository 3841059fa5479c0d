"""Outputs and their sources -> rules for make, as compilers write them (gcc -MD -MP)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

# GNU make's manual: "Rule Syntax", "Using Wildcard Characters in File Names", "Pattern Intro". Backslashes before these
# characters must be doubled, too.
_SPECIAL: Final = re.compile(r"(\\*)([ #:*?\[])")
_PATTERN: Final = re.compile(r"(\\*)%")
# A literal equals sign would turn the rule into a variable definition, so it comes from a variable.
_EQUALS: Final = "$(cvtex_equals)"
_DEFINITION: Final = "cvtex_equals := =\n"
# The colon of a drive, as compilers write it.
_DRIVE: Final = re.compile(r"[A-Za-z]:(?=/)")
# make has no escape for these: other blanks, and those at an end, the end of a list, the home of a user, a member of an
# archive, a group of targets, a backslash at an end or beside a wildcard, and the only directive before a colon.
_UNWRITABLE: Final = re.compile(r"[\n\r\t\v\f\0;|]|^~|.\(.*\)$|[&\\ ]$|\\.*[*?\[]|[*?\[].*\\|^define$", re.DOTALL)


def make_rules(files: Mapping[str, Iterable[str]]) -> str:
    """Names of outputs with their sources -> a rule for each output, and an empty rule for each source.

    The empty rules turn a deleted source from an error into a reason to build. Omits names that make cannot express.
    """
    rules = []
    sources: dict[str, None] = {}
    for output, read in files.items():
        named = [name for name in read if can_be_written(name)]
        sources |= dict.fromkeys(named)
        if can_be_written(output):
            rules.append(f"{as_target(output)}:{''.join(f' {as_source(name)}' for name in named)}\n")
    text = "\n".join([*rules, *(f"{as_target(name)}:\n" for name in sources)])
    return f"{_DEFINITION}{text}" if _EQUALS in text else text


def can_be_written(name: str) -> bool:
    """Whether a makefile can express the name."""
    return bool(name) and not _UNWRITABLE.search(name)


def as_source(name: str) -> str:
    r"""`my cv.yaml` -> `my\ cv.yaml`, `$a` -> `$$a`, `C:/cv.yaml` as it is."""
    drive = found[0] if (found := _DRIVE.match(name)) else ""
    return drive + _SPECIAL.sub(r"\1\1\\\2", name.removeprefix(drive).replace("$", "$$")).replace("=", _EQUALS)


def as_target(name: str) -> str:
    """`as_source` for the left side, where a percent sign is a wildcard."""
    return _PATTERN.sub(r"\1\1\\%", as_source(name))

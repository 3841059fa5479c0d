"""Outputs and the files that they were built of -> rules for make, as compilers write them (gcc -MD -MP)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

# GNU make's manual: "Rule Syntax", "Using Wildcard Characters in File Names", "Pattern Intro". Backslashes before such
# a sign count, too.
_SPECIAL: Final = re.compile(r"(\\*)([ #:*?\[\]])")
_PATTERN: Final = re.compile(r"(\\*)%")
# An equals sign would make a rule the definition of a variable, unless it comes from one.
_EQUALS: Final = "$(cvtex_equals)"
_DEFINITION: Final = "cvtex_equals := =\n"
# Nothing protects these from make.
_UNWRITABLE: Final = frozenset("\n\r\t\0;|")


def make_rules(files: Mapping[str, Iterable[str]]) -> str:
    """Outputs by name, with what each one was built of -> a rule for each output, and an empty one for each source.

    With the empty rules, a source that was deleted is no error, but a reason to build. Names that cannot be written are
    left out.
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
    """Whether make has a way to write the name."""
    return bool(name) and not _UNWRITABLE & set(name)


def as_source(name: str) -> str:
    r"""`my cv.yaml` -> `my\ cv.yaml`, `$a` -> `$$a`."""
    text = _SPECIAL.sub(r"\1\1\\\2", name.replace("$", "$$")).replace("=", _EQUALS)
    return f"./{text}" if text.startswith("~") else text


def as_target(name: str) -> str:
    """The same on the left side, where a per cent sign stands for anything."""
    return _PATTERN.sub(r"\1\1\\%", as_source(name))

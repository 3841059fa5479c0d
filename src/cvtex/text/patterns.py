r"""Regular expressions of strangers, which must not be able to backtrack without end.

They are rows of parts: a letter, an escape such as `\d` or `\b`, a dot, an anchor, or signs in brackets. A part may be
repeated, but not often. There are no groups and no alternatives: those are patterns of their own.
"""

from __future__ import annotations

import re
from typing import Final

MOST_CHARACTERS: Final = 200
# What `*`, `+` and `{2,}` mean at most.
MOST_REPEATED: Final = 9
# Ways to divide a text between the repeated parts of a pattern, for each place where it may begin.
MOST_WAYS: Final = 2_000

_PART: Final = re.compile(
    r"(?P<sign>\\[^\W0-9_]|\\\W|\[\^?\]?(?:\\.|[^\]\\])*\]|[^\\\[\](){}|*+?])"
    r"(?P<times>[*+?]|\{(?P<least>\d{1,2})(?P<comma>,(?P<most>\d{0,2}))?\})?",
    re.DOTALL,
)


class PatternError(Exception):
    """Why a pattern is refused."""


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern, ignoring case. Raises PatternError."""
    if len(pattern) > MOST_CHARACTERS:
        raise PatternError(f"it is longer than {MOST_CHARACTERS} characters")
    place, ways, parts = 0, 1, []
    while place < len(pattern):
        part = _PART.match(pattern, place)
        if part is None:
            raise PatternError(f"'{pattern[place]}' cannot stand there: groups and alternatives are not known")
        place = part.end()
        least, most = _times(part)
        ways *= most - least + 1
        parts.append(part["sign"] + (f"{{{least},{most}}}" if part["times"] else ""))
    if ways > MOST_WAYS:
        raise PatternError("it has too many parts that are repeated")
    try:
        return re.compile("".join(parts), re.IGNORECASE)
    except re.error as problem:
        raise PatternError(str(problem)) from problem


def _times(part: re.Match[str]) -> tuple[int, int]:
    match part["times"]:
        case None:
            return 1, 1
        case "?":
            return 0, 1
        case "*":
            return 0, MOST_REPEATED
        case "+":
            return 1, MOST_REPEATED
        case _:
            least = int(part["least"])
            most = int(part["most"] or max(least, MOST_REPEATED)) if part["comma"] else least
            return least, max(least, most)

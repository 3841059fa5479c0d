"""Months in words -> their numbers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from cvtex.value import Value

ENGLISH_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
# One or more forms, each with twelve names.
MonthNames = tuple[tuple[str, ...], ...]


class CalendarNames(Value):
    """A language's names of months and quarters in all forms, and the words between them: `de`, `г.`, `年`."""

    months: MonthNames
    quarters: tuple[tuple[str, ...], ...]
    fillers: tuple[str, ...]


def month_number(word: str, names: MonthNames = (ENGLISH_MONTHS,)) -> int | None:
    """`sept` -> 9: the only month with a name that starts with the word."""
    return month_beginnings(names).get(word.casefold())


@cache
def month_beginnings(names: MonthNames = (ENGLISH_MONTHS,)) -> Mapping[str, int]:
    """Full names, and prefixes of at least three letters that belong to one month only; case-folded."""
    months: dict[str, set[int]] = {}
    full: dict[str, int] = {}
    for twelve in names:
        for number, name in enumerate(twelve, 1):
            full.setdefault(name.casefold(), number)
            for end in range(3, len(name) + 1):
                months.setdefault(name[:end].casefold(), set()).add(number)
    return {beginning: numbers.pop() for beginning, numbers in months.items() if len(numbers) == 1} | full

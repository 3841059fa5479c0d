"""Months in words -> their numbers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

ENGLISH_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
# One or more forms, each with twelve names.
MonthNames = tuple[tuple[str, ...], ...]


def month_number(word: str, names: MonthNames = (ENGLISH_MONTHS,)) -> int | None:
    """`sept` -> 9: the only month with a name that starts with the word."""
    return _by_beginning(names).get(word.casefold())


@cache
def _by_beginning(names: MonthNames) -> Mapping[str, int]:
    """Prefixes of at least three letters that belong to one month only."""
    months: dict[str, set[int]] = {}
    for twelve in names:
        for number, name in enumerate(twelve, 1):
            for end in range(3, len(name) + 1):
                months.setdefault(name[:end].casefold(), set()).add(number)
    return {beginning: numbers.pop() for beginning, numbers in months.items() if len(numbers) == 1}

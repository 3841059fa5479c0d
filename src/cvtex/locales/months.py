"""Months in words -> their numbers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

ENGLISH_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
# MonthNames of the twelve months, in one form or several.
MonthNames = tuple[tuple[str, ...], ...]


def month_number(word: str, names: MonthNames = (ENGLISH_MONTHS,)) -> int | None:
    """`sept` -> 9: the one month whose name begins with the word, in any of the forms."""
    return _by_beginning(names).get(word.casefold())


@cache
def _by_beginning(names: MonthNames) -> Mapping[str, int]:
    """Beginnings of at least three letters that only one month has."""
    found: dict[str, set[int]] = {}
    for twelve in names:
        for number, name in enumerate(twelve, 1):
            for end in range(3, len(name) + 1):
                found.setdefault(name[:end].casefold(), set()).add(number)
    return {beginning: numbers.pop() for beginning, numbers in found.items() if len(numbers) == 1}

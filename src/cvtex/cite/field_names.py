"""Find misspelt names of fields: `tilte`. A field of any other unknown name is a program's or the author's own.

Names that are printed nowhere, such as `sortname`, are not looked for.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from cvtex.model.bibliography import PRINTED_FIELDS

# Names in use that differ from one of these by a letter.
_OTHERS: Final = frozenset(
    {"notes", "volumes", "editora", "editorb", "editorc", "types", "numbers", "dates", "versions", "editions", "tile"}
)
_SEPARATORS: Final = str.maketrans("", "", "_- .")
_MAX_LENGTH: Final = 20
# A library has a few hundred. Any more cannot all be misspelt.
_MAX_NAMES: Final = 2000
# Names that are shorter than this may have one wrong letter, longer ones two.
_LONG: Final = 9


class FieldNames:
    """Looks up names of fields. Remembers each answer, since a library repeats them in every entry."""

    def __init__(self) -> None:
        self._meant: dict[str, str] = {}

    def misspelt(self, names: Collection[str]) -> dict[str, str]:
        """Names of an entry's fields -> the misspelt ones with the name that was meant and that the entry lacks."""
        found = {}
        for name in names:
            near = self._meant.get(name)
            if near is None:
                near = self._nearest(name)
            if near and near not in names:
                found[name] = near
        return found

    def _nearest(self, name: str) -> str:
        if len(self._meant) >= _MAX_NAMES:
            return ""
        return self._meant.setdefault(name, _nearest(name))


def _nearest(name: str) -> str:
    is_own = name.startswith("_") or any(map(str.isdigit, name))
    if is_own or name in PRINTED_FIELDS or name in _OTHERS or len(name) > _MAX_LENGTH:
        return ""
    joined = name.translate(_SEPARATORS)
    if joined in PRINTED_FIELDS:
        return joined
    return next((printed for printed in PRINTED_FIELDS if _is_near(name, printed)), "")


def _is_near(name: str, printed: str) -> bool:
    """Whether one or two letters are wrong, missing, too many or swapped. Few people miss the first letter."""
    if sorted(name) == sorted(printed) and _distance(name, printed) == 1:
        return True
    if len(printed) < 4 or name[:1] != printed[0]:
        return False
    return _distance(name, printed) <= (2 if len(printed) >= _LONG else 1)


def _distance(one: str, other: str) -> int:
    """The number of letters to change, add, remove, or swap with their neighbour."""
    if abs(len(one) - len(other)) > 2:
        return 3
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        above, row = row, [i]
        for j, target in enumerate(other, 1):
            least = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != target))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == target:
                least = min(least, before[j - 2] + 1)
            row.append(least)
        before = above
    return row[-1]

"""People who are not the owner by name, but by a slip of the pen might be. They are told of, and never taken."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from cvtex.cite.owner import (
    given_names_agree,
    is_initial,
    is_swapped,
    is_whole,
    spelling,
    token_agrees,
    tokens,
)
from cvtex.cite.people import Person
from cvtex.model.people import PersonName
from cvtex.text.folding import fold_name
from cvtex.value import Value

Slip = Literal[
    "family name misspelt",
    "part of the family name",
    "given name misspelt",
    "another initial",
    "no given name",
    "swapped",
]

# In shorter names one letter makes another family.
MIN_MISSPELT = 5
MIN_GIVEN_MISSPELT = 4
# From this length on, two letters may be wrong.
MIN_TWICE_MISSPELT = 8


class NearMiss(Value):
    """`position` counts from 0; `name` is that of the owner's names which is nearly this one."""

    role: str
    position: int
    person: Person
    name: PersonName
    slip: Slip


def near_misses(role: str, people: Iterable[Person], names: tuple[PersonName, ...]) -> tuple[NearMiss, ...]:
    """In order, each person once."""
    found = []
    for position, person in enumerate(people):
        if any(spelling(person, name) for name in names):
            continue
        slips = ((name, slip) for name in names if (slip := slip_of(person, name)) is not None)
        if (first := next(slips, None)) is not None:
            found.append(NearMiss(role, position, person, *first))
    return tuple(found)


def slip_of(person: Person, name: PersonName) -> Slip | None:
    """By which slip a person's printed name, which is not this name, may come from it.

    In Chinese, Japanese or Korean script a character more or less is another person.
    """
    if is_whole(person, name):
        return None
    given, own_given = tokens(" ".join(person.given)), tokens(name.given)
    family, own_family = f"{person.particle} {person.family}", f"{name.particle} {name.family}"
    if fold_name(family) & fold_name(own_family):
        if not person.given:
            return "no given name"
        return next((slip for a in given for b in own_given if (slip := _slip_of_given_names(a, b))), None)
    if is_swapped(person, name):
        return "swapped"
    if not any(given_names_agree(a, b) for a in given for b in own_given) or not person.given:
        return None
    if _share_a_word(family, own_family):
        return "part of the family name"
    is_misspelt = _is_misspelt(family, own_family) or _is_misspelt(person.family, name.family)
    return "family name misspelt" if is_misspelt else None


def _is_misspelt(family: str, own: str) -> bool:
    return any(
        _distance(a, b) <= _slips(b) for a in fold_name(family) for b in fold_name(own) if len(b) >= MIN_MISSPELT
    )


def _slips(name: str) -> int:
    return 2 if len(name) >= MIN_TWICE_MISSPELT else 1


def _slip_of_given_names(given: tuple[str, ...], own: tuple[str, ...]) -> Slip | None:
    """One token is misspelt, or one initial is another one; all others agree."""
    differing = [(a, b) for a, b in zip(given, own, strict=False) if not token_agrees(a, b)]
    if len(differing) != 1:
        return None
    ((one, other),) = differing
    if is_initial(one) or is_initial(other):
        return "another initial"
    pairs = [(a, b) for a in fold_name(one) for b in fold_name(other) if min(len(a), len(b)) >= MIN_GIVEN_MISSPELT]
    return "given name misspelt" if any(_distance(a, b) <= 2 for a, b in pairs) else None


def _share_a_word(family: str, own: str) -> bool:
    """`Márquez` of `García Márquez`, `Leeuw` of `De Leeuw`."""

    def words(text: str) -> set[str]:
        parts = text.replace("-", " ").replace("\u2010", " ").split()
        return {folded for part in parts for folded in fold_name(part) if len(folded) >= 4}

    return bool(words(family) & words(own))


def _distance(one: str, other: str, most: int = 3) -> int:
    """How many letters are to be changed, put in, left out, or swapped with the next one; `most` stands for any more."""
    if abs(len(one) - len(other)) >= most:
        return most
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return min(row[-1], most)

"""Which of an entry's people is the CV's owner.

Compared are parsed names, never printed ones: the family names must agree after folding of accents, case, hyphens and
braces, and the given names token by token, where an initial agrees with a name that begins with it. A namesake with
other initials is another person. An annotation `author+an = {2=self}` (biblatex's data annotation) overrides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from cvtex.cite.people import Person
from cvtex.model.people import PersonName

# Letters that Unicode does not take apart into a base letter and an accent.
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
# In German names, the umlauts' other spelling.
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})


def find_owner(people: tuple[Person, ...], names: Iterable[PersonName], annotation: str = "") -> tuple[int, ...]:
    """Positions, from 0, of the people who are the owner: one usually; several if the names cannot tell."""
    marked = marked_as_self(annotation)
    if marked:
        return tuple(position for position in marked if position < len(people))
    names = tuple(names)
    return tuple(i for i, person in enumerate(people) if any(is_same_person(person, name) for name in names))


def marked_as_self(annotation: str) -> tuple[int, ...]:
    """`2=self; 3=corresponding` -> (1,). Positions in biblatex annotations count from 1."""
    found = re.findall(r"(\d{1,6})\s*=\s*\"?([^;\"]*)\"?", annotation)
    return tuple(int(position) - 1 for position, marks in found if "self" in re.split(r"[\s,]+", marks.strip()))


def is_same_person(person: Person, name: PersonName) -> bool:
    family = f"{person.particle} {person.family}"
    if not foldings(family) & foldings(f"{name.particle} {name.family}"):
        return False
    if person.suffix and name.suffix and not foldings(person.suffix) & foldings(name.suffix):
        return False
    return given_names_agree(tokens(" ".join(person.given)), tokens(name.given))


def given_names_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Token by token up to the shorter one's end; both must have a token."""
    return bool(one and other) and all(_token_agrees(a, b) for a, b in zip(one, other, strict=False))


def _token_agrees(one: str, other: str) -> bool:
    a, b = foldings(one), foldings(other)
    if len(one) == 1 or len(other) == 1:
        return bool({text[:1] for text in a} & {text[:1] for text in b})
    return bool(a & b)


def tokens(given: str) -> tuple[str, ...]:
    """`K.-R.`, `K-R`, `K. R.`, `KR` and `Klaus-Robert` -> their parts. Only capitals without vowels' company are packed."""
    parts = re.split(r"[\s.\-\u2010-\u2015\u00ad~]+", given)
    result: list[str] = []
    for part in filter(None, parts):
        packed = len(part) in (2, 3) and part.isalpha() and part.isupper()
        result.extend(part if packed else (part,))
    return tuple(result)


def foldings(text: str) -> frozenset[str]:
    """The ways in which a name is written in plain letters: `Müller` -> muller, mueller."""
    lowered = unicodedata.normalize("NFC", text).casefold()
    return frozenset(_plain_letters(form) for form in (lowered, lowered.translate(_UMLAUTS)))


def _plain_letters(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(character for character in decomposed if character.isalnum())

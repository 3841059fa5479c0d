"""Which of an entry's people is the CV's owner.

Compared are parsed names, never printed ones: the family names must agree after folding of accents, case, hyphens and
braces, and the given names token by token, where an initial agrees with a name that begins with it. A namesake with
other initials is another person. BibTeX cannot know that a family name has several words, so a name in the order
`Gabriel García Márquez` is read in each way that it may be meant. An annotation `author+an = {2=self}` (biblatex's
data annotation) overrides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from cvtex.cite.people import Person
from cvtex.model.people import PersonName
from cvtex.notation.names import read_name

# Letters that Unicode does not take apart into a base letter and an accent.
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
# In German names, the umlauts' other spelling.
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})


def find_owner(people: tuple[Person, ...], names: Iterable[PersonName], annotation: str = "") -> tuple[int, ...]:
    """Positions, from 0, of the people who are the owner: one usually; several if the names cannot tell."""
    marked = marked_as_self(annotation)
    if marked:
        return tuple(position for position in marked if 0 <= position < len(people))
    names = tuple(names)
    return tuple(i for i, person in enumerate(people) if any(is_same_person(person, name) for name in names))


def marked_as_self(annotation: str) -> tuple[int, ...]:
    """`2=self; 3=corresponding` -> (1,). Positions in biblatex annotations count from 1."""
    found = re.findall(r"(\d{1,6})\s*=\s*\"?([^;\"]*)\"?", annotation)
    return tuple(int(position) - 1 for position, marks in found if "self" in re.split(r"[\s,]+", marks.strip()))


def is_same_person(person: Person, name: PersonName) -> bool:
    if person.suffix and name.suffix and not foldings(person.suffix) & foldings(name.suffix):
        return False
    printed = _readings(" ".join(person.given), person.particle, person.family)
    own = _readings(name.given, name.particle, name.family)
    return any(
        given_names_agree(one, other)
        for given, family in printed
        for own_given, own_family in own
        if foldings(family) & foldings(own_family)
        for one in tokens(given)
        for other in tokens(own_given)
    )


def _readings(given: str, particle: str, family: str) -> list[tuple[str, str]]:
    """(given names, family name): as parsed, and with ever more of the given names as the family name's first words."""
    if not given and " " in family:
        # A whole name in braces, or inside a command that makes it bold.
        parsed = read_name(family)
        return _readings(parsed.given, parsed.particle, parsed.family) if parsed and parsed.given else [("", family)]
    words = given.split()
    last = f"{particle} {family}"
    return [
        (" ".join(words[:end]), " ".join((*words[end:], last)))
        for end in range(len(words), min(len(words), 1) - 1, -1)
        if not any(_is_initial(word) for word in words[end:])
    ]


def _is_initial(word: str) -> bool:
    return len(word) == 1 or word.endswith(".")


def given_names_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Token by token up to the shorter one's end. Who has no given names agrees only with another one without."""
    return bool(one) == bool(other) and all(_token_agrees(a, b) for a, b in zip(one, other, strict=False))


def _token_agrees(one: str, other: str) -> bool:
    """An abbreviation, `S`, `S.` or `Chr.`, agrees with what begins with it."""
    pairs = [(a, b) for a in foldings(one) for b in foldings(other)]
    return any(
        a == b or (_is_initial(one) and b.startswith(a)) or (_is_initial(other) and a.startswith(b)) for a, b in pairs
    )


def tokens(given: str) -> set[tuple[str, ...]]:
    """`K.-R.`, `K-R`, `K. R.` and `Klaus-Robert` -> their parts, in each way that they may be meant: `ADA` is a name in
    capitals, or three initials in one.
    """
    parts = re.findall(r"[^\s.\-\u2010-\u2015\u00ad~]+\.?", given)
    unpacked: list[str] = []
    for part in parts:
        letters = part.removesuffix(".")
        packed = len(letters) in (2, 3) and letters.isalpha() and letters.isupper()
        unpacked.extend(letters if packed else (part,))
    return {tuple(parts), tuple(unpacked)}


def foldings(text: str) -> frozenset[str]:
    """The ways in which a name is written in plain letters: `Müller` -> muller, mueller. Marks and numbers vanish."""
    lowered = unicodedata.normalize("NFC", text).casefold()
    return frozenset(_plain_letters(form) for form in (lowered, lowered.translate(_UMLAUTS)))


def _plain_letters(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(character for character in decomposed if character.isalpha())

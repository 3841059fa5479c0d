"""Find the CV's owner among an entry's people, and how the name is spelled there.

Parsed names are compared, never printed ones:

- Family names must agree after accents, case, hyphens and braces are folded.
- Given names must agree token by token. An initial agrees with any name that begins with it, so a namesake with other
  initials is another person.
- BibTeX cannot recognise a family name of several words. A name in the order `Gabriel García Márquez` is therefore
  read in every possible way.
- A name in Chinese, Japanese or Korean script agrees only as a whole.
- An annotation `author+an = {2=self}` (biblatex's data annotation) overrides all of this.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final, Literal, get_args

from cvtex.cite.people import Annotations, Person
from cvtex.model.people import Owner, PersonName
from cvtex.text.east_asian_names import fold_whole_name
from cvtex.text.folding import fold_name, letters_of
from cvtex.text.names import fold_suffix, read_name
from cvtex.value import Value

Spelling = Literal["exact", "without accents", "shortened", "initials", "swapped"]
"""How a printed name agrees with a full one.

`shortened`: one of them has more given names. `swapped`: family name and given names have changed places.
"""

MatchForm = Literal["annotated", Spelling, "native name", "former name", "other name"]
"""A match in one word: the spelling of the present name, or the kind of another name."""

_SPELLINGS: tuple[Spelling, ...] = get_args(Spelling)
# How well a spelling distinguishes two people with the same family name.
_CERTAINTY = {"annotated": 4, "exact": 3, "without accents": 3, "shortened": 2, "initials": 1, "swapped": 0}
# Shorter names serve as given and as family names: `Li Wei` and `Wei Li` are two people.
MIN_SWAPPED = 5


class OwnerMatch(Value):
    """A person who may be the owner. `position` counts from 0; `name` is the owner's name that agrees.

    An annotation decides alone: an annotated person may match none of the owner's names.
    """

    position: int
    form: MatchForm
    spelling: Spelling | None = None
    name: PersonName | None = None

    @property
    def certainty(self) -> int:
        return _CERTAINTY["annotated" if self.form == "annotated" else self.spelling or "annotated"]


def find_owner(
    people: tuple[Person, ...], owner: Owner, annotations: Annotations | None = None
) -> tuple[OwnerMatch, ...]:
    """List everybody who may be the owner, in order."""
    marked = sorted(marked_as_self(annotations or {}, owner))
    if marked:
        return tuple(_annotated(i, people[i], owner) for i in marked if 0 <= i < len(people))
    return tuple(match for i, person in enumerate(people) if (match := _match(i, person, owner)) is not None)


def most_certain(matches: tuple[OwnerMatch, ...]) -> tuple[OwnerMatch, ...]:
    """Prefer a person who is named in full to one of whom only the initials agree."""
    best = max((match.certainty for match in matches), default=0)
    return tuple(match for match in matches if match.certainty == best)


def marked_as_self(annotations: Annotations, owner: Owner) -> frozenset[int]:
    """Positions annotated with `self` or the owner's ORCID iD, including positions that do not exist."""
    orcid = owner.contact.orcid if owner.contact else None
    self_words = {"self", *([orcid.lower()] if orcid else [])}
    return frozenset(position for position, words in annotations.items() if words & self_words)


def _annotated(position: int, person: Person, owner: Owner) -> OwnerMatch:
    match = _match(position, person, owner)
    return OwnerMatch(position, "annotated", match.spelling if match else None, match.name if match else None)


def _match(position: int, person: Person, owner: Owner) -> OwnerMatch | None:
    """Match by the name that agrees best; the first one wins a tie."""
    best: OwnerMatch | None = None
    for name, other in _names(owner):
        spelled = spelling(person, name)
        if spelled is None:
            continue
        match = OwnerMatch(position, other if other and spelled != "swapped" else spelled, spelled, name)
        if best is None or best.spelling is None or _rank(spelled) < _rank(best.spelling):
            best = match
    return best


def _names(owner: Owner) -> Iterator[tuple[PersonName, MatchForm | None]]:
    yield owner.name, None
    if owner.name.native:
        yield owner.name.native, "native name"
    yield from ((form, "former name") for name in owner.former_names for form in name.scripts)
    yield from ((form, "other name") for name in owner.other_names for form in name.scripts)


def _rank(spelled: Spelling) -> int:
    return _SPELLINGS.index(spelled)


def spelling(person: Person, name: PersonName) -> Spelling | None:
    """How a person's printed name spells a name, or None if it is another person's."""
    if person.suffix and name.suffix and not _same_suffix(person.suffix, name.suffix):
        return None
    if _is_whole(person, name):
        return _spelling_of_whole(person, name)
    own = _readings(name.given, name.particle, name.family)
    straight = _spelling(_readings(" ".join(person.given), person.particle, person.family), own)
    return straight or ("swapped" if _is_swapped(person, name) and _may_be_swapped(person, name) else None)


def _same_suffix(one: str, other: str) -> bool:
    """`III` is the same as `3rd`."""
    return bool(fold_name(one) & fold_name(other)) or fold_suffix(one) == fold_suffix(other) != ""


def _is_whole(person: Person, name: PersonName) -> bool:
    """Whether one of the names is in Chinese, Japanese or Korean script, so that parts must not be compared alone."""
    return bool(person.whole or name.whole)


def _spelling_of_whole(person: Person, name: PersonName) -> Spelling | None:
    """Treat 王小明, `王, 小明` and BibTeX's reading without a comma, `小明 王`, as equal, and `王 小明` as swapped."""
    if not person.whole or not name.whole:
        return None
    own = fold_whole_name(name.whole)
    if fold_whole_name(person.whole) == own:
        return "exact"
    return "swapped" if fold_whole_name("".join((*person.given, person.family))) == own else None


def _is_swapped(person: Person, name: PersonName) -> bool:
    """Recognise `Lapuschkin Sebastian`, `Sebastian, Lapuschkin` and `Lapuschkin S M`."""
    if not person.given:
        return False
    own = _readings(name.given, name.particle, name.family)
    return _spelling(list(_swapped_readings(person)), own) is not None


def _swapped_readings(person: Person) -> Iterator[tuple[str, str]]:
    """Yield (given names, family name), with fewer and fewer of the first words as the family name."""
    words = person.given
    for end in range(len(words), 0, -1):
        yield " ".join((*words[end:], person.particle, person.family)), " ".join(words[:end])


def _may_be_swapped(person: Person, name: PersonName) -> bool:
    """Exclude names so short that, swapped, they are another person's. Initials cannot be a family name."""
    are_initials = any(parts and all(map(_is_initial, parts)) for parts in tokens(person.family))
    return _length(f"{name.particle} {name.family}") >= MIN_SWAPPED and (are_initials or _length(person.family) >= 3)


def _length(text: str) -> int:
    return min(map(len, fold_name(text)))


def _spelling(printed: list[tuple[str, str]], own: list[tuple[str, str]]) -> Spelling | None:
    found = {
        _spelling_of((one, family), (other, own_family))
        for given, family in printed
        for own_given, own_family in own
        if fold_name(family) & fold_name(own_family)
        for one in tokens(given)
        for other in tokens(own_given)
        if _given_names_agree(one, other)
    }
    return min(found, key=_rank, default=None)


def _spelling_of(one: tuple[tuple[str, ...], str], other: tuple[tuple[str, ...], str]) -> Spelling:
    (given, family), (own_given, own_family) = one, other
    pairs = list(zip(given, own_given, strict=False))
    if any(_is_initial(a) != _is_initial(b) for a, b in pairs):
        return "initials"
    if len(given) != len(own_given) and not _are_one_word(given, own_given):
        return "shortened"
    alike = _letters("".join(given)) == _letters("".join(own_given)) and _letters(family) == _letters(own_family)
    return "exact" if alike else "without accents"


def _letters(text: str) -> str:
    """Fold what exact spellings may vary in: `Müller-O’Brien` and `MÜLLER‐O'BRIEN` are equal."""
    return letters_of(unicodedata.normalize("NFC", text).casefold())


MOST_MOVED: Final = 8
"""The most given names that may belong to the family name: each makes a reading, and all are compared with all."""


def _readings(given: str, particle: str, family: str) -> list[tuple[str, str]]:
    """List (given names, family name): as parsed, then with more and more given names moved to the family name."""
    if not given and " " in family:
        # A whole name in braces.
        parsed = read_name(family)
        return _readings(parsed.given, parsed.particle, parsed.family) if parsed and parsed.given else [("", family)]
    words = given.split()
    last = f"{particle} {family}"
    return [
        (" ".join(words[:end]), " ".join((*words[end:], last)))
        for end in range(len(words), max(min(len(words), 1), len(words) - MOST_MOVED) - 1, -1)
        if not any(_is_initial(word) for word in words[end:])
    ]


def _is_initial(word: str) -> bool:
    """Recognise `S`, `S.` and `Chr.`. A single character of a script without capitals is a whole name."""
    return (len(word) == 1 and word.lower() != word.upper()) or word.endswith(".")


def _given_names_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Compare token by token up to the end of the shorter name; `ThanhVu` also agrees with `Thanh-Vu`.

    No given names agree only with no given names.
    """
    if bool(one) != bool(other):
        return False
    return _are_one_word(one, other) or all(_token_agrees(a, b) for a, b in zip(one, other, strict=False))


def _are_one_word(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return not any(map(_is_initial, (*one, *other))) and bool(fold_name("".join(one)) & fold_name("".join(other)))


def _token_agrees(one: str, other: str) -> bool:
    """An abbreviation (`S`, `S.`, `Chr.`) agrees with every name that begins with it."""
    pairs = [(a, b) for a in fold_name(one) for b in fold_name(other)]
    return any(
        a == b or (_is_initial(one) and a and b.startswith(a)) or (_is_initial(other) and b and a.startswith(b))
        for a, b in pairs
    )


def tokens(given: str) -> set[tuple[str, ...]]:
    """`K.-R.`, `K-R`, `K. R.`, `Klaus-Robert` -> their parts, in every possible reading.

    `ADA` may be a name in capitals or three initials.
    """
    parts = re.findall(r"[^\s.\-\u2010-\u2015\u00ad~]+\.?", given)
    unpacked: list[str] = []
    for part in parts:
        letters = part.removesuffix(".")
        packed = len(letters) in (2, 3) and letters.isalpha() and letters.isupper()
        unpacked.extend(letters if packed else (part,))
    return {tuple(parts), tuple(unpacked)}


Slip = Literal[
    "family name misspelt",
    "part of the family name",
    "given name misspelt",
    "another initial",
    "no given name",
    "swapped",
]

# In shorter names one letter makes a different family name.
MIN_MISSPELT = 5
MIN_GIVEN_MISSPELT = 4
# From this length on, two letters may be wrong.
MIN_TWICE_MISSPELT = 8


class NearMiss(Value):
    """A person whose name nearly matches the owner's, perhaps by mistake. Reported, never assumed to be the owner.

    `position` counts from 0; `name` is the owner's name that is nearly this one.
    """

    role: str
    position: int
    person: Person
    name: PersonName
    slip: Slip


def near_misses(role: str, people: Iterable[Person], names: tuple[PersonName, ...]) -> tuple[NearMiss, ...]:
    """List near misses in order, each person once."""
    found = []
    for position, person in enumerate(people):
        if any(spelling(person, name) for name in names):
            continue
        slips = ((name, slip) for name in names if (slip := slip_of(person, name)) is not None)
        if (first := next(slips, None)) is not None:
            found.append(NearMiss(role, position, person, *first))
    return tuple(found)


def slip_of(person: Person, name: PersonName) -> Slip | None:
    """The mistake that could have turned this name into a person's printed name, which does not match it.

    In Chinese, Japanese or Korean script, one character more or less is another person.
    """
    if _is_whole(person, name):
        return None
    given, own_given = tokens(" ".join(person.given)), tokens(name.given)
    family, own_family = f"{person.particle} {person.family}", f"{name.particle} {name.family}"
    if fold_name(family) & fold_name(own_family):
        if not person.given:
            return "no given name"
        return next((slip for a in given for b in own_given if (slip := _slip_of_given_names(a, b))), None)
    if _is_swapped(person, name):
        return "swapped"
    if not any(_given_names_agree(a, b) for a in given for b in own_given) or not person.given:
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
    """Exactly one token is misspelt or a different initial; all others agree."""
    differing = [(a, b) for a, b in zip(given, own, strict=False) if not _token_agrees(a, b)]
    if len(differing) != 1:
        return None
    ((one, other),) = differing
    if _is_initial(one) or _is_initial(other):
        return "another initial"
    pairs = [(a, b) for a in fold_name(one) for b in fold_name(other) if min(len(a), len(b)) >= MIN_GIVEN_MISSPELT]
    return "given name misspelt" if any(_distance(a, b) <= 2 for a, b in pairs) else None


def _share_a_word(family: str, own: str) -> bool:
    """Recognise `Márquez` of `García Márquez`, `Leeuw` of `De Leeuw`."""

    def words(text: str) -> set[str]:
        parts = text.replace("-", " ").replace("\u2010", " ").split()
        return {folded for part in parts for folded in fold_name(part) if len(folded) >= 4}

    return bool(words(family) & words(own))


def _distance(one: str, other: str, most: int = 3) -> int:
    """Edit distance with transpositions of neighbours (optimal string alignment), at most `most`."""
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

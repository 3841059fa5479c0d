"""Equal contribution, corresponding authors, supervised students: what stands at names in print.

They come from annotations (`author+an = {1=equal; 3=student}`), from signs at the names in the file (`*` is equal; the
CV says what others mean), and from the CV's list of students.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import get_args

from cvtex.cite.annotations import Annotations
from cvtex.cite.decorations import normal_sign
from cvtex.cite.owner import spelling
from cvtex.cite.people import Person
from cvtex.model.people import Mark, Owner, PersonName
from cvtex.value import Value

MARKS: tuple[Mark, ...] = get_args(Mark)
_DEFAULT: Mapping[str, Mark] = {"*": "equal"}


class MarkedPeople(Value):
    """`marks` by position from 0, people without any left out; `undeclared` are signs of which nobody says what they
    mean.
    """

    marks: Mapping[int, frozenset[Mark]]
    undeclared: tuple[str, ...] = ()


def mark_people(
    people: tuple[Person, ...], owner: Owner, said: Annotations, owners: Collection[int] = ()
) -> MarkedPeople:
    """`owners` are the positions of the CV's owner, who is nobody's student here."""
    meanings = {**_DEFAULT, **{normal_sign(sign): mark for sign, mark in owner.marks.items()}}
    found: dict[int, set[Mark]] = {}
    undeclared: dict[str, None] = {}
    for position, person in enumerate(people):
        words = said.get(position, frozenset())
        marks: set[Mark] = {mark for mark in MARKS if mark in words}
        for sign in person.signs:
            if sign in meanings:
                marks.add(meanings[sign])
            else:
                undeclared[sign] = None
        found[position] = marks
    for student in owner.students:
        for position in _named(student, people):
            if position not in owners:
                found[position].add("student")
    return MarkedPeople({i: frozenset(marks) for i, marks in found.items() if marks}, tuple(undeclared))


def _named(student: PersonName, people: tuple[Person, ...]) -> Iterator[int]:
    """Initials count only where nobody bears the name in full."""
    spelled = {
        i: found
        for name in student.scripts
        for i, person in enumerate(people)
        if (found := spelling(person, name)) not in (None, "swapped")
    }
    in_full = [i for i, found in spelled.items() if found in ("exact", "without accents")]
    yield from in_full or spelled

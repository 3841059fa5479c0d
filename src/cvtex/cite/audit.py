"""Audit an entry's people: find the CV's owner, read marks such as equal contribution, and warn about doubtful names.

Marks come from annotations (`author+an = {1=equal; 3=student}`), from signs at the names in the file (`*` means equal;
the CV defines others), and from the CV's lists of students and trainees.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Literal

from cvtex.cite.absence import absence_message
from cvtex.cite.decorations import normal_sign
from cvtex.cite.owner import NearMiss, OwnerMatch, find_owner, most_certain, near_misses, spelling
from cvtex.cite.people import Annotations, People, Person, annotations_of, read_people
from cvtex.diagnostics import Diagnostic, Span, did_you_mean, warning
from cvtex.model.bibliography import Entry
from cvtex.model.people import Mark, Owner, PersonName
from cvtex.model.sections import OwnRole
from cvtex.text.folding import fold_words
from cvtex.text.tex import tex_to_plain
from cvtex.value import Value

_DEFAULT: Mapping[str, Mark] = {"*": "equal"}


class MarkedPeople(Value):
    """`marks` by position from 0, only of people who have any. `undeclared` are signs without a defined meaning."""

    marks: Mapping[int, frozenset[Mark]]
    undeclared: tuple[str, ...] = ()


def mark_people(
    people: tuple[Person, ...], owner: Owner, annotations: Annotations, owners: Collection[int] = ()
) -> MarkedPeople:
    """Collect each person's marks. `owners` are the positions of the CV's owner, who is never marked as a student."""
    meanings = {**_DEFAULT, **{normal_sign(sign): str(mark) for sign, mark in owner.marks.items()}}
    found: dict[int, set[Mark]] = {}
    undeclared: dict[str, None] = {}
    for position, person in enumerate(people):
        words = annotations.get(position, frozenset())
        marks: set[Mark] = {mark for mark in owner.known_marks if mark.lower() in words}
        for sign in person.signs:
            if sign in meanings:
                marks.add(meanings[sign])
            else:
                undeclared[sign] = None
        found[position] = marks
    supervised = {"student": owner.students, **{name: one.people for name, one in owner.trainees.items()}}
    for mark, names in supervised.items():
        for name in names:
            for position in _named(name, people):
                if position not in owners:
                    found[position].add(mark)
    return MarkedPeople({i: frozenset(marks) for i, marks in found.items() if marks}, tuple(undeclared))


def _named(student: PersonName, people: tuple[Person, ...]) -> Iterator[int]:
    """Positions of a student. Initials count only if nobody is named in full."""
    spelled = {
        i: found
        for name in student.scripts
        for i, person in enumerate(people)
        if (found := spelling(person, name)) not in (None, "swapped")
    }
    in_full = [i for i, found in spelled.items() if found in ("exact", "without accents")]
    yield from in_full or spelled


ROLES = ("author", "editor", "translator")

Verdict = Literal["matched", "ambiguous", "collaboration", "near", "absent"]


class PeopleAudit(Value):
    """What is known about an entry's people.

    - `candidates`: everybody who may be the owner, by role. `near_misses` are collected only if there are none.
    - `collaborations`: those of the field of that name that are not among the authors.
    - `by_collaboration`: the work is by one of the owner's collaborations.
    - `marks`: by (role, position from 0). `undeclared`: signs at names that the CV does not define.
    """

    key: str
    span: Span
    people: Mapping[str, People]
    candidates: Mapping[str, tuple[OwnerMatch, ...]]
    near_misses: tuple[NearMiss, ...]
    collaborations: tuple[str, ...]
    by_collaboration: bool
    marks: Mapping[tuple[str, int], frozenset[Mark]]
    undeclared: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def owners(self) -> Mapping[tuple[str, int], OwnerMatch]:
        """The people printed as the owner, by role and position: the most certain candidates of each role."""
        return {
            (role, match.position): match for role, found in self.candidates.items() for match in most_certain(found)
        }

    @property
    def verdict(self) -> Verdict:
        if any(len(rivals(found)) > 1 for found in self.candidates.values()):
            return "ambiguous"
        if any(self.candidates.values()):
            return "matched"
        if self.by_collaboration:
            return "collaboration"
        return "near" if self.near_misses else "absent"

    @property
    def may_be_hidden(self) -> bool:
        """Whether a list ends in `and others`, so that the owner may be among them."""
        return any(group.et_al for group in self.people.values())


def rivals(matches: tuple[OwnerMatch, ...]) -> tuple[OwnerMatch, ...]:
    """Matches between which the names cannot decide.

    An annotated match has no rivals. A swapped name is not a rival of one in the normal order.
    """
    straight = tuple(match for match in matches if match.form not in ("annotated", "swapped"))
    return straight or tuple(match for match in matches if match.form == "swapped")


def audit(entry: Entry, owner: Owner) -> PeopleAudit:
    people = {role: read_people(entry.tex(role)) for role in ROLES if role in entry.fields}
    named = tuple(_collaborations(entry.tex("collaboration")))
    if named and not any(group.persons for group in people.values()):
        people["author"] = People(tuple(Person((), name) for name in named))
    candidates: dict[str, tuple[OwnerMatch, ...]] = {}
    marks: dict[tuple[str, int], frozenset[Mark]] = {}
    undeclared: dict[str, None] = {}
    diagnostics: list[Diagnostic] = []
    for role, group in people.items():
        annotations = annotations_of(entry, role)
        candidates[role] = find_owner(group.persons, owner, annotations)
        owners = {match.position for match in most_certain(candidates[role])}
        marked = mark_people(group.persons, owner, annotations, owners)
        marks |= {(role, position): found for position, found in marked.marks.items()}
        undeclared |= dict.fromkeys(marked.undeclared)
        words = frozenset().union(*annotations.values())
        diagnostics += _annotation_problems(
            entry, role, len(group.persons), frozenset(annotations), words, owner.known_marks
        )
    groups = [str(person) for group in people.values() for person in group.persons if not person.given]
    near: tuple[NearMiss, ...] = ()
    names = owner.names
    if not any(candidates.values()):
        near = tuple(miss for role, group in people.items() for miss in near_misses(role, group.persons, names))
    return PeopleAudit(
        key=entry.key,
        span=entry.span,
        people=people,
        candidates=candidates,
        near_misses=near,
        collaborations=tuple(name for name in named if not _is_among(name, groups)),
        by_collaboration=any(_is_among(name, [*named, *groups]) for name in owner.collaborations),
        marks=marks,
        undeclared=tuple(undeclared),
        diagnostics=tuple(diagnostics),
    )


def _annotation_problems(
    entry: Entry, role: str, count: int, positions: frozenset[int], words: frozenset[str], marks: tuple[Mark, ...]
) -> Iterator[Diagnostic]:
    field = entry.fields.get(f"{role}+an")
    place = field.span if field else entry.span
    for position in sorted(positions):
        if not 0 <= position < count:
            yield warning(f"{role}+an refers to {role} number {position + 1}, which '{entry.key}' does not have", place)
    known = ("self", *(mark.lower() for mark in marks))
    for word in sorted(words.difference(known)):
        if hint := did_you_mean(word, known):
            yield warning(f"unknown mark '{word}' in {role}+an", place, hint)


# ---- collaborations ----

_SEVERAL = re.compile(r"(?>(?<!\s)\s+|)[,;&]\s*(?:and\s+)?|(?<!\s)\s++and\s+")
_COLLABORATION = re.compile(
    r"^(?:the|on behalf of the|for the)\s+|\s+collaborations?$|^collaborations?\s+", re.IGNORECASE
)


def _collaborations(tex: str) -> Iterator[str]:
    """`The ATLAS Collaboration and CMS` -> ATLAS, CMS."""
    for piece in _SEVERAL.split(tex_to_plain(tex)):
        if name := _bare(piece):
            yield name


def _bare(name: str) -> str:
    for _ in range(3):
        name = _COLLABORATION.sub("", name.strip())
    return name


def _is_among(name: str, others: list[str]) -> bool:
    """Whether a group has the name of one of the others, each of which may list several."""
    own = fold_words(_bare(name))
    return any(own == fold_words(_bare(piece)) for other in others for piece in (other, *_SEVERAL.split(other)))


# ---- warnings ----


def owner_warnings(audited: PeopleAudit, owner: Owner) -> Iterator[Diagnostic]:
    """Warn if the owner is missing (and suggest who is meant), ambiguous, or written with swapped names."""
    yield from audited.diagnostics
    for role, matches in audited.candidates.items():
        people = audited.people[role].persons
        doubtful = rivals(matches)
        taken = most_certain(matches)
        if len(doubtful) > 1:
            who = " and ".join(f"'{people[match.position]}'" for match in doubtful)
            hint = f"mark the right one: {role}+an = {{{taken[0].position + 1}=self}}"
            if len(taken) < len(doubtful):
                hint = f"'{people[taken[0].position]}' is assumed; {hint}"
            yield warning(f"'{audited.key}': {who} could each be the CV's owner", audited.span, hint)
        elif taken and taken[0].form == "swapped":
            person = people[taken[0].position]
            message = f"'{audited.key}': '{person}' is assumed to be {taken[0].name}"
            hint = (
                f"write '{' '.join(person.given)}, {person.family}'"
                if person.whole
                else "check whether given and family name are swapped"
            )
            yield warning(message, audited.span, hint)
    if audited.verdict in ("near", "absent"):
        yield warning(absence_message(audited.key, owner), audited.span, _absence_hint(audited, owner))


def _absence_hint(audited: PeopleAudit, owner: Owner) -> str:
    if two := _two_in_one(audited, owner):
        return f"'{two}' is read as one name; separate names by 'and'"
    if audited.near_misses:
        near = audited.near_misses[0]
        mark = f"{near.role}+an = {{{near.position + 1}=self}}"
        return f"is '{near.person}' you? If so, correct the name, or mark it: {mark}"
    if audited.may_be_hidden:
        return "its list ends in 'and others': name them all"
    return "add the name's form to owner.other_names, or mark the position: author+an = {2=self}"


def _two_in_one(audited: PeopleAudit, owner: Owner) -> str:
    """The name that is `Ada Example, Bea Other` in the file, if one of both is the owner's full name; or ""."""
    names = {fold_words(f"{name.given} {name.particle} {name.family}") for name in (owner.name, *owner.other_names)}
    for people in audited.people.values():
        for person in people.persons:
            halves = f"{person.particle} {person.family}".strip(), " ".join(person.given)
            if all(len(half.split()) > 1 for half in halves) and any(_is_named(half, names) for half in halves):
                return ", ".join(halves)
    return ""


def _is_named(text: str, names: Collection[tuple[str, ...]]) -> bool:
    """Whether a text is one of the names, with or without middle names."""
    words = fold_words(text)
    return any(words[0] == name[0] and words[-1] == name[-1] for name in names if words and len(name) > 1)


# The editors of these works are those of the volume that contains them.
_PARTS = frozenset({"article", "inbook", "incollection", "inproceedings"})


def owner_roles(entry: Entry, audited: PeopleAudit) -> frozenset[OwnRole]:
    """What the owner is of a work. Nobody counts as editor of a part of a volume that they wrote."""
    roles: set[OwnRole] = set()
    authors = audited.people.get("author")
    for role, position in audited.owners:
        if role == "translator":
            roles.add("translator")
        elif role == "editor":
            roles.add("editor")
        elif authors is not None:
            roles.add("author")
            if len(authors.persons) == 1 and not authors.et_al:
                roles.add("single")
            if position == 0:
                roles.add("first")
            if position == len(authors.persons) - 1 and not authors.et_al:
                roles.add("last")
            if "corresponding" in audited.marks.get((role, position), frozenset()):
                roles.add("corresponding")
    if "author" in roles and entry.type in _PARTS:
        roles.discard("editor")
    return frozenset(roles)

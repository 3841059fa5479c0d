"""A .bib name field -> people in order, as plain text without decorations; and biblatex's annotations of them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cvtex.cite.decorations import undecorate
from cvtex.model.bibliography import Entry
from cvtex.text.east_asian_names import whole_name
from cvtex.text.names import split_name_line, split_outside_braces
from cvtex.text.tex import tex_to_plain
from cvtex.text.web_address import without_scheme
from cvtex.value import Value, replace

_AND = re.compile(r"(?<!\S)and(?!\S)", re.IGNORECASE)
# The boundary between the initials of `K.R.`
_INITIALS = re.compile(r"(?<=[^\W\d_]\.)(?=[^\W\d_])")
_OTHERS = frozenset({"others", "et al"})
_GROUPS = frozenset({"Collaboration", "Collaborations", "Consortium"})


class Person(Value):
    """A name in BibTeX's parts. A corporate author has only a family name.

    `signs` were attached to the name in the file but are not part of it: `*`, `†`, `1`, `(PI)`.
    """

    given: tuple[str, ...]
    family: str
    particle: str = ""
    suffix: str = ""
    signs: tuple[str, ...] = ()

    def __str__(self) -> str:
        name = (self.whole,) if self.whole and self.given else (*self.given, self.particle, self.family)
        return " ".join(part for part in (*name, self.suffix) if part)

    @property
    def whole(self) -> str | None:
        """The name as one word, if it is in a script that writes names so: 王小明."""
        return None if self.particle else whole_name(self.family, " ".join(self.given))


class People(Value):
    """`et_al`: the field ends in `and others`, or in the variant `and et al.`"""

    persons: tuple[Person, ...] = ()
    et_al: bool = False


def read_people(tex: str) -> People:
    names = [name for name in split_names(tex) if name]
    et_al = bool(names) and names[-1].casefold().rstrip(".") in _OTHERS
    return People(tuple(map(_person, names[:-1] if et_al else names)), et_al)


def split_names(tex: str) -> list[str]:
    """Split a field at each free-standing `and` outside braces. Pieces may be empty."""
    return split_outside_braces(tex, _AND)


def _person(tex: str) -> Person:
    name, signs = undecorate(tex)
    return replace(_group_of(_parsed(name)), signs=signs)


def _parsed(tex: str) -> Person:
    from pybtex.bibtex.exceptions import BibTeXError
    from pybtex.database import InvalidNameString
    from pybtex.database import Person as BibtexPerson

    if tex.startswith("{") and tex.endswith("}") and tex.count("{") == 1:
        return Person((), tex_to_plain(tex))
    line = split_name_line(tex, may_be_terse=True)
    try:
        parsed = BibtexPerson(", ".join(line.parts) if line else tex)
    except (InvalidNameString, BibTeXError):
        # The second: braces nested deeper than pybtex reads.
        return Person((), tex_to_plain(tex))
    given = [word for part in (parsed.first_names, parsed.middle_names) for word in part]
    return Person(
        given=tuple(part for word in given for part in _INITIALS.split(tex_to_plain(word))),
        family=tex_to_plain(" ".join(parsed.last_names)),
        particle=tex_to_plain(" ".join(parsed.prelast_names)),
        suffix=tex_to_plain(line.suffix) if line else "",
    )


def _group_of(person: Person) -> Person:
    """Keep a collaboration without braces in one piece: `Planck Collaboration`, or even `Collaboration, Planck`."""
    if person.family not in _GROUPS or not person.given:
        return person
    return Person((), " ".join(part for part in (*person.given, person.particle, person.family) if part))


Annotations = Mapping[int, frozenset[str]]
"""Lower-case words by position from 0. biblatex counts from 1, so a `0` in the file becomes -1."""

# `2=self`, `2="self"`, and `2:family=...`, which annotates only a part of the name.
_ANNOTATION = re.compile(r"(?P<position>\d{1,6})(?::\w+)?\s*=\s*\"?(?P<words>[^;\"]*)\"?")


def annotations_of(entry: Entry, role: str) -> Annotations:
    """Read `author+an` and `author+an:orcid`, the usual name for a list of ORCID iDs."""
    annotations: dict[int, frozenset[str]] = {}
    for field in (f"{role}+an", f"{role}+an:orcid"):
        for position, words in read_annotations(entry.tex(field)).items():
            annotations[position] = annotations.get(position, frozenset()) | words
    return annotations


def read_annotations(tex: str) -> Annotations:
    """Parse `1=equal; 2=self,corresponding`."""
    annotations: dict[int, frozenset[str]] = {}
    for annotation in _ANNOTATION.finditer(tex):
        position = int(annotation["position"]) - 1
        words = (
            without_scheme(word).removeprefix("orcid.org/") for word in re.split(r"[\s,]+", annotation["words"].lower())
        )
        annotations[position] = annotations.get(position, frozenset()) | frozenset(filter(None, words))
    return annotations

"""A .bib name field -> people, in order; text decoded, TeX and decorations gone."""

from __future__ import annotations

import re

from cvtex.cite.decorations import undecorate
from cvtex.notation.tex import tex_to_plain
from cvtex.value import Value, replace

_AND = re.compile(r"and(?=\s|$)", re.IGNORECASE)
# Not `V`, which is an initial, too.
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_OTHERS = frozenset({"others", "et al"})
_GROUPS = frozenset({"Collaboration", "Collaborations", "Consortium"})


class Person(Value):
    """A person in BibTeX's parts; a corporate author has a family name alone.

    `signs` stood at the name in the file and are no part of it: `*`, `†`, `1`, `(PI)`.
    """

    given: tuple[str, ...]
    family: str
    particle: str = ""
    suffix: str = ""
    signs: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " ".join(part for part in (*self.given, self.particle, self.family, self.suffix) if part)


class People(Value):
    """`et_al`: the field ends in `and others`, or as some write it, in `and et al.`"""

    persons: tuple[Person, ...] = ()
    et_al: bool = False


def read_people(tex: str) -> People:
    """Names between `and`s that stand outside braces."""
    names = [name for name in split_names(tex) if name]
    et_al = bool(names) and names[-1].casefold().rstrip(".") in _OTHERS
    return People(tuple(map(_person, names[:-1] if et_al else names)), et_al)


def split_names(tex: str) -> list[str]:
    """The field cut at each `and` that stands alone and that no brace encloses. Pieces may be empty."""
    pieces, start, depth, position = [], 0, 0, 0
    while position < len(tex):
        match tex[position]:
            case "\\":
                position += 1
            case "{":
                depth += 1
            case "}":
                depth -= 1
            case _ if depth <= 0 and (position == 0 or tex[position - 1].isspace()) and (found := _AND.match(tex, position)):
                pieces.append(tex[start:position].strip())
                position = start = found.end()
                continue
        position += 1
    return [*pieces, tex[start:].strip()]


def _person(tex: str) -> Person:
    name, signs = undecorate(tex)
    return replace(_group_of(_parsed(name)), signs=signs)


def _parsed(tex: str) -> Person:
    from pybtex.database import InvalidNameString
    from pybtex.database import Person as BibtexPerson

    if tex.startswith("{") and tex.endswith("}") and tex.count("{") == 1:
        return Person((), tex_to_plain(tex))
    try:
        parsed = BibtexPerson(tex)
    except InvalidNameString:
        return Person((), tex_to_plain(tex))
    given = [word for part in (parsed.first_names, parsed.middle_names) for word in part]
    family, suffix = list(parsed.last_names), list(parsed.lineage_names)
    if not suffix and family and family[-1].strip(".").casefold() in _SUFFIXES:
        # `John Smith Jr.` and `Smith Jr., John`
        suffix = [family.pop()]
        if not family and len(given) > 1:
            family = [given.pop()]
        elif not family:
            family, suffix = suffix, []
    return Person(
        given=tuple(tex_to_plain(word) for word in given),
        family=tex_to_plain(" ".join(family)),
        particle=tex_to_plain(" ".join(parsed.prelast_names)),
        suffix=tex_to_plain(" ".join(suffix)),
    )


def _group_of(person: Person) -> Person:
    """A collaboration without braces, `Planck Collaboration` or even `Collaboration, Planck`, has no given names."""
    if person.family not in _GROUPS or not person.given:
        return person
    return Person((), " ".join(part for part in (*person.given, person.particle, person.family) if part))

"""A .bib name field -> people, in order; text decoded, TeX gone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cvtex.notation.tex import tex_to_plain

_AND = re.compile(r"and(?=\s|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Person:
    """A person in BibTeX's parts, each a list of words; a corporate author has a family name alone."""

    given: tuple[str, ...]
    family: str
    particle: str = ""
    suffix: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (*self.given, self.particle, self.family, self.suffix) if part)


@dataclass(frozen=True, slots=True)
class People:
    """`et_al`: the field ends in `and others`."""

    persons: tuple[Person, ...] = ()
    et_al: bool = False


def read_people(tex: str) -> People:
    """Names between `and`s that stand outside braces."""
    names = [name for name in split_names(tex) if name]
    et_al = bool(names) and names[-1].casefold() == "others"
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


# `\textbf{Ada Example}` and `{\bf Ada Example}`: how people make their own name bold by hand.
_DECORATED = re.compile(r"\\[A-Za-z]{2,}\s*\{(?P<argument>[^{}]*(?:\{[^{}]*\}[^{}]*)*)\}|\{\\[A-Za-z]{2,}\s+(?P<rest>[^{}]*)\}")


def _undecorated(tex: str) -> str:
    found = _DECORATED.fullmatch(tex)
    return (found["argument"] or found["rest"] or "").strip() if found else tex


def _person(tex: str) -> Person:
    from pybtex.database import InvalidNameString
    from pybtex.database import Person as BibtexPerson

    tex = _undecorated(tex)
    if tex.startswith("{") and tex.endswith("}") and tex.count("{") == 1:
        return Person((), tex_to_plain(tex))
    try:
        parsed = BibtexPerson(tex)
    except InvalidNameString:
        return Person((), tex_to_plain(tex))
    given = [word for part in (parsed.first_names, parsed.middle_names) for word in part]
    return Person(
        given=tuple(tex_to_plain(word) for word in given),
        family=tex_to_plain(" ".join(parsed.last_names)),
        particle=tex_to_plain(" ".join(parsed.prelast_names)),
        suffix=tex_to_plain(" ".join(parsed.lineage_names)),
    )

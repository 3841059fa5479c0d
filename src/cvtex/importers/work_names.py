"""Names of people in other formats -> BibTeX's `particle Family, Suffix, Given`, joined by `and`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from cvtex.importers.imported import Said

_AND: Final = re.compile(r"(?<!\S)and(?!\S)|,", re.IGNORECASE)
_INITIALS: Final = re.compile(r"[A-Z]{1,4}")


def person(family: Said | None, given: Said | None = None, particle: str = "", suffix: str = "") -> Said | None:
    """The parts of a name -> one name; a family name alone is a group's or a single name."""
    if family is None:
        return given
    if given is None:
        return group(family)
    parts = [" ".join(part for part in (particle, family.text) if part), suffix, given.text]
    return Said(
        ", ".join(" ".join(_without_and(part).replace(",", " ").split()) for part in parts if part), family.span
    )


def group(name: Said) -> Said:
    """A name to be kept as it is, in braces if BibTeX would take it apart."""
    text = name.text.translate({ord("{"): None, ord("}"): None})
    return Said(f"{{{text}}}" if " " in text or _AND.search(text) else text, name.span)


def full_name(name: Said) -> Said:
    """`Ada Lovelace` or `Lovelace, Ada`: as BibTeX reads it."""
    return Said(_without_and(name.text), name.span)


def vancouver(name: Said) -> Said:
    """`Lovelace AK` -> `Lovelace, A. K.`"""
    *family, initials = name.text.split() or [""]
    if not family or not _INITIALS.fullmatch(initials):
        return full_name(name)
    return Said(f"{' '.join(family)}, {' '.join(f'{one}.' for one in initials)}", name.span)


def names(people: Iterable[Said | None]) -> Said | None:
    there = [one for one in people if one]
    return Said(" and ".join(one.text for one in there), there[0].span) if there else None


def _without_and(text: str) -> str:
    return re.sub(r"(?<!\S)(and)(?!\S)", r"{\1}", text, flags=re.IGNORECASE)

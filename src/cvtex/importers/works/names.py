"""Names of people in other formats -> BibTeX's `particle Family, Suffix, Given`, joined by `and`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from cvtex.importers.imported import Said

_AND: Final = re.compile(r"(?<!\S)and(?!\S)|,", re.IGNORECASE)
_INITIALS: Final = re.compile(r"[A-Z]{1,4}")
_SUFFIX: Final = re.compile(r"(?:Jr|Sr|Jnr|Snr)\.?|I{2,3}|IV|VI{0,3}|2nd|3rd|[4-9]th")
_BETWEEN: Final = re.compile(r" ?; ?|,? & |,? and ")
_PAIR: Final = re.compile(r"[^,.]+, (?:[A-Z]\.[ -]?){1,4}")
_IN_PAIRS: Final = re.compile(r"(?:[^,.]{1,60}, (?:[A-Z]\.[ -]?){1,4}(?:, |$)){2,}")
_OTHERS: Final = re.compile(r"\W*(?:(?:and\s)?others|et\.?\s+al)\W*", re.IGNORECASE)
_OF_GROUPS: Final = re.compile(
    r"\b(?:association|centre|center|collaboration|college|commission|committee|company|consortium|council"
    r"|department|federation|foundation|group|initiative|institut\w*|laborator\w+|library|ministr\w+|museum|network"
    r"|organi[sz]ation|project|school|societ\w+|team|union|universit\w*|GmbH|Inc|Ltd|e\.V)\b",
    re.IGNORECASE,
)


def person(family: Said | None, given: Said | None = None, particle: str = "", suffix: str = "") -> Said | None:
    """The parts of a name -> one name; a family name alone is a group's or a single name."""
    if family is None:
        return full_name(given) if given else None
    if given is None:
        return group(Said(" ".join(one for one in (particle, family.text) if one), family.span))
    parts = [" ".join(part for part in (particle, family.text) if part), suffix, given.text]
    return Said(
        ", ".join(" ".join(_without_and(part).replace(",", " ").split()) for part in parts if part), family.span
    )


def group(name: Said) -> Said:
    """A name to be kept as it is, in braces if BibTeX would take it apart."""
    text = " ".join(name.text.translate({ord("{"): None, ord("}"): None}).split())
    if _OTHERS.fullmatch(text):
        return Said("others", name.span)
    return Said(f"{{{text}}}" if " " in text or _AND.search(text) else text, name.span)


def full_name(name: Said) -> Said:
    """`Ada Lovelace` or `Lovelace, Ada`: as BibTeX reads it. A name with a word such as Institute is a group's."""
    text = name.text.strip()
    if _OTHERS.fullmatch(text) or ("," not in text and _OF_GROUPS.search(text)):
        return group(name)
    *words, last = text.split() or [""]
    if "," not in text and len(words) > 1 and _SUFFIX.fullmatch(last):
        text = f"{words[-1]}, {last}, {' '.join(words[:-1])}"
    return Said(_without_and(text), name.span)


def listed_names(several: Iterable[Said]) -> Iterator[Said]:
    """Names of a list, of which one may hold several: `Marsh, A. & Reed, J.`, `Marsh, A.; Reed, J.`"""
    for name in several:
        text = " ".join(name.text.split())
        parts = _BETWEEN.split(text)
        in_a_row = _BETWEEN.sub(", ", text)
        if _IN_PAIRS.fullmatch(in_a_row):
            yield from (full_name(Said(pair.strip(", "), name.span)) for pair in _PAIR.findall(in_a_row))
        elif len(parts) > 1 and all("," in part for part in parts):
            yield from (listed_name(Said(part, name.span)) for part in parts)
        else:
            yield group(name) if len(parts) > 1 and "&" in name.text else listed_name(name)


def listed_name(name: Said) -> Said:
    """A name as RIS, EndNote and PubMed list it: `King, Martin, Jr.`, `King, Martin Jr`; a comma ends a group's."""
    text = name.text.strip()
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > 1 and not any(parts[1:]):
        return group(Said(parts[0], name.span))
    if len(parts) == 2:
        *given, last = parts[1].split() or [""]
        if given and _SUFFIX.fullmatch(last):
            parts = [parts[0], last, " ".join(given)]
    elif len(parts) == 3 and not _SUFFIX.fullmatch(parts[1]):
        parts = [parts[0], parts[2], parts[1]]
    elif len(parts) > 3:
        return group(name)
    return full_name(Said(", ".join(part for part in parts if part), name.span))


def said_name(name: Said) -> Said:
    """A name as a text of the source; `et al.` is what a .bib file says as `others`."""
    return Said("others" if _OTHERS.fullmatch(name.text.strip()) else name.text, name.span, kind="name")


def vancouver(name: Said) -> Said:
    """`Lovelace AK` -> `Lovelace, A. K.`"""
    *family, initials = name.text.split() or [""]
    suffix = ""
    if len(family) > 1 and _SUFFIX.fullmatch(initials):
        suffix = initials
        *family, initials = family
    if not family or not _INITIALS.fullmatch(initials):
        return full_name(name)
    given = " ".join(f"{one}." for one in initials)
    return Said(", ".join(part for part in (" ".join(family), suffix, given) if part), name.span)


def names(people: Iterable[Said | None]) -> Said | None:
    there = [one for one in people if one]
    return Said(" and ".join(one.text for one in there), there[0].span) if there else None


def _without_and(text: str) -> str:
    return re.sub(r"(?<!\S)(and)(?!\S)", r"{\1}", text, flags=re.IGNORECASE)

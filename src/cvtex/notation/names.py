"""A name in one line -> its four parts, as BibTeX splits them."""

from __future__ import annotations

from cvtex.model.people import PersonName
from cvtex.value import replace

_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


def read_name(text: str) -> PersonName | None:
    """`Given particle Family`, `particle Family, Given` or `particle Family, suffix, Given`; None if no family name.

    Also `Given Family, Jr.`, which BibTeX does not know.
    """
    pieces = [piece.split() for piece in text.split(",")]
    if len(pieces) > 3 or not pieces[0]:
        return None
    if len(pieces) == 1:
        return _split_running(pieces[0])
    if len(pieces) == 2 and len(pieces[0]) > 1 and " ".join(pieces[1]).casefold() in _SUFFIXES:
        return replace(_split_running(pieces[0]), suffix=" ".join(pieces[1]))
    particle, family = _split_particle(pieces[0])
    suffix = " ".join(pieces[1]) if len(pieces) == 3 else ""
    return PersonName(given=" ".join(pieces[-1]), family=family, particle=particle, suffix=suffix)


def _split_running(words: list[str]) -> PersonName:
    """Particles are the lower-case words between given and family name; the family name is at least the last word."""
    first = next((i for i, word in enumerate(words[:-1]) if _is_particle(word)), None)
    if first is None:
        return PersonName(given=" ".join(words[:-1]), family=words[-1])
    last = max(i for i, word in enumerate(words[:-1]) if _is_particle(word))
    return PersonName(
        given=" ".join(words[:first]),
        particle=" ".join(words[first : last + 1]),
        family=" ".join(words[last + 1 :]),
    )


def _split_particle(words: list[str]) -> tuple[str, str]:
    end = 0
    while end < len(words) - 1 and _is_particle(words[end]):
        end += 1
    return " ".join(words[:end]), " ".join(words[end:])


def _is_particle(word: str) -> bool:
    letter = next((character for character in word if character.isalpha()), "")
    return letter.islower()

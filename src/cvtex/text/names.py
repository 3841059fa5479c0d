"""A name in one line of cv.yaml -> its parts, as BibTeX splits them."""

from __future__ import annotations

import re

from cvtex.model.people import PersonName
from cvtex.text.east_asian import is_east_asian
from cvtex.text.name_line import take_apart
from cvtex.value import replace

_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_IN_BRACKETS = re.compile(r"(?P<name>[^()（）]+?)\s*[(（](?P<other>[^()（）]+)[)）]")


def read_name(text: str) -> PersonName | None:
    """`Given particle Family`, `particle Family, Given` or `particle Family, suffix, Given`; None if no family name.

    Also with the suffix or degrees at the end (`Given Family, Jr., PhD`), with a title before it, and with the name in
    another script after it (`Wei Zhang 张伟`, `Wei Zhang (张伟)`). A name in Chinese, Japanese or Korean script has the
    family name first: `山田 太郎`.
    """
    text, native = _native_apart(text)
    name = _read_one(text)
    return replace(name, native=_read_one(native)) if name and native else name


def _native_apart(text: str) -> tuple[str, str]:
    brackets = _IN_BRACKETS.fullmatch(text.strip())
    if brackets and bool(_LATIN.search(brackets["name"])) != bool(_LATIN.search(brackets["other"])):
        return brackets["name"], brackets["other"]
    words = text.split()
    first = next((i for i, word in enumerate(words) if is_east_asian(word)), 0)
    # A given name alone before it would be a name in two scripts.
    if first >= 2 and all(map(is_east_asian, words[first:])):
        return " ".join(words[:first]), " ".join(words[first:])
    return text, ""


def _read_one(text: str) -> PersonName | None:
    line = take_apart(text)
    if line is None or not line.parts[0]:
        return None
    words = line.parts[0].split()
    if len(line.parts) == 1:
        name = _split_running(words)
    else:
        particle, family = _split_particle(words)
        name = PersonName(given=" ".join(line.parts[1].split()), family=family, particle=particle)
    return replace(name, suffix=line.suffix, title=line.title, degrees=line.degrees)


def _split_running(words: list[str]) -> PersonName:
    """Particles are the lower-case words between given and family name; the family name is at least the last word."""
    if is_east_asian("".join(words)):
        return PersonName(given=" ".join(words[1:]), family=words[0])
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

"""A name in one line -> its parts, split as in BibTeX, and the titles, suffix and degrees around it.

The line may be TeX: text in braces is never split.
"""

from __future__ import annotations

import re

from cvtex.model.people import PersonName
from cvtex.text.east_asian_names import is_east_asian
from cvtex.value import Value, replace

_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_IN_BRACKETS = re.compile(r"(?P<name>[^()（）]+?)\s*[(（](?P<other>[^()（）]+)[)）]")


def read_name(text: str) -> PersonName | None:
    """`Given particle Family`, `particle Family, Given` or `particle Family, suffix, Given`; None without family name.

    A title may precede the name. A suffix, degrees (`Given Family, Jr., PhD`) and the name in another script
    (`Wei Zhang 张伟`, `Wei Zhang (张伟)`) may follow it. In Chinese, Japanese or Korean script the family name comes
    first: `山田 太郎`.
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
    # A single word before it is a given name: one name in two scripts.
    if first >= 2 and all(map(is_east_asian, words[first:])):
        return " ".join(words[:first]), " ".join(words[first:])
    return text, ""


def _read_one(text: str) -> PersonName | None:
    line = split_name_line(text)
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
    """Split `Given particle Family`: particles are lower-case words, and the last word is always family name."""
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


# Comma of Latin or Arabic script.
_COMMA = re.compile("[,\u060c]")
_BLANK = re.compile(r"[\s~]+")

# Suffix -> key for comparison. Without `V`, which may be an initial.
_SUFFIXES = {
    "jr": "jr", "jnr": "jr", "sr": "sr", "snr": "sr", "ii": "ii", "2nd": "ii", "iii": "iii", "3rd": "iii", "iv": "iv",
    "4th": "iv",
}  # fmt: skip
# Case matters: `Ma` is a name, `MA` a degree, and `Md.` is short for Muhammad.
_DEGREES = frozenset({
    "BA", "BSc", "MA", "MSc", "MS", "MPhil", "MBA", "MPH", "LLM", "JD", "PhD", "Phd", "PHD", "DPhil", "DSc", "ScD",
    "EdD", "PsyD", "PharmD", "MD", "DVM", "DDS", "RN", "FRS", "FRSE", "FREng", "FBA", "FMedSci", "FRCP", "FRCS", "OBE",
    "CBE", "Dr", "Prof", "Professor",
})  # fmt: skip
_TITLES = frozenset(
    {"Dr", "Dr.", "Dra.", "Dr.-Ing.", "Prof", "Prof.", "Profa.", "Professor", "Priv.-Doz.", "Sir", "Dame"}
)
# A title only before another title: in `PD James` these are two initials.
_TITLE_BEFORE_TITLES = "PD"
# `Dr. rer. nat.`, `Prof. Dr. h. c.`; but `v.` is a particle.
_REST_OF_TITLE = re.compile(r"[a-z]{2,}\.|h\.|c\.|h\.c\.")
_DOTTED_INITIALS = re.compile(r"(?:[^\W\d_]\.[-\u2010]?)+")

_Words = list[str]


class NameLine(Value):
    """`parts`: `(Given particle Family,)`, or `(particle Family, Given)` if a comma separates them."""

    parts: tuple[str, ...]
    suffix: str = ""
    title: str = ""
    degrees: str = ""


def split_name_line(line: str, *, may_be_terse: bool = False) -> NameLine | None:
    """Separate a name from title, suffix and degrees; None if there are too many commas.

    The suffix may stand where BibTeX expects it (`King, Jr., Robert`), at the end (`King, Robert, Jr.`), or after a
    word (`King Jr., Robert`). A name without comma that ends in dotted initials starts with the family name:
    `King R. A.`. `may_be_terse`: capitals after a comma may be initials, as usual in .bib files: `King, MD`.
    """
    pieces = [_words(piece) for piece in split_outside_braces(line, _COMMA)]
    if len(pieces) == 1 and len(pieces[0]) < 2:
        return NameLine((" ".join(pieces[0]),))
    degrees = _pop_degrees(pieces, may_be_terse)
    suffix = _pop_suffix(pieces, may_be_terse)
    if _are_degrees(suffix):
        degrees.insert(0, suffix)
        suffix = []
    if len(pieces) > 2:
        return None
    is_running = len(pieces) == 1
    degrees[:0] = [_pop_last(piece, _ends_in_degree(piece, is_running)) for piece in pieces]
    for piece in reversed(pieces):
        suffix = suffix or _pop_last(piece, _ends_in_suffix(piece, is_running))
    titles = [word for piece in pieces for word in _pop_title(piece, 2 if is_running else 1)]
    return NameLine(
        tuple(" ".join(piece) for piece in (_in_order(pieces[0]) if is_running else pieces)),
        " ".join(suffix),
        " ".join(titles),
        ", ".join(" ".join(degree) for degree in degrees if degree),
    )


def split_outside_braces(tex: str, separator: re.Pattern[str]) -> list[str]:
    """Split at separators outside braces, and strip the pieces. Pieces may be empty."""
    if "{" not in tex and "\\" not in tex:
        return [piece.strip() for piece in separator.split(tex)]
    pieces, start, depth, position = [], 0, 0, 0
    while position < len(tex):
        match tex[position]:
            case "\\":
                position += 1
            case "{":
                depth += 1
            case "}":
                depth -= 1
            case _ if depth <= 0 and (found := separator.match(tex, position)):
                pieces.append(tex[start:position].strip())
                position = start = found.end()
                continue
        position += 1
    return [*pieces, tex[start:].strip()]


def fold_suffix(text: str) -> str:
    """Key for comparing suffixes: `Jr.` -> jr, `3rd` -> iii. Empty if the text is not a suffix."""
    return _SUFFIXES.get(text.strip("{} ").rstrip(".").casefold(), "")


def _words(text: str) -> _Words:
    return [word for word in split_outside_braces(text, _BLANK) if word]


def _pop_last(words: _Words, number: int) -> _Words:
    """Remove and return the last words."""
    last = words[len(words) - number :]
    del words[len(words) - number :]
    return last


def _pop_degrees(pieces: list[_Words], may_be_terse: bool) -> list[_Words]:
    """Remove and return the degrees at the end: `Robert King, PhD, FRS`."""
    has_several_words = len(pieces[0]) > 1
    if has_several_words and not may_be_terse and len(pieces) > 1 and _are_degrees(pieces[1]):
        # Anything after a degree is a degree.
        degrees = pieces[1:]
        del pieces[1:]
        return degrees
    degrees = []
    while len(pieces) > 1 and _are_degrees(pieces[-1]):
        is_after_given_names = len(pieces) > 2 and not _are_suffix(pieces[-2])
        is_after_whole_name = len(pieces) == 2 and has_several_words and bool(degrees)
        if _may_be_initials(pieces[-1]) and not is_after_given_names and not is_after_whole_name:
            break
        degrees.insert(0, pieces.pop())
    return degrees


def _pop_suffix(pieces: list[_Words], may_be_terse: bool) -> _Words:
    """Remove and return a suffix between commas, after the last comma, or before the name: `Jr., Robert King`."""
    match pieces:
        case [first, name] if _are_suffix(first) and len(name) > 1:
            return pieces.pop(0)
        case [_, middle, last]:
            return pieces.pop() if _are_suffix(last) and not _are_suffix(middle) else pieces.pop(1)
        case [name, last] if _are_suffix(last):
            if not _may_be_initials(last) or (len(name) > 1 and not may_be_terse):
                return pieces.pop()
    return []


def _are_suffix(words: _Words) -> bool:
    return len(words) == 1 and bool(fold_suffix(words[0]))


def _ends_in_degree(words: _Words, is_running: bool) -> int:
    """The number of words in a degree at the end: `Robert King PhD`, `King, Robert Ph. D.`"""
    for number in (2, 1):
        last = words[-number:]
        if len(words) > number + is_running and _compact(last) in _DEGREES and not _may_be_initials(last):
            return number
    return 0


def _ends_in_suffix(words: _Words, is_running: bool) -> int:
    """1 for `Robert King III`, `King, Robert Jr.` and `King Jr.`; 0 for `Ivanov II`, which has two initials."""
    if len(words) < 2 or not fold_suffix(words[-1]):
        return 0
    return int(not (is_running and len(words) == 2 and _may_be_initials(words[-1:])))


def _pop_title(words: _Words, least: int) -> _Words:
    """Remove and return the titles at the start, unless fewer than `least` words would remain."""
    first = 1 if words[:1] == [_TITLE_BEFORE_TITLES] else 0
    end = first
    while end < len(words) and (words[end] in _TITLES or (end > first and _REST_OF_TITLE.fullmatch(words[end]))):
        end += 1
    if end == first or len(words) - end < least:
        return []
    titles = words[:end]
    del words[:end]
    return titles


def _in_order(words: _Words) -> list[_Words]:
    """`Ivanov I. I.` -> `Ivanov`, `I. I.`: a family name is not an initial."""
    begin = len(words)
    while begin and _DOTTED_INITIALS.fullmatch(words[begin - 1]):
        begin -= 1
    is_inverted = 0 < begin < len(words) and not any(word.endswith(".") for word in words[:begin])
    return [words[:begin], words[begin:]] if is_inverted else [words]


def _are_degrees(words: _Words) -> bool:
    """`PhD`, `Ph. D.`, `MD PhD`, `Dr. rer. nat.`"""
    return _compact(words) in _DEGREES or (
        bool(words)
        and all(
            _compact([word]) in _DEGREES or (place > 0 and _REST_OF_TITLE.fullmatch(word))
            for place, word in enumerate(words)
        )
    )


def _may_be_initials(words: _Words) -> bool:
    """Up to three capitals, with or without periods: `MD`, `M.D.`, `II`; but `III` is a number."""
    letters = _compact(words)
    return letters.isupper() and len(letters) <= 3 and letters != "III"


def _compact(words: _Words) -> str:
    return re.sub(r"[.{}-]", "", "".join(words))

"""Names separated by something else than `and` -> names separated by `and`, where there is no doubt.

BibTeX knows no other separator: `Ohm, G.; Volta, A.` is one name there, and nobody finds its people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cvtex.cite.people import split_names
from cvtex.text.names import fold_suffix, split_name_line, split_outside_braces
from cvtex.value import Value

_HINT = "separate names by 'and': Family, Given and Family, Given"
_ORGANISATION = "separate names by 'and'; put braces around the name of an organisation"

# Every field that is not as it should be has one of these, or too many commas. Most fields have none.
_MAY_BE_WRONG = re.compile(
    r"[;&|、；，=]|\s/\s|\s(?:(?:AND|And|und|och|og|oraz|y|e|i|en|и)\s|\{?et\b|u\.|others|[A-Z]{1,3},)|,\s++and\s"
)
_AND = re.compile(r"(?<!\S)and(?!\S)", re.IGNORECASE)
_OTHER_CASE = re.compile(r"(?<!\S)(?!and)[Aa][Nn][Dd](?!\S)")
_AMPERSAND = re.compile(r"(?<=\s)(?:\{\\&\}|\\?&(?:amp;)?)(?=\s)")
_REFERENCE = re.compile(r"&(?:[A-Za-z]{2,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_SIGN = re.compile(r"[;|、；]|(?<=\s)/(?=\s)")
_WORD = re.compile(r"(?<!\S)(?:&|und|et|och|og|oraz|y|e|i|en|и)(?!\S)")
# Words that are part of names, too, such as `Ortega y Gasset`.
_SHORT_WORDS = frozenset({"y", "e", "i", "en", "и"})
_COMMA = re.compile("[,，]")
_ET_AL = re.compile(r"(?<![\s,])[\s,]++(?:\{?et\.?\s*al\.?\}?|u\.\s?a\.|others)$", re.IGNORECASE)
_OTHERS = re.compile(r"\{?et\.?\s*al\.?\}?|others", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[-\s]?){1,4}")
_CAPITALS = re.compile(r"(?:[^\W\d_]\.?-?){1,3}")
# Those that are rare enough to be initials elsewhere.
_SUFFIX = re.compile(r"[IVX]+|Esq\.?|[^\W\d_]{1,3}\.|\{.*\}", re.DOTALL)
_BRACES_AROUND = re.compile(r"\s*\{([^{}]*)\}\s*")


class SeparatedNames(Value):
    """`tex` has names separated by `and`. `problem`: what was repaired or is doubtful, worded for the author."""

    tex: str
    problem: str = ""
    hint: str = _HINT


def with_and(tex: str) -> SeparatedNames:
    """A field of names -> the same names, separated by `and`. A correct field is returned unchanged."""
    around = _BRACES_AROUND.fullmatch(tex) if tex.startswith("{") else None
    has_few_commas = tex.count(",") <= tex.count(" and ") + 1 or tex.count(",") <= len(_AND.findall(tex)) + 1
    if has_few_commas and not around and not _MAY_BE_WRONG.search(tex):
        return SeparatedNames(tex)
    if around and _are_names(split_names(around[1])):
        return SeparatedNames(around[1], "braces around all names make them one; they are read as several")
    reader = _Reader()
    names = list(reader.read(tex))
    if not reader.problem and not reader.is_changed and not _OTHER_CASE.search(tex):
        return SeparatedNames(tex)
    return SeparatedNames(" and ".join(names), reader.problem, reader.hint)


class _Reader:
    """`problem` is the first one. `is_changed`: even if there was no problem."""

    def __init__(self) -> None:
        self.problem = ""
        self.hint = _HINT
        self.is_changed = False

    def read(self, tex: str) -> Iterator[str]:
        tex = _AMPERSAND.sub("&", tex)
        for piece in split_names(tex):
            if name := _labelled_name(piece):
                self.is_changed = True
                yield name
            else:
                yield from self._split_at_signs(piece)

    def _tell(self, problem: str, hint: str = _HINT) -> None:
        if not self.problem:
            self.problem, self.hint = problem, hint

    def _split_at_signs(self, piece: str) -> Iterator[str]:
        sign = _SIGN.search(_REFERENCE.sub("", piece))
        names = _split_at_sign(piece) if sign else [piece]
        if sign and (len(names) > 1 or names[0] != piece):
            self._tell(f"'{sign[0]}' between names is read as 'and'")
            initials = [_initials_last(name) for name in names]
            names = [name for name in initials if name] if all(initials) else names
        for name in names:
            yield from self._split_at_words(name)

    def _split_at_words(self, piece: str) -> Iterator[str]:
        without = _ET_AL.sub("", piece)
        if without != piece:
            self._tell(
                f"'{piece[len(without) :].strip(' ,')}' is read as 'and others'", "end the list with 'and others'"
            )
        names = split_outside_braces(without, _WORD)
        words = _WORD.findall(without)
        if len(names) > 1:
            needs_comma = not _SHORT_WORDS.isdisjoint(words)
            if all(_is_name(name, needs_comma) for name in names):
                self._tell(f"'{words[0]}' between names is read as 'and'")
            else:
                if "," in without and "&" in words:
                    self._tell(f"'&' stands in the name '{without}'", _ORGANISATION)
                names = [without]
        for name in names:
            yield from self._split_at_commas(name)
        if without != piece:
            yield "others"

    def _split_at_commas(self, piece: str) -> Iterator[str]:
        name = piece.strip(" \t\n,，")
        self.is_changed = self.is_changed or name != piece
        parts = [part for part in split_outside_braces(name, _COMMA) if part]
        names = _comma_list(parts, ends_in_comma=name != piece) if len(parts) > 1 else None
        if names is None:
            if _has_too_many_commas(name, parts):
                self._tell(f"'{name[:60]}' has too many commas for a name")
            yield name
            return
        self._tell("commas between names are read as 'and'")
        yield from names


def _labelled_name(piece: str) -> str:
    """Read biblatex's `family=Volta, given=Aldo` as `Volta, Aldo`; return "" for any other form."""
    if "=" not in piece:
        return ""
    labelled = (part.partition("=") for part in split_outside_braces(piece, _COMMA))
    parts = {label.strip().lower(): value.strip(' \t\n"') for label, equals, value in labelled if equals}
    if not parts.get("family"):
        return ""
    family = " ".join(filter(None, (parts.get("prefix"), parts["family"])))
    return ", ".join(filter(None, (family, parts.get("suffix"), parts.get("given"))))


def _split_at_sign(piece: str) -> list[str]:
    """Split at `;`, but not at the end of `&eacute;`."""
    kept = _REFERENCE.sub(lambda reference: reference[0][:-1] + "\0", piece)
    return [name.replace("\0", ";") for name in split_outside_braces(kept, _SIGN) if name.strip(" ,")] or [""]


def _is_name(name: str, needs_comma: bool) -> bool:
    if "," in name.strip(" ,"):
        return True
    words = name.strip(" ,").split()
    return not needs_comma and len(words) > 1 and all(word[0].isupper() for word in words)


def _are_names(pieces: list[str]) -> bool:
    return len(pieces) > 1 and all(piece.count(",") == 1 for piece in pieces)


def _comma_list(parts: list[str], *, ends_in_comma: bool) -> list[str] | None:
    """`Ohm, G., Volta, A.`, `Ohm G, Volta A` or `Georg Ohm, Aldo Volta, Ada Lee` -> names; None if it is one name."""
    tail = ["others"] if _OTHERS.fullmatch(parts[-1]) else []
    parts = parts[: len(parts) - len(tail)]
    terse = [_initials_last(part) for part in parts]
    if len(parts) > 1 and all(terse):
        return [name for name in terse if name] + tail
    if len(parts) > 2 and len(parts) % 2 == 0 and all(map(_are_initials, parts[1::2])):
        return [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=True)] + tail
    if len(parts) > (1 if ends_in_comma else 2) and all(map(_is_full_name, parts)):
        return parts + tail
    if tail and len(parts) <= 2:
        return [", ".join(parts), *tail]
    return None


def _has_too_many_commas(name: str, parts: list[str]) -> bool:
    """Whether the middle of three parts is no suffix, or there are more, and not because of degrees."""
    # A number after a name marks an affiliation.
    parts = [part for part in parts if any(map(str.isalpha, part))]
    if len(parts) < 3:
        return False
    line = split_name_line(name, may_be_terse=True)
    return line is None or (line.suffix == parts[1] and not fold_suffix(parts[1]) and not _SUFFIX.fullmatch(parts[1]))


def _are_initials(part: str) -> bool:
    return bool(_INITIALS.fullmatch(part)) and part.isupper()


def _initials_last(part: str) -> str:
    """`Ohm GS` -> `Ohm, GS`; "" for anything else."""
    family, _, initials = part.rpartition(" ")
    is_terse = bool(_CAPITALS.fullmatch(initials)) and initials.replace(".", "").replace("-", "").isupper()
    if not is_terse or fold_suffix(initials) or "," in family or not family.strip() or _are_initials(family):
        return ""
    return f"{family}, {initials}"


def _is_full_name(part: str) -> bool:
    words = part.split()
    return len(words) > 1 and words[0][0].isupper() and words[-1][0].isupper() and words[-1][-1].isalpha()

"""Imported works -> the text of a .bib file with keys of the first author and the year."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from cvtex.importers.clean_text import clean_text
from cvtex.importers.imported import ImportedWork, Said

# Braces in plain text have to be in pairs in a .bib file, even those after a backslash.
_SIGNS: Final = str.maketrans(
    {sign: rf"\{sign}" for sign in "&%$#_"}
    | {"\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}"}
    | {"^": r"\textasciicircum{}"}
)
_ADDRESSES: Final = frozenset({"doi", "url", "eprint", "orcid"})
_IN_ADDRESS: Final = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})
_NAMES: Final = frozenset({"author", "editor", "translator", "bookauthor"})
# Capitals within a word, or more than one: styles must not make them small.
_PROTECTED: Final = re.compile(r"(?<![\w{\\])(?=\S{0,99}[A-Z])[^\s{}\\]{0,99}[^\W_][A-Z][^\s{}\\]*")
_TITLES: Final = frozenset({"title", "subtitle", "booktitle"})


def written_works(works: Iterable[ImportedWork]) -> str:
    return "\n".join(_written(key, work) for key, work in _keyed(works))


def keys_of(works: Iterable[ImportedWork], taken: Iterable[str] = ()) -> list[str]:
    """The keys, in order. `taken`: those of other files."""
    return [key for key, _ in _keyed(works, taken)]


def _written(key: str, work: ImportedWork) -> str:
    lines = (f"  {name} = {{{_value(name, said, name in work.tex)}}},\n" for name, said in work.fields.items() if said)
    return f"@{work.type}{{{key},\n{''.join(lines)}}}\n"


def _value(name: str, said: Said | str, is_tex: bool) -> str:
    text = said if isinstance(said, str) else said.text
    text = clean_text(" ".join(text.split()))
    if is_tex:
        return text
    if name in _ADDRESSES:
        return text.translate(_IN_ADDRESS)
    if name in _NAMES:
        text = text if _is_in_pairs(text) else text.translate({ord("{"): None, ord("}"): None})
        return text.translate(_SIGNS | {ord("{"): "{", ord("}"): "}"})
    return tex_of(text, is_title=name in _TITLES)


def _is_in_pairs(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0:
            return False
    return depth == 0


def tex_of(text: str, *, is_title: bool = False) -> str:
    """Plain text -> TeX. In titles, words with inner capitals are protected from styles that write small letters."""
    tex = text.translate(_SIGNS)
    return _PROTECTED.sub(r"{\g<0>}", tex) if is_title else tex


def _keyed(works: Iterable[ImportedWork], taken_before: Iterable[str] = ()) -> Iterator[tuple[str, ImportedWork]]:
    taken = {key.casefold() for key in taken_before}
    # The next sign to try for a name, since hundreds of works may have one.
    signs: dict[str, int] = {}
    for work in works:
        name = _letters(work.key) or _made(work) or work.type
        key, number = name, signs.get(name, ord("a"))
        while key.casefold() in taken:
            key = f"{name}{chr(number)}" if number <= ord("z") else f"{name}-{number - ord('z')}"
            number += 1
        signs[name] = number
        taken.add(key.casefold())
        yield key, work


def _letters(key: str) -> str:
    return re.sub(r"[^A-Za-z0-9:._/+-]+", "", _plain(key))


def _made(work: ImportedWork) -> str:
    """`lovelace1843notes`."""
    authors = _text(work, "author") or _text(work, "editor")
    family = _letters(authors.partition(" and ")[0].partition(",")[0].split(" ")[-1]).lower() if authors else ""
    year = re.search(r"\d{4}", _text(work, "date") or _text(work, "year"))
    word = next((one for one in re.findall(r"(?<!\\)\b[a-z]{4,}", _plain(_text(work, "title")).lower())), "")
    return f"{family}{year[0] if year else ''}{word}"


def _text(work: ImportedWork, name: str) -> str:
    said = work.fields.get(name, "")
    return said if isinstance(said, str) else said.text


def _plain(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))

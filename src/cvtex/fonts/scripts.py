"""The script of a character, by ISO 15924, from its name in Unicode."""

from __future__ import annotations

from typing import Final
from unicodedata import category, name

from cvtex.fonts.script_letters import LETTERS

_FIRST_WORDS: Final = {
    **{name(letters[0], "").partition(" ")[0]: code for code, letters in LETTERS.items()},
    "CJK": "Hani",
    "KANGXI": "Hani",
    "HALFWIDTH": "Kana",
}
_NAMES: Final = {
    "Beng": "Bengali", "Cans": "Canadian syllabics", "Deva": "Devanagari", "Egyp": "Egyptian hieroglyphs", "Hani": "Han", "Nkoo": "N’Ko",
    "Runr": "Runic", "Xsux": "cuneiform", "Zyyy": "signs",
}  # fmt: skip


def script_of(character: str) -> str:
    """`Latn`, `Grek`, `Hani` ...; `Zyyy` for what no script owns."""
    if category(character)[0] not in "LM":
        return "Zyyy"
    return _FIRST_WORDS.get(name(character, "").partition(" ")[0], "Zyyy")


def script_name(code: str) -> str:
    if code in _NAMES:
        return _NAMES[code]
    letters = LETTERS.get(code, "")
    return name(letters[0]).partition(" ")[0].title() if letters else code

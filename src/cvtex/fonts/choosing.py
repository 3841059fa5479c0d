"""Text that the text fonts lack -> the family that sets it, for each role. Pure: opens no font."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Final, TypeAlias

from cvtex.fonts.library import FontLibrary
from cvtex.fonts.runs import ROLES, Role, RoleFont
from cvtex.text.scripts.clusters import clusters
from cvtex.text.scripts.unicode_script import script_of
from cvtex.text.unicode import without_ignorable

Families: TypeAlias = tuple[str, str, str]
"""The family of each role; "" prints a box."""
NO_FONT: Final[Families] = ("", "", "")
# Punctuation of CJK texts alone, as after Latin letters. Its place in the square depends on the language.
_CJK_MARKS: Final = re.compile("[\u3001-\u303f\ufe30-\ufe4f\uff01-\uffef]+")
_IDEOGRAPHIC: Final = frozenset({"Hani", "Hira", "Kana", "Bopo"})


class FontChooser:
    def __init__(self, library: FontLibrary, role_fonts: Mapping[Role, RoleFont], language: str) -> None:
        self._library = library
        self._role_fonts = role_fonts
        self._language = language
        self._known: dict[tuple[str, str], Families | None] = {}

    def parts(self, text: str, language: str = "") -> Iterator[tuple[str, Families]]:
        """Split the text into the longest parts that one font can set; the text's own family goes first.

        In a text with CJK characters, one font sets characters and punctuation: CJK fonts have their own punctuation.
        """
        has_own_marks = any(script_of(character) in _IDEOGRAPHIC for character in text)
        for is_own, group in groupby(clusters(text), key=lambda cluster: not has_own_marks and self._is_own(cluster)):
            part = "".join(group)
            families = self.families(part, language)
            if is_own or families is not None:
                yield part, families or NO_FONT
                continue
            for known, inner in groupby(clusters(part), key=lambda cluster: self.families(cluster, language)):
                yield "".join(inner), known or NO_FONT

    def _is_own(self, text: str) -> bool:
        """Whether the text's own family has all characters."""
        family = self._role_fonts["r"].family
        return self._library.sets(family, without_ignorable(text))

    def families(self, text: str, language: str = "") -> Families | None:
        """The families that set the whole text; None if a role has none."""
        key = text, language or self._language
        if key not in self._known:
            script = "Hani" if _CJK_MARKS.fullmatch(text) else script_in(text)
            found = [self._family(without_ignorable(text), self._role_fonts[role], script, key[1]) for role in ROLES]
            text_, heading, code = found
            self._known[key] = (text_, heading, code or text_) if text_ and heading else None
        return self._known[key]

    def _family(self, text: str, role_font: RoleFont, script: str, language: str) -> str | None:
        if self._library.sets(role_font.family, text):
            return role_font.family
        return self._library.family_for(text, role_font.kind, script, language)


def script_in(text: str) -> str:
    """The script of the first character that has one; "Zyyy" (common) if none has."""
    return next((script for script in map(script_of, text) if script not in ("Zyyy", "Zinh", "Zzzz")), "Zyyy")

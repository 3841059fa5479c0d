"""Which families set a text that the text fonts lack, one for each role. Pure: no font is opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Final, TypeAlias

from cvtex.fonts.library import FontLibrary
from cvtex.fonts.runs import ROLES, Hand, Role
from cvtex.text.scripts.clusters import clusters
from cvtex.text.scripts.unicode_script import script_of
from cvtex.text.unicode import without_ignorable

Families: TypeAlias = tuple[str, str, str]
"""The family of each role; "" is the box for what no font has."""
NO_FONT: Final[Families] = ("", "", "")


_IDEOGRAPHIC: Final = frozenset({"Hani", "Hira", "Kana", "Bopo"})


class FontChooser:
    """Which families set a text, one for each role."""

    def __init__(self, library: FontLibrary, hands: Mapping[Role, Hand], language: str) -> None:
        self._library = library
        self._hands = hands
        self._language = language
        self._known: dict[tuple[str, str], Families | None] = {}

    def parts(self, text: str, language: str = "") -> Iterator[tuple[str, Families]]:
        """The text in parts that one font sets: first what the text's own family has, then as much as can be of the
        rest.

        Punctuation beside Chinese signs is of one font with these: there it has other shapes and widths.
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
        """Whether the family of the text has it, so that it is set in the same hand as what is beside it."""
        family = self._hands["r"].family
        return self._library.sets(family, without_ignorable(text))

    def families(self, text: str, language: str = "") -> Families | None:
        """None if some role has no font for it."""
        key = text, language or self._language
        if key not in self._known:
            script = script_in(text)
            found = [self._family(without_ignorable(text), self._hands[role], script, key[1]) for role in ROLES]
            text_, heading, code = found
            self._known[key] = (text_, heading, code or text_) if text_ and heading else None
        return self._known[key]

    def _family(self, text: str, hand: Hand, script: str, language: str) -> str | None:
        if self._library.sets(hand.family, text):
            return hand.family
        return self._library.family_for(text, hand.kind, script, language)


def script_in(text: str) -> str:
    """That of the first character that has one; "Zyyy" for signs."""
    return next((script for script in map(script_of, text) if script not in ("Zyyy", "Zinh", "Zzzz")), "Zyyy")

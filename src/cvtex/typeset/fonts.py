"""Characters -> installed fonts that have them, for LuaTeX and XeTeX; fontconfig knows, where it is installed."""

import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from cvtex.typeset.answers import answer

_BYTES: Final = 64 * 1024 * 1024
# Upright outlines. Bitmaps, colour fonts (emoji) and Type 1 are nothing that fontspec can set.
_PATTERN: Final = ":scalable=true:color=false:slant=0"
_FORMAT: Final = "%{family[0]}\t%{fontformat}\t%{charset}\n"
_FONT_FORMATS: Final = ("TrueType", "CFF")
_RANGE: Final = re.compile(r"([0-9a-f]{1,6})(?:-([0-9a-f]{1,6}))?")

_MAKESHIFT: Final = re.compile(r"unifont|last ?resort|fallback|\bmono\b", re.IGNORECASE)
_KANA: Final = re.compile(r"[\u3040-\u30ff]")
_HANGUL: Final = re.compile(r"[\u1100-\u11ff\uac00-\ud7af]")


def find_font(characters: str, environment: Mapping[str, str]) -> dict[str, str]:
    """Characters -> the family of fonts to set each one in; one that no font has is left out.

    {} where there is no fontconfig (its program fc-list on PATH), as on most machines with macOS or Windows.
    """
    found = shutil.which("fc-list", path=environment.get("PATH", ""))
    if found is None or not characters:
        return {}
    listing = answer((Path(found).absolute(), f"--format={_FORMAT}", _PATTERN), environment, _BYTES)
    return choose_fonts(characters, listing.decode("utf-8", "replace")) if listing is not None else {}


def choose_fonts(characters: str, listing: str) -> dict[str, str]:
    """Characters, and what fc-list says about the installed fonts -> the family for each character.

    A line of `listing` is family, format and characters, with tabs between, such as
    `Noto Serif<tab>TrueType<tab>20-7e a0 2013-2014`.

    Fonts with serifs come first, as the themes have them, Noto's before others, and those for lack of anything
    better last. Among equals, the family with more of the characters, so that few fonts are mixed. Chinese and
    Japanese share code points but not shapes: kana speak for a Japanese font, Hangul for a Korean one.
    """
    wanted = frozenset(characters)
    owned: dict[str, set[str]] = {}
    for line in listing.splitlines():
        family, _, rest = line.partition("\t")
        font_format, _, ranges = rest.partition("\t")
        if family and font_format in _FONT_FORMATS:
            owned.setdefault(family, set()).update(_members(wanted, ranges))
    region = "JP" if _KANA.search(characters) else "KR" if _HANGUL.search(characters) else "SC"

    def rank(family: str) -> tuple[bool, bool, bool, int, bool, str]:
        return (
            _MAKESHIFT.search(family) is not None,
            "Serif" not in family,
            not family.startswith("Noto"),
            -len(owned[family]),
            not family.endswith(f" {region}"),
            family,
        )

    families = sorted(owned, key=rank)
    return {
        character: next(family for family in families if character in owned[family])
        for character in characters
        if any(character in members for members in owned.values())
    }


def _members(wanted: frozenset[str], ranges: str) -> Iterator[str]:
    spans = [(int(first, 16), int(last or first, 16)) for first, last in _RANGE.findall(ranges)]
    return (
        character for character in wanted if any(first <= ord(character) <= last for first, last in spans)
    )

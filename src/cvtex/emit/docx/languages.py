"""Language tags of runs, and the fonts of their scripts.

Word keeps one language for Latin letters, one for East Asian and one for right-to-left scripts, and fonts likewise.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from cvtex.emit.docx.elements import add

_RIGHT_TO_LEFT: Final = frozenset({"ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
# For texts with serifs and without. They come with Word on Windows and on macOS.
_EAST_ASIAN_FONTS: Final[Mapping[str, tuple[str, str]]] = {
    "ja": ("Yu Mincho", "Yu Gothic"),
    "ko": ("Batang", "Malgun Gothic"),
    "zh": ("SimSun", "Microsoft YaHei"),
    "zh-hant": ("PMingLiU", "Microsoft JhengHei"),
}
_TRADITIONAL: Final = ("hant", "tw", "hk", "mo")


def east_asian_font(tag: str, *, has_serifs: bool) -> str:
    """The font for a text in this language; "" for any other than Chinese, Japanese and Korean."""
    primary = _primary(tag)
    if primary == "zh" and any(part in _TRADITIONAL for part in tag.lower().split("-")):
        primary = "zh-hant"
    serif, sans = _EAST_ASIAN_FONTS.get(primary, ("", ""))
    return serif if has_serifs else sans


def add_language(properties: Any, tag: str, name: str = "lang") -> None:
    attributes = {"val": tag}
    if _primary(tag) in _EAST_ASIAN_FONTS:
        attributes["eastAsia"] = tag
    if _primary(tag) in _RIGHT_TO_LEFT:
        attributes["bidi"] = tag
    add(properties, name, **attributes)


def _primary(tag: str) -> str:
    return tag.partition("-")[0].lower()

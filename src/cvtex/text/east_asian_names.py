"""Whole names: in Chinese, Japanese or Korean script the family name comes first, and no space follows it."""

from __future__ import annotations

import re
import unicodedata

# Han, kana, bopomofo and hangul, with iteration and length marks.
_LETTERS = (
    "\u1100-\u11ff\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b\u3041-\u3096\u3099-\u309f\u30a1-\u30ff\u3105-\u312f\u3131-\u318e"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7fb\uf900-\ufaff\uff66-\uffdc\U00020000-\U0003ffff"
)
# Variation selectors: they choose between two forms of one Han character.
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
# Middle dots separate the parts of a transliterated name.
_NAME = re.compile(f"[{_LETTERS}][{_LETTERS}{_SELECTORS}\u00b7\u2027\\s]*")
_IGNORED = re.compile(f"[{_SELECTORS}\u00b7\u2027\u30fb\\s]")


def is_east_asian(text: str) -> bool:
    """Whether a text consists of Han characters, kana, bopomofo or hangul alone."""
    return bool(_NAME.fullmatch(text.strip()))


def whole_name(family: str, given: str = "") -> str | None:
    """王, 小明 -> 王小明; None if part of the name is in another script."""
    name = f"{family}{given}"
    return "".join(name.split()) if is_east_asian(name) else None


def fold_whole_name(name: str) -> str:
    """Key for comparing whole names: ignores half and full width, dots, spaces and variation selectors."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", name))

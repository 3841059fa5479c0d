"""Text -> grapheme clusters, which are never split: a base with its marks, a flag, a family of emoji."""

from __future__ import annotations

from typing import Final
from unicodedata import category

# The limit of UAX #15's stream-safe format. No language needs more than a handful.
MAX_FOLLOWING: Final = 30

_JOINER: Final = "\N{ZERO WIDTH JOINER}"
# Letters by category that extend the previous character: vowels of Thai and Lao, half-width sound marks, joiners.
_LIKE_MARKS: Final = frozenset("\u0e33\u0eb3\uff9e\uff9f\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}")
# Signs that enclose or introduce the next characters, such as the Arabic number sign.
_LEADERS: Final = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e\U000110bd\U000110cd\U000111c2\U000111c3"
    "\U0001193f\U00011941\U00011a3a\U00011a84\U00011a85\U00011a86\U00011a87\U00011a88\U00011a89\U00011d46\U00011f02"
)
_SYLLABLES_WITHOUT_FINAL: Final = range(0xAC00, 0xD7A4, 28)


def clusters(text: str) -> list[str]:
    """Split text into the extended grapheme clusters of UAX #29, with three differences.

    - A zero width joiner joins any character that follows, not only emoji.
    - Every spacing mark stays with its base.
    - A cluster has at most `MAX_FOLLOWING` characters after the first. The next one starts a new cluster, even a mark.
    """
    if text.isascii() and "\r" not in text:
        return list(text)
    pieces: list[str] = []
    current = ""
    flags = 0
    for character in text:
        if current and len(current) <= MAX_FOLLOWING and _belongs(current[-1], character, flags):
            current += character
        else:
            if current:
                pieces.append(current)
            current = character
            flags = 0
        flags = flags + 1 if is_flag_letter(character) else 0
    if current:
        pieces.append(current)
    return pieces


def is_mark(character: str) -> bool:
    """Whether a character extends the one before it: a combining mark, variation selector, joiner or tag."""
    return category(character)[0] == "M" or character in _LIKE_MARKS or _is_emoji_part(ord(character))


def is_flag_letter(character: str) -> bool:
    """Whether a character is a regional indicator. Two of them are the flag of a country."""
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _belongs(before: str, character: str, flags: int) -> bool:
    """`flags`: the number of consecutive flag letters up to `before`."""
    if before == "\r":
        return character == "\n"
    if _stands_alone(before) or _stands_alone(character):
        return False
    if is_mark(character) or before == _JOINER or before in _LEADERS:
        return True
    if is_flag_letter(character):
        return flags % 2 == 1
    return _is_one_syllable(_jamo(before), _jamo(character))


def _stands_alone(character: str) -> bool:
    """Line ends, controls, and format characters that neither join nor introduce others."""
    return (
        category(character) in {"Cc", "Cf", "Zl", "Zp"}
        and character not in _LIKE_MARKS
        and character not in _LEADERS
        and not _is_emoji_part(ord(character))
    )


def _is_emoji_part(code: int) -> bool:
    """Skin tones, and the tags that spell the flag of a region."""
    return 0x1F3FB <= code <= 0x1F3FF or 0xE0020 <= code <= 0xE007F


def _is_one_syllable(before: str, after: str) -> bool:
    match before:
        case "L":
            return after in {"L", "V", "LV", "LVT"}
        case "V" | "LV":
            return after in {"V", "T"}
        case "T" | "LVT":
            return after == "T"
        case _:
            return False


def _jamo(character: str) -> str:
    """The Hangul_Syllable_Type: L (leading consonant), V (vowel), T (trailing consonant), LV, LVT, or ""."""
    code = ord(character)
    if code < 0x1100:
        return ""
    if 0xAC00 <= code <= 0xD7A3:
        return "LV" if code in _SYLLABLES_WITHOUT_FINAL else "LVT"
    if code <= 0x115F or 0xA960 <= code <= 0xA97C:
        return "L"
    if code <= 0x11A7 or 0xD7B0 <= code <= 0xD7C6:
        return "V"
    if code <= 0x11FF or 0xD7CB <= code <= 0xD7FB:
        return "T"
    return ""

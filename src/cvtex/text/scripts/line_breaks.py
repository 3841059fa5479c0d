"""Where a line may end between characters that no blank separates.

- `line_joints`: Chinese, Japanese and Korean, by UAX #14 in its strict form and the W3C's requirements for Japanese and
  Chinese text (JLREQ, CLREQ).
- `word_breaks`: Thai, Lao, Khmer, Burmese, Tibetan and Ethiopic.

In other scripts, TeX breaks lines at spaces and hyphens.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import accumulate
from typing import Final, Literal, TypeAlias
from unicodedata import category, east_asian_width

from cvtex.text.scripts.clusters import clusters, is_mark
from cvtex.text.scripts.unicode_script import script_of

Joint: TypeAlias = Literal["none", "break", "quarter"]
# Behaviour at line ends. `letter`: of a script that is spaced from Han and kana.
_Kind: TypeAlias = Literal["glued", "blank", "no start", "no end", "hangul", "letter", "other"]

# Never at the start of a line. Closing brackets and quotes are found by category.
_NO_START: Final = frozenset(
    "、。，．：；｡､﹐﹑﹒﹔﹕︐︑︒︓︔,.:;"  # commas and full stops
    "！？!?‼‽⁇⁈⁉﹖﹗︕︖"
    "・･·‧…‥︙︰⋯"  # middle dots and leaders
    "々〻ゝゞヽヾ\U00016fe0\U00016fe1\U00016fe3〵ꀕ"  # iteration marks
    "ーｰ〜～゠〟゛゜"  # prolonged sounds, dashes, and the sound marks that stand alone
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯ"
    "\U0001b132\U0001b150\U0001b151\U0001b152\U0001b155\U0001b164\U0001b165\U0001b166\U0001b167"  # still smaller kana
    "%％﹪‰‱℃℉°¢￠′″‴"  # units after a number
    "-‐‒–/|〼"
)
# Never at the end of a line: signs before a number, and Spanish marks. Opening brackets and currencies: by category.
_NO_END: Final = frozenset("¡¿№±∓+−\\")
# Quotes that both open and close, and characters that keep their neighbours together.
_GLUED: Final = frozenset("\"'\N{WORD JOINER}\N{NON-BREAKING HYPHEN}\N{ZERO WIDTH NO-BREAK SPACE}")
_HAN_OR_KANA: Final = frozenset({"Hani", "Hira", "Kana"})
_SET_APART: Final = frozenset({"Latn", "Grek", "Cyrl"})
# Kana in use, but of script Common in Unicode.
_COMMON_KANA: Final = frozenset("ーｰ")
_IDEOGRAPHIC_SPACE: Final = "\N{IDEOGRAPHIC SPACE}"

# All wide characters, and few others. Python also calls those wide that Unicode does not have yet.
_MAY_BE_WIDE: Final = re.compile("[\u1100-\u115f\u231a-\U0003ffff]")
_BLANKS: Final = re.compile(r"(\s+)")


def may_have_gap(before: str, after: str) -> bool:
    """Whether two adjacent texts may have a gap without a blank between them: next to an East Asian character."""
    return _is_wide(_last(before) or before[:1]) or _is_wide(after[:1])


def is_no_gap(before: str, after: str) -> bool:
    """Whether a blank between two texts says nothing: next to wide characters, such as Chinese ones and emoji.

    Korean separates words by blanks.
    """
    return any(_is_wide(one) and script_of(one) != "Hang" for one in (_last(before), after[:1]))


def without_gaps(text: str) -> str:
    """Drop blanks that say nothing: a line may have ended there."""
    if text.isascii() or not _MAY_BE_WIDE.search(text):
        return text
    # Odd places are blanks.
    parts = _BLANKS.split(text)
    for place in range(1, len(parts), 2):
        if is_no_gap(parts[place - 1], parts[place + 1]):
            parts[place] = ""
    return "".join(parts)


def _last(text: str) -> str:
    """The last character that is not a mark, or ""."""
    return next((character for character in reversed(text) if not is_mark(character)), "")


def line_joints(text: str, language: str) -> tuple[Joint, ...]:
    """The joint between each two neighbouring characters, so one fewer than characters.

    - `break`: a line may end here, and a justified line may be stretched a little.
    - `quarter`: a space of a quarter em, where a line may also end. It separates Han characters and kana from letters
      (Latin, Greek, Cyrillic) and digits. Korean does not use it.
    - `none`: everything else, including the neighbours of blanks and all text without East Asian characters.

    Lines end between Hangul syllables only if the text has no blank. UAX #14 allows breaks between all syllables, which
    suits narrow columns, but in a CV a broken word looks like two. In Korean text, the same rule applies to Han
    characters.
    """
    inside: Joint = "none"
    if text.isascii():
        return (inside,) * (len(text) - 1)
    korean = language.partition("-")[0].lower() == "ko"
    keeps_words = any(character.isspace() for character in text)
    joints: list[Joint] = []
    before = ""
    for cluster in clusters(text):
        first = cluster[0]
        if before:
            joints.append(_joint(before, first, korean=korean, keeps_words=keeps_words))
        joints += [inside] * (len(cluster) - 1)
        # The last character that is not a mark: a joiner may join two characters in one cluster, and the rest of a
        # cluster that was too long has only marks, whose base is further back.
        before = next((one for one in reversed(cluster) if not is_mark(one)), before or first)
    return tuple(joints)


def _joint(before: str, after: str, *, korean: bool, keeps_words: bool) -> Joint:
    if not (_is_wide(before) or _is_wide(after)) or is_mark(after):
        return "none"
    first, second = _kind(before), _kind(after)
    kinds = {first, second}
    if "glued" in kinds or first == "no end" or second in {"no start", "blank"}:
        return "none"
    if keeps_words and (korean or "hangul" in kinds) and before != _IDEOGRAPHIC_SPACE:
        return "none"
    if not korean and "letter" in kinds and (_is_han_or_kana(before) or _is_han_or_kana(after)):
        return "quarter"
    return "break"


def _is_wide(character: str) -> bool:
    return _MAY_BE_WIDE.match(character) is not None and east_asian_width(character) in {"W", "F", "H"}


def _is_han_or_kana(character: str) -> bool:
    return script_of(character) in _HAN_OR_KANA or character in _COMMON_KANA


def _kind(character: str) -> _Kind:
    """Classify a character next to an East Asian one."""
    if character == _IDEOGRAPHIC_SPACE:
        return "blank"
    if character in _GLUED or character.isspace():
        return "glued"
    if character in _NO_START:
        return "no start"
    if character in _NO_END:
        return "no end"
    match category(character):
        case "Pe" | "Pf":
            return "no start"
        case "Ps" | "Pi" | "Sc":
            return "no end"
        case "Cc" | "Cf":
            return "glued"
        case "Nd" if not _is_wide(character):
            return "letter"
        case "Lu" | "Ll" | "Lt" | "Lm" | "Lo":
            script = script_of(character)
            if script == "Hang":
                return "hangul"
            if script in _SET_APART and not _is_wide(character):
                return "letter"
    return "other"


# Thai, Lao, Myanmar and Khmer, which need a dictionary to find words.
_NEEDS_DICTIONARY: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f\u1780-\u17ff\u19e0-\u19ff]{2,}"
)
# The separators after a Tibetan syllable and an Ethiopic word.
_MARKED: Final = re.compile("[\N{TIBETAN MARK INTERSYLLABIC TSHEG}\N{ETHIOPIC WORDSPACE}]+(?=(.))")


def word_breaks(text: str) -> tuple[int, ...]:
    """The positions in the text, in order, before which a line may end; without 0 and the length.

    Tibetan and Ethiopic mark these positions. Other scripts need the optional library `icu4py`, which has ICU's
    dictionaries. Without it, their lines end at blanks only.
    """
    if text.isascii():
        return ()
    return tuple(sorted({*_after_marks(text), *_between_words(text)}))


def _after_marks(text: str) -> Iterator[int]:
    for mark in _MARKED.finditer(text):
        if category(mark[1])[0] in "LN" and not is_mark(mark[1]):
            yield mark.end()


def _between_words(text: str) -> Iterator[int]:
    for run in _NEEDS_DICTIONARY.finditer(text):
        split = _splitter()
        if split is None:
            return
        # ICU's positions count UTF-16 units, so sum up the lengths of the pieces instead.
        lengths = map(len, split(run[0]))
        yield from (run.start() + end for end in accumulate(lengths) if end < len(run[0]))


@cache
def _splitter() -> Callable[[str], Iterable[str]] | None:
    """Split text where a line may end. ICU chooses the dictionary by script, so the language does not matter."""
    try:
        from icu4py.breakers import LineBreaker
    except ImportError:
        return None
    return lambda text: LineBreaker(text, "en")

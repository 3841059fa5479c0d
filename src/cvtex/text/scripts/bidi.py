"""Text -> embedding levels, which give the direction of each character (Unicode Bidirectional Algorithm, UAX #9)."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Final
from unicodedata import bidirectional

# The blocks that Unicode reserves for right-to-left scripts, and the right-to-left mark.
_RIGHT_TO_LEFT_AREA: Final = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "AN"})
# Controls of direction are treated like other invisible characters: the writers drop them from the text.
_INVISIBLE: Final = frozenset({"BN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_NEUTRAL: Final = frozenset({"B", "S", "WS", "ON"})
# The pairs of BidiBrackets.txt, opening bracket first. U+2329 and U+232A are equivalent to U+3008 and U+3009.
_PAIRS: Final = (
    "()[]{}༺༻༼༽᚛᚜⁅⁆⁽⁾₍₎⌈⌉⌊⌋\u2329\u232a❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟅⟆⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⦇⦈⦉⦊⦋⦌⦍⦐⦏⦎⦑⦒⦓⦔⦕⦖⦗⦘⧘⧙⧚⧛⧼⧽⸢⸣⸤⸥⸦⸧⸨⸩"
    "\u2e55\u2e56\u2e57\u2e58\u2e59\u2e5a\u2e5b\u2e5c〈〉《》「」『』【】〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞（）［］｛｝｟｠｢｣"
)
_SAME_BRACKET: Final = {"\u2329": "〈", "\u232a": "〉"}
_CLOSING_OF: Final = {
    opening: _SAME_BRACKET.get(closing, closing) for opening, closing in zip(_PAIRS[::2], _PAIRS[1::2], strict=True)
}
_CLOSING: Final = frozenset(_PAIRS[1::2])
_MAX_OPEN_BRACKETS: Final = 63


def has_right_to_left(text: str) -> bool:
    """Whether any character has a level other than 0: a letter of a right-to-left script, or an Arabic number."""
    return any(_class_of(character) in _RIGHT_TO_LEFT for character in _RIGHT_TO_LEFT_AREA.findall(text))


def levels(text: str) -> tuple[int, ...]:
    """The embedding level of each character: even from left to right, odd from right to left.

    The base direction is left to right, and each paragraph separator starts a new paragraph. Explicit embeddings,
    overrides and isolates have no effect: their controls count as boundary neutrals. An invisible character has the
    level of the character before it.
    """
    if not has_right_to_left(text):
        return (0,) * len(text)
    classes = [_class_of(character) for character in text]
    result: list[int] = []
    start = 0
    for at, kind in enumerate(classes):
        if kind == "B":
            result += _paragraph_levels(text[start:at], classes[start:at])
            result.append(0)
            start = at + 1
    result += _paragraph_levels(text[start:], classes[start:])
    return tuple(result)


def _class_of(character: str) -> str:
    """Bidi_Class. Characters newer than Python's tables get the default of their block."""
    return bidirectional(character) or ("R" if _RIGHT_TO_LEFT_AREA.match(character) else "L")


def _paragraph_levels(text: str, classes: list[str]) -> list[int]:
    visible = [at for at, kind in enumerate(classes) if kind not in _INVISIBLE]
    original = [classes[at] for at in visible]
    resolved = _resolve_weak(original)
    _resolve_brackets([text[at] for at in visible], original, resolved)
    _resolve_neutral(resolved)
    result = [0] * len(text)
    for at, kind in zip(visible, resolved, strict=True):
        result[at] = {"L": 0, "R": 1}.get(kind, 2)  # I1
    _reset_white_space(result, classes)
    for at, kind in enumerate(classes):
        if kind in _INVISIBLE and at:
            result[at] = result[at - 1]
    return result


def _resolve_weak(classes: list[str]) -> list[str]:
    """W1 to W7. The result has L, R, EN, AN and neutrals (ON, WS, S) only."""
    kinds: list[str] = []
    strong = "L"
    for kind in classes:
        if kind == "NSM":  # W1
            kind = kinds[-1] if kinds else "L"  # noqa: PLW2901 - each rule applies to the result of the previous one
        elif kind == "EN" and strong == "AL":  # W2
            kind = "AN"  # noqa: PLW2901
        elif kind in {"L", "R", "AL"}:
            strong = kind
        kinds.append(kind)
    kinds = ["R" if kind == "AL" else kind for kind in kinds]  # W3
    for at in range(1, len(kinds) - 1):  # W4
        before, kind, after = kinds[at - 1 : at + 2]
        if before == after and ((kind in {"ES", "CS"} and before == "EN") or (kind == "CS" and before == "AN")):
            kinds[at] = before
    _resolve_terminators(kinds)
    strong = "L"
    for at, kind in enumerate(kinds):  # W7
        if kind in {"L", "R"}:
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[at] = "L"
    return kinds


def _resolve_terminators(kinds: list[str]) -> None:
    """W5 and W6: terminators next to a European number join it; other separators and terminators become neutral."""
    at = 0
    while at < len(kinds):
        end = at
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        if end > at:
            beside = "EN" in {kinds[at - 1] if at else "", kinds[end] if end < len(kinds) else ""}
            kinds[at:end] = ["EN" if beside else "ON"] * (end - at)
            at = end
        else:
            if kinds[at] in {"ES", "CS"}:
                kinds[at] = "ON"
            at += 1


def _resolve_brackets(characters: list[str], original: list[str], kinds: list[str]) -> None:
    """N0: both brackets of a pair get one direction, from the text between them or else from the text before them."""
    # The numbers of left-to-right and of right-to-left characters before each position. Brackets inside a pair are
    # resolved after it, so these numbers stay valid for all pairs.
    left = [0, *accumulate(kind == "L" for kind in kinds)]
    right = [0, *accumulate(kind in {"R", "EN", "AN"} for kind in kinds)]
    at = 0
    before = "L"
    for opening, closing in _bracket_pairs(characters, kinds):
        for kind in kinds[at:opening]:
            before = _strong(kind) or before
        at = opening
        direction = ""
        if left[closing] > left[opening]:
            direction = "L"
        elif right[closing] > right[opening]:
            direction = before
        if direction:
            for bracket in (opening, closing):
                kinds[bracket] = direction
                mark = bracket + 1
                while mark < len(kinds) and original[mark] == "NSM":
                    kinds[mark] = direction
                    mark += 1


def _bracket_pairs(characters: list[str], kinds: list[str]) -> list[tuple[int, int]]:
    """BD16: the positions of bracket pairs, by opening bracket. The search stops at 63 open brackets."""
    pairs: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    for at, character in enumerate(characters):
        if kinds[at] != "ON":
            continue
        if character in _CLOSING_OF:
            if len(opened) == _MAX_OPEN_BRACKETS:
                break
            opened.append((_CLOSING_OF[character], at))
        elif character in _CLOSING:
            wanted = _SAME_BRACKET.get(character, character)
            for depth in range(len(opened) - 1, -1, -1):
                closing, opening = opened[depth]
                if closing == wanted:
                    pairs.append((opening, at))
                    del opened[depth:]
                    break
    return sorted(pairs)


def _resolve_neutral(kinds: list[str]) -> None:
    """N1 and N2: neutrals between characters of one direction take it, others take the paragraph's."""
    at = 0
    before = "L"
    while at < len(kinds):
        end = at
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        if end > at:
            after = _strong(kinds[end]) if end < len(kinds) else "L"
            kinds[at:end] = [before if before == after else "L"] * (end - at)
            at = end
        else:
            before = _strong(kinds[at])
            at += 1


def _strong(kind: str) -> str:
    """L or R, where numbers count as R; "" for a neutral."""
    return "L" if kind == "L" else "R" if kind in {"R", "EN", "AN"} else ""


def _reset_white_space(result: list[int], classes: list[str]) -> None:
    """L1: white space at the end or before a tab gets the level of the paragraph."""
    trailing = True
    for at in range(len(classes) - 1, -1, -1):
        kind = classes[at]
        trailing = kind == "S" or (trailing and (kind == "WS" or kind in _INVISIBLE))
        if trailing:
            result[at] = 0

"""Text -> embedding levels: which characters run from right to left (the Unicode Bidirectional Algorithm, UAX #9)."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Final
from unicodedata import bidirectional

# The areas that Unicode reserves for scripts written from right to left, and the two marks that act like their letters.
_RIGHT_TO_LEFT_AREA: Final = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "AN"})
# Controls of direction count like other invisible characters: cvtex takes them out of the author's text elsewhere.
_INVISIBLE: Final = frozenset({"BN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_NEUTRAL: Final = frozenset({"B", "S", "WS", "ON"})
# The pairs of BidiBrackets.txt, each opening bracket before its partner. U+2329 and U+232A are U+3008 and U+3009 to
# Unicode.
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

    The base direction is left to right, and each paragraph separator begins a new paragraph. Explicit embeddings,
    overrides and isolates have no effect: their controls are treated as boundary neutrals. An invisible character has
    the level of the character before it.
    """
    if not has_right_to_left(text):
        return (0,) * len(text)
    classes = [_class_of(character) for character in text]
    found: list[int] = []
    start = 0
    for at, kind in enumerate(classes):
        if kind == "B":
            found += _paragraph_levels(text[start:at], classes[start:at])
            found.append(0)
            start = at + 1
    found += _paragraph_levels(text[start:], classes[start:])
    return tuple(found)


def _class_of(character: str) -> str:
    """The Bidi_Class. A character newer than Python's tables has the class that Unicode gives to its area."""
    return bidirectional(character) or ("R" if _RIGHT_TO_LEFT_AREA.match(character) else "L")


def _paragraph_levels(text: str, classes: list[str]) -> list[int]:
    visible = [at for at, kind in enumerate(classes) if kind not in _INVISIBLE]
    original = [classes[at] for at in visible]
    resolved = _resolve_weak(original)
    _resolve_brackets([text[at] for at in visible], original, resolved)
    _resolve_neutral(resolved)
    found = [0] * len(text)
    for at, kind in zip(visible, resolved, strict=True):
        found[at] = {"L": 0, "R": 1}.get(kind, 2)  # I1
    _reset_white_space(found, classes)
    for at, kind in enumerate(classes):
        if kind in _INVISIBLE and at:
            found[at] = found[at - 1]
    return found


def _resolve_weak(classes: list[str]) -> list[str]:
    """W1 to W7. What is left are L, R, EN and AN, and neutrals (ON, WS, S)."""
    kinds: list[str] = []
    strong = "L"
    for kind in classes:
        if kind == "NSM":  # W1
            kind = kinds[-1] if kinds else "L"  # noqa: PLW2901 - each rule works on what the one before has made
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
    """W5 and W6: signs beside a European number belong to it; all other signs of numbers are neutral."""
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
    """N0: both brackets of a pair take one direction, by what is between them and, failing that, by what is before
    them.
    """
    # How many letters from left to right, and how many from right to left, stand before each character. Brackets inside
    # a pair are resolved after it, so that these numbers hold for all pairs.
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
    """BD16: the places of opening and closing brackets, by the place of the opening one. Too many open ones end the
    search.
    """
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
    """N1 and N2: neutrals between characters of one direction take it; all others take the paragraph's."""
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
    """L or R, where numbers count as R; nothing for a neutral."""
    return "L" if kind == "L" else "R" if kind in {"R", "EN", "AN"} else ""


def _reset_white_space(found: list[int], classes: list[str]) -> None:
    """L1: white space at the end, and before a tab, has the level of the paragraph."""
    trailing = True
    for at in range(len(classes) - 1, -1, -1):
        kind = classes[at]
        trailing = kind == "S" or (trailing and (kind == "WS" or kind in _INVISIBLE))
        if trailing:
            found[at] = 0

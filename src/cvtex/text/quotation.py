"""Quotation marks within a quotation: `“Who Is a ‘Toad’?”`.

Marks in a quoted text alternate with those around it. They become those of the language, whatever the author typed. A
mark without a partner, such as an apostrophe or the sign for inches, is not a quotation mark and stays.
"""

from __future__ import annotations

from collections.abc import Mapping

from cvtex.text.richtext import RichText, map_strings

Marks = tuple[str, str]

# The openings that a mark may close. Languages disagree: `“` closes a German quotation and opens an English one.
_CLOSES: Mapping[str, str] = {
    "“": "„", "”": "“„”", "»": "«", "«": "»", "›": "‹", "‹": "›", "‘": "‚", "’": "‘‚", "」": "「", "』": "『",
    '"': '"', "″": "",
}  # fmt: skip
_OPENS = frozenset('„“”«»‹›‚‘「『"')
_MARKS = _OPENS | _CLOSES.keys()
_GUILLEMETS = frozenset("«»‹›")
_BLANKS = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"


def requoted(text: RichText, outer: Marks, inner: Marks) -> RichText:
    """Write the quotation marks of a text that stands in `outer` marks: `inner` ones, and inside those `outer` ones."""
    pieces: list[str] = []

    def collect(string: str) -> str:
        pieces.append(string)
        return string

    map_strings(text, collect)
    whole = "".join(pieces)
    changes = _changes(whole, outer, inner) if has_quotes(whole) else {}
    start = 0

    def change(string: str) -> str:
        nonlocal start
        start += len(string)
        return "".join(changes.get(i, character) for i, character in enumerate(string, start - len(string)))

    return map_strings(text, change) if changes else text


def has_quotes(text: str) -> bool:
    """Whether a text may have quotation marks."""
    return not _MARKS.isdisjoint(text)


def _changes(text: str, outer: Marks, inner: Marks) -> dict[int, str]:
    """What to print at the positions of paired marks, and of the blanks that French puts inside them."""
    changes: dict[int, str] = {}
    pairs = sorted(_pairs(text))
    ends: list[int] = []
    for begin, end in pairs:
        while ends and ends[-1] < begin:
            ends.pop()
        opening, closing = outer if len(ends) % 2 else inner
        ends.append(end)
        changes |= {begin: opening, end: closing}
        if text[begin] in _GUILLEMETS:
            changes |= {i: "" for i in (begin + 1, end - 1) if text[i] in _BLANKS}
    return changes


def _pairs(text: str) -> list[tuple[int, int]]:
    """The positions of marks that belong together. Pairs are nested, never crossed."""
    pairs: list[tuple[int, int]] = []
    opened: list[int] = []
    for i, mark in enumerate(text):
        if mark not in _MARKS:
            continue
        before, after = text[i - 1 : i], text[i + 1 : i + 2]
        if mark in "’‘" and before.isalnum() and after.isalnum():
            continue
        # An apostrophe at the start of a word looks like an opening mark: `“rock ‘n’ roll”`.
        if (
            len(opened) > 1
            and text[opened[-1]] == "‘"
            and mark not in "’‘"
            and text[opened[-2]] in _CLOSES.get(mark, "")
        ):
            opened.pop()
        if opened and text[opened[-1]] in _CLOSES.get(mark, ""):
            pairs.append((opened.pop(), i))
        elif mark in _OPENS and (not before.isalnum()) and after:
            opened.append(i)
    return pairs

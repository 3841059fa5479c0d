"""Letters of a document with their look -> rich text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Final

from cvtex.text.richtext import Inline, Link, RichText, Style, Styled, merge_strings
from cvtex.text.web_address import link_target
from cvtex.value import Value

_YEAR: Final = re.compile(r"(?:19|20)\d\d(?!\d)")


class Letters(Value):
    """Letters of one look. `place`: superscript or subscript. `note`: a footnote after them."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    place: Style | None = None
    url: str = ""
    note: RichText = ()


def rich_text(letters: Iterable[Letters]) -> RichText:
    """Neighbours of one look are one piece; a blank takes the look of what stands before it."""
    pieces: list[tuple[Letters, str]] = []
    for one in letters:
        is_blank = not one.text.strip() and not one.url
        if one.text and pieces and not pieces[-1][0].note and (is_blank or _looks_like(one, pieces[-1][0])):
            before, text = pieces[-1]
            pieces[-1] = (before, text + one.text)
        elif one.text:
            if pieces and pieces[-1][1][-1:].isalpha() and _YEAR.match(one.text):
                # Only the look, or room that a program gave up, parts the dates.
                pieces[-1] = (pieces[-1][0], f"{pieces[-1][1]} ")
            pieces.append((one, one.text))
        if one.note:
            pieces.append((Letters("", note=one.note), ""))
    styled: list[Inline] = []
    for style, run in groupby(pieces, key=lambda piece: _style(piece[0])):
        # Marks stand close to words: a blank at the end of a run is outside of its style.
        inner = [part for look, text in run for part in _inline(look, text)]
        end = inner.pop() if inner and isinstance(inner[-1], str) and not inner[-1].strip() else ""
        styled += [*inner, end] if style is None else [Styled(style, merge_strings(tuple(inner))), end]
    return merge_strings(tuple(styled))


def _inline(look: Letters, text: str) -> tuple[Inline, ...]:
    """A piece without its style; the blank at its end is apart."""
    end = text[len(text.rstrip()) :]
    inline: RichText = (text[: len(text) - len(end)],) if text else look.note
    if look.place:
        inline = (Styled(look.place, inline),)
    if look.url and (target := link_target(look.url)):
        inline = (Link(target, inline),)
    return (*inline, end)


def _style(look: Letters) -> Style | None:
    return "strong" if look.is_bold else "emphasis" if look.is_italic else None


def _looks_like(one: Letters, other: Letters) -> bool:
    return (one.is_bold, one.is_italic, one.place, one.url) == (
        other.is_bold, other.is_italic, other.place, other.url
    )  # fmt: skip

"""Runs of blanks in rich text -> single blanks, none at the ends, across the borders of styles."""

from __future__ import annotations

import re
from typing import assert_never

from cvtex.text.richtext import InLanguage, Inline, Link, Math, NoBreak, RichText, Styled

# Blanks that bind or have a width of their own stay.
_BLANKS = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")


def fold_whitespace(text: RichText) -> RichText:
    folded, _ = _fold(text, after_blank=True)
    return _strip_end(folded)


def _fold(text: RichText, *, after_blank: bool) -> tuple[RichText, bool]:
    """The text, and whether it ends in a blank. Nodes that hold nothing vanish."""
    result: list[Inline] = []
    for node in text:
        match node:
            case str():
                string = _BLANKS.sub(" ", node)
                string = string.removeprefix(" ") if after_blank else string
                if string:
                    result.append(string)
                    after_blank = string.endswith(" ")
            case Styled(style, content):
                content, after_blank = _fold(content, after_blank=after_blank)
                result += [Styled(style, content)] if content else []
            case Link(url, content):
                content, after_blank = _fold(content, after_blank=after_blank)
                result += [Link(url, content)] if content else []
            case NoBreak(content):
                content, after_blank = _fold(content, after_blank=after_blank)
                result += [NoBreak(content)] if content else []
            case Math() | InLanguage():
                result.append(node)
                after_blank = False
            case _:
                assert_never(node)
    return tuple(result), after_blank


def _strip_end(text: RichText) -> RichText:
    if not text:
        return text
    last = text[-1]
    kept: Inline | None
    match last:
        case str():
            kept = last.removesuffix(" ") or None
        case Styled(style, content):
            content = _strip_end(content)
            kept = Styled(style, content) if content else None
        case Link(url, content):
            content = _strip_end(content)
            kept = Link(url, content) if content else None
        case NoBreak(content):
            content = _strip_end(content)
            kept = NoBreak(content) if content else None
        case Math() | InLanguage():
            kept = last
        case _:
            assert_never(last)
    return (*text[:-1], kept) if kept is not None else _strip_end(text[:-1])

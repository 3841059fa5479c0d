"""Typewriter signs -> typographic ones: dashes, ellipses, apostrophes, single quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import assert_never

from cvtex.text.richtext import Footnote, InLanguage, Inline, LineBreak, Link, Math, NoBreak, RichText, Styled, plain
from cvtex.value import replace

_DASHES = re.compile(r"---?|\.\.\.")
_SIGNS = {"---": "—", "--": "–", "...": "…"}

APOSTROPHE = "’"
# Single quotation marks by language; ‘English’ for all others.
_ENGLISH = ("‘", "’")
_QUOTES = {
    **dict.fromkeys(("de", "cs", "sk", "sl", "lt", "et", "is", "bg"), ("‚", "‘")),
    **dict.fromkeys(("pl", "hr", "ro"), ("‚", "’")),
    **dict.fromkeys(("sv", "fi"), ("’", "’")),
    "de-CH": ("‹", "›"),
}
# What stands before a mark that may open a quotation, and after one that may close it.
_BEFORE_OPENING = frozenset('([{<-–—/"“„«‚‘… \u00a0\u202f\u2009\t\n')
_AFTER_CLOSING = frozenset(')]}>-–—/"”“»’.,;:!?… \u00a0\u202f\u2009\t\n')
# '90s, 'tis, rock 'n' roll, 's-Hertogenbosch
_SHORTENED = re.compile(r"\d\ds?\b|(?:tis|twas|em|cause|n|s|t)\b", re.IGNORECASE)


def typographic(text: str) -> str:
    """Replace typewriter dashes and ellipses."""
    return _DASHES.sub(lambda match: _SIGNS[match[0]], text)


def single_quotes_of(language: str) -> tuple[str, str]:
    return _QUOTES.get(language) or _QUOTES.get(language.partition("-")[0], _ENGLISH)


def with_quotes(text: RichText, language: str) -> RichText:
    """Replace straight single quotation marks and apostrophes, except in code, math and addresses."""
    written = "".join(_strings(text))
    return _Replacing(_resolved(written, single_quotes_of(language)), language).text(text) if "'" in written else text


def _resolved(text: str, quotes: tuple[str, str]) -> str:
    """Replace each mark: the two of a pair, or an apostrophe."""
    out = list(text)
    opened = spare = -1
    for match in re.finditer("'", text):
        place = match.start()
        before, after = text[place - 1 : place] or " ", text[place + 1 : place + 2] or " "
        if before.isspace() and after.isspace():
            continue
        out[place] = APOSTROPHE
        opens = before in _BEFORE_OPENING and not after.isspace()
        closes = not before.isspace() and after in _AFTER_CLOSING
        if opens and not (closes and opened >= 0) and not _SHORTENED.match(text, place + 1):
            _pair(out, opened, spare, quotes)
            opened, spare = place, -1
        elif closes and opened >= 0:
            if before in _PLURALS and spare < 0:
                # A plural's apostrophe, unless no other mark closes the quotation.
                spare = place
            else:
                _pair(out, opened, place, quotes)
                opened = spare = -1
    _pair(out, opened, spare, quotes)
    return "".join(out)


_PLURALS = frozenset("sxzß")


def _pair(out: list[str], opened: int, closed: int, quotes: tuple[str, str]) -> None:
    if opened >= 0 and closed >= 0:
        out[opened], out[closed] = quotes


# In place of what is not changed.
_LETTER, _BLANK = "x", " "


def _strings(text: RichText) -> Iterator[str]:
    for node in text:
        match node:
            case str():
                yield node
            case Styled("code") | Math():
                yield _LETTER
            case LineBreak() | Footnote():
                yield _BLANK
            case Link(url, content) if plain(content) in url:
                yield _LETTER
            case Styled() | Link() | NoBreak() | InLanguage():
                yield from _strings(node.content)
            case _:
                assert_never(node)


class _Replacing:
    """Puts a string with other marks back into the text that it was taken from."""

    def __init__(self, resolved: str, language: str) -> None:
        self._resolved = resolved
        self._language = language
        self._place = 0

    def text(self, text: RichText) -> RichText:
        return tuple(map(self._node, text))

    def _node(self, node: Inline) -> Inline:
        match node:
            case str():
                start, self._place = self._place, self._place + len(node)
                return self._resolved[start : self._place]
            case Styled("code") | Math() | LineBreak():
                self._place += 1
                return node
            case Footnote(content):
                self._place += 1
                return Footnote(with_quotes(content, self._language))
            case Link(url, content) if plain(content) in url:
                self._place += 1
                return node
            case Styled() | Link() | NoBreak() | InLanguage():
                return replace(node, content=self.text(node.content))
            case _:
                assert_never(node)

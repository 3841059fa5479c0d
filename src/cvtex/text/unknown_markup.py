"""Markup of other languages in a text: found, so that it is not printed as it stands without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from cvtex.diagnostics import Diagnostic, warning

_TAGS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("b", "strong"), "write **words** for strong ones"),
    **dict.fromkeys(("i", "em"), "write *words* for emphasised ones"),
    "sup": "write x^2^",
    "sub": "write H~2~O",
    "br": "end the line with a backslash",
    "a": "write [text](https://...)",
    **dict.fromkeys(("code", "tt"), "put code between backticks"),
    **dict.fromkeys(
        (
            *("u", "s", "del", "ins", "mark", "small", "big", "font", "span", "p", "div", "center", "ul", "ol", "li"),
            *("img", "h1", "h2", "h3", "h4", "table", "tr", "td", "th", "blockquote", "hr", "sc"),
        ),
        "delete it",
    ),
}
_COMMANDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("textbf", "bf", "bfseries"), "write **words** for strong ones"),
    **dict.fromkeys(("textit", "emph", "it", "em", "itshape", "textsl"), "write *words* for emphasised ones"),
    **dict.fromkeys(("texttt", "tt", "verb"), "put code between backticks"),
    "textsuperscript": "write x^2^",
    "textsubscript": "write H~2~O",
    **dict.fromkeys(("url", "href"), "write the address as it is, or [text](https://...)"),
    "footnote": "write ^[a note]",
    **dict.fromkeys(("newline", "linebreak", "par"), "end the line with a backslash"),
}
_OTHER_COMMAND: Final = "write the sign itself; formulas stand between dollars, as in $\\alpha$"
_FOUND: Final = re.compile(
    r"(?P<command>\\(?P<name>[A-Za-z]{1,30})(?=[{\[])|(?<![\w:\\.)])\\(?P<word>[A-Za-z]{2,30}))"
    r"|(?P<mark>\[\^[^\[\]\s]{1,60}\]:?)"
    rf"|(?P<tag></?(?P<element>{'|'.join(sorted(_TAGS, key=len, reverse=True))})(?:\s[^<>]{{0,200}})?/?>)"
    r"|(?P<picture>!\[)|(?P<struck>~~(?=\S))|(?P<high>==(?=\w))|(?P<cited>\[@[\w:.-]{1,80}\])",
    re.IGNORECASE,
)


def unknown_markup(text: str) -> Iterator[tuple[str, Diagnostic]]:
    """Yield each piece of a text that looks like other markup, with a warning."""
    for found in _FOUND.finditer(text):
        match found.lastgroup:
            case "mark":
                what, hint = "a footnote's mark", "write the note where its sign stands: ^[the note]"
            case "tag":
                what, hint = "a tag of HTML", _TAGS[found["element"].lower()]
            case "picture":
                what, hint = "a picture", "texts hold no pictures: write [text](https://...) for a link"
            case "struck":
                what, hint = "struck out text", "delete it"
            case "high":
                what, hint = "highlighted text", "write **words** for strong ones"
            case "cited":
                what, hint = "a citation", "publications are printed by a section of the kind 'publications'"
            case _:
                what, hint = "a command of TeX", _COMMANDS.get(found["name"] or found["word"], _OTHER_COMMAND)
        piece = found[0]
        yield piece, warning(f"'{piece}' is {what}, and is printed as it stands", None, hint)


# Escapes that only TeX has. CommonMark reads a backslash before punctuation as the sign itself.
_ACCENT: Final = re.compile(r"\w\\[\"'`](?:\{?[A-Za-z]\}?)")
_NEW_LINE: Final = re.compile(r"\\\\(?=\s|$)")


def tex_escapes(source: str) -> Iterator[tuple[str, Diagnostic]]:
    r"""The same for `G\"odel` and `\\` in the source of a text, where these are still to be seen."""
    for found in _ACCENT.finditer(source):
        yield found[0], warning(f"'{found[0]}' is an accent of TeX, and is not read", None, "write the letter itself")
    for found in _NEW_LINE.finditer(source):
        hint = "to begin a new line, end the line with a single backslash"
        yield found[0], warning(f"'{found[0]}' is printed as a backslash", None, hint)

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
    r"|(?P<picture>!\[)|(?P<struck>~~(?=\S))|(?P<high>==(?=\w))|(?P<cited>\[@[\w:.-]{1,80}\])"
    r"|(?P<note>\^\[)|(?P<strong>\*\*(?=\w))|(?P<attributes>\]\{[.#][^{}]{1,60}\})"
    r"|(?P<reference>(?<=\])\[[\w -]{1,60}\]|^\[[^\[\]^]{1,60}\]: ?$)"
    r"|(?P<script>[\^_]\{[^{}]{1,60}\})|(?P<tie>(?<=[A-Za-z.])~(?=[A-Za-z0-9]))",
    re.IGNORECASE,
)


# What the groups of the pattern find, and what to do.
_KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "mark": ("a footnote's mark", "write the note where its sign stands: ^[the note]"),
    "picture": ("a picture", "texts hold no pictures: write [text](https://...) for a link"),
    "struck": ("struck out text", "delete it"),
    "high": ("highlighted text", "write **words** for strong ones"),
    "cited": ("a citation", "publications are printed by a section of the kind 'publications'"),
    "note": ("no complete footnote", "write ^[a note], with words and without a footnote in it"),
    "strong": ("half of a pair", "write **words** for strong ones, or \\*\\* for the signs themselves"),
    "attributes": ("an attribute of pandoc", "delete it"),
    "reference": ("a link by reference", "write [text](https://...)"),
    "script": ("a script of TeX", "write x^2^, H~2~O, or a formula between dollars"),
    "tie": ("a tie of TeX", "write a space, or a no-break space"),
}


def unknown_markup(text: str) -> Iterator[tuple[str, Diagnostic]]:
    """Yield each piece of a text that looks like other markup, with a warning."""
    for found in _FOUND.finditer(text):
        kind = found.lastgroup or ""
        if kind in _KINDS:
            what, hint = _KINDS[kind]
        elif kind == "tag":
            what, hint = "a tag of HTML", _TAGS[found["element"].lower()]
        else:
            what, hint = "a command of TeX", _COMMANDS.get(found["name"] or found["word"], _OTHER_COMMAND)
        piece = found[0]
        yield piece, warning(f"'{piece}' is {what}, and is printed as it stands", None, hint)


# Escapes that only TeX has. CommonMark reads a backslash before punctuation as the sign itself.
_ACCENT: Final = re.compile(
    r"\w\\[\"'`](?:\{?[A-Za-z]\}?)"
    r"|[^\W\d_]\\[~^][AEINOUaeinou]"
    r"|\\[\"'`^~=.]\{[A-Za-z]\}"
    # At the start of a word, unless a second escaped mark makes it a quotation.
    r"|(?<![\w\\])\\[\"'`][AEIOUaeiou](?=\w)(?![^\\]{0,200}\\[\"'`](?!\{?[A-Za-z]))"
)
_FORMULA: Final = re.compile(
    r"(?<![\\\]])\\(?:\((?:[^\\\n]|\\[^()\n]){1,200}+\\\)"
    # Brackets are also escaped for their own sake.
    r"|\[(?=[^\]]{0,200}[\^_=\\][^\\\]])(?:[^\\\n]|\\[^\]\n]){1,200}+\\\])"
)
_SPACE: Final = re.compile(r"(?<=[\w.])\\[,@]|(?<=\.)\\ ")
_NEW_LINE: Final = re.compile(r"\\\\(?=\s|$)")


def tex_escapes(source: str) -> Iterator[tuple[str, Diagnostic]]:
    r"""The same for `G\"odel`, `\(x^2\)` and `\\` in the source of a text, where these are still to be seen."""
    if "\\" not in source:
        return
    for found in _ACCENT.finditer(source):
        yield found[0], warning(f"'{found[0]}' is an accent of TeX, and is not read", None, "write the letter itself")
    for found in _FORMULA.finditer(source):
        message = f"'{found[0]}' is a formula of TeX, and is printed as text"
        yield found[0], warning(message, None, f"formulas stand between dollars: ${found[0][2:-2]}$")
    for found in _SPACE.finditer(source):
        message = f"'{found[0]}' is a space of TeX, and is not read"
        yield found[0], warning(message, None, "write a space, or a no-break space")
    for found in _NEW_LINE.finditer(source):
        hint = "to begin a new line, end the line with a single backslash"
        yield found[0], warning(f"'{found[0]}' is printed as a backslash", None, hint)

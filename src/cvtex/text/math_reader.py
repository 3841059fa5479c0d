"""Source of inline math -> items with rewritten TeX. Only commands and characters in the tables here are allowed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from cvtex.text.math_text import (
    ItemKind,
    MathItem,
    accented_text,
    fraction_text,
    in_alphabet,
    root_text,
    tex_of,
    text_of,
)
from cvtex.text.tex_commands import FUNCTIONS, GREEK, MATH, OPERATORS, RELATIONS

# Commands for alphabets and for text in math -> the alphabet to use.
ALPHABETS: Mapping[str, str] = {
    "mathrm": "mathrm", "mathbf": "mathbf", "mathit": "mathit", "mathsf": "mathsf", "mathtt": "mathtt",
    "mathcal": "mathcal", "mathscr": "mathscr", "mathbb": "mathbb", "mathfrak": "mathfrak",
    "bold": "mathbf", "boldsymbol": "mathbf", "bm": "mathbf", "Bbb": "mathbb",
    "operatorname": "mathrm", "text": "mathrm", "textrm": "mathrm", "mbox": "mathrm", "textnormal": "mathrm",
    "textit": "mathit", "textbf": "mathbf", "emph": "mathit",
}  # fmt: skip
CAPITALS_ALONE = frozenset({"mathcal", "mathscr"})
"""Alphabets without small letters and digits. TeX would set arrows and other signs instead."""
TEXT_INSIDE = frozenset({"text", "textrm", "mbox", "textnormal", "textit", "textbf", "emph", "operatorname"})
SWITCHES: Mapping[str, str] = {
    "rm": "mathrm",
    "bf": "mathbf",
    "it": "mathit",
    "cal": "mathcal",
    "sf": "mathsf",
}
ACCENTS: Mapping[str, str] = {
    "hat": "\u0302", "widehat": "\u0302", "bar": "\u0304", "overline": "\u0304", "tilde": "\u0303",
    "widetilde": "\u0303", "dot": "\u0307", "ddot": "\u0308", "vec": "\u20d7", "check": "\u030c", "breve": "\u0306",
    "acute": "\u0301", "grave": "\u0300", "mathring": "\u030a", "underline": "\u0332",
}  # fmt: skip
FRACTIONS = frozenset({"frac", "dfrac", "tfrac", "cfrac"})
SPACES: Mapping[str, str] = {
    ",": "\u202f", ";": " ", ":": " ", ">": " ", " ": " ", "!": "", "quad": " ", "qquad": " "
}  # fmt: skip
IGNORED = frozenset(
    {"displaystyle", "textstyle", "limits", "nolimits", "relax", "protect", "left", "right"}
    | {size + side for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r")}
)
ESCAPED: Mapping[str, str] = {"%": "%", "&": "&", "#": "#", "_": "_", "{": "{", "}": "}", "|": "‖"}
ALIASES: Mapping[str, str] = {"sun": "odot", "dots": "ldots", "earth": "oplus"}
CHARACTERS: Mapping[str, ItemKind] = {
    **dict.fromkeys("+-*", "operator"), **dict.fromkeys("=<>", "relation"),
    **dict.fromkeys("()[]|!?/,.;:", "punctuation"),
}  # fmt: skip
CHARACTER_NAMES: Mapping[str, str] = {
    **dict.fromkeys(("lt", "less", "textless"), "<"), **dict.fromkeys(("gt", "greater", "textgreater"), ">"),
    "slash": "/", "colon": ":",
}  # fmt: skip
SHOWN: Mapping[str, str] = {"-": "−", "*": "∗"}
COMMAND_OF: Mapping[str, str] = {
    **{character: name for name, character in reversed(list(MATH.items())) if not character.isascii()},
    "µ": "mu",
    "Ω": "Omega",
    "∆": "Delta",
    "·": "cdot",
    "°": "degree",
    "…": "ldots",
}
SCRIPTS: Mapping[str, Literal["superscript", "subscript"]] = {"^": "superscript", "_": "subscript"}

COMMANDS = frozenset(
    {*MATH, *FUNCTIONS, *ALPHABETS.values(), *ACCENTS, "frac", "sqrt", "not", "ldots", "quad", "qquad"}
)
"""All control words that occur in a `Math`."""


MAX_LENGTH = 1000
MAX_DEPTH = 12
MAX_UNBREAKABLE = 80
"""Characters of a fraction, root or other part of a formula within which no line can end."""

_TOKEN = re.compile(r"\\([A-Za-z]+)[ \t\n]*|\\(.)|('+)|([0-9]+)|[ \t\n]+|(.)", re.DOTALL)
_SWITCH = re.compile(r"\\(rm|bf|it|cal|sf)(?![A-Za-z])[ \t\n]*")
_COMMAND = re.compile(r"\\[A-Za-z]+")
_NO_CAPITAL = re.compile(r"[a-z0-9]")
_TEXT_ARGUMENT = re.compile(r"\{([A-Za-z0-9 .,:;()/+=-]*)\}")


class NotMathError(Exception):
    """A problem with a source, worded for the author. `cvtex.text.math` catches it."""


def read_items(source: str) -> tuple[MathItem, ...]:
    """An author's formula -> its items, within bounds."""
    if len(source) > MAX_LENGTH:
        raise NotMathError(f"longer than {MAX_LENGTH} characters")
    items = read_written_items(source)
    if any(len(item.shown) > MAX_UNBREAKABLE for item in items if item.kind == "built" or item.content):
        raise NotMathError(f"a part of it is wider than a line: more than {MAX_UNBREAKABLE} characters")
    return items


def read_written_items(source: str) -> tuple[MathItem, ...]:
    """TeX that was written from items -> the items. It is longer than what the author wrote."""
    reader = _MathReader(source)
    items = reader.sequence(0)
    if reader.position < len(source):
        raise NotMathError("unmatched closing brace")
    return items


class _MathReader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0

    def sequence(self, depth: int, end: str = "}") -> tuple[MathItem, ...]:
        """Read items up to the closing brace, which is not consumed, or to the end of the source."""
        if depth > MAX_DEPTH:
            raise NotMathError("braces are nested too deeply")
        items: list[MathItem] = []
        scripts: set[str] = set()
        while self.position < len(self.source) and not self.source.startswith(end, self.position):
            if switch := self._switch():
                inner = self.sequence(depth + 1, end)
                items.append(_in_alphabet(switch, inner))
                break
            item = self._item(depth)
            if item is None:
                continue
            if item.kind == "script":
                mark = item.tex[0]
                primed = mark == "^" and "'" in scripts and items[-1].tex[0] != "'"
                if mark in scripts or primed or (mark == "'" and "^" in scripts):
                    raise NotMathError("a symbol has two superscripts or two subscripts")
                scripts.add(mark)
            else:
                scripts.clear()
            items.append(item)
        return tuple(items)

    def _switch(self) -> str:
        match = _SWITCH.match(self.source, self.position)
        if match is None:
            return ""
        self.position = match.end()
        return SWITCHES[match[1]]

    def _item(self, depth: int) -> MathItem | None:
        match = _TOKEN.match(self.source, self.position)
        if match is None:
            raise NotMathError("it ends with a backslash")
        self.position = match.end()
        word, escaped, primes, number, character = match.groups()
        if word:
            return self._word(word, depth)
        if escaped:
            if escaped in SPACES:
                return MathItem("space", f"\\{escaped}", SPACES[escaped])
            if escaped in ESCAPED:
                kind: ItemKind = "punctuation" if escaped in "{}|" else "ordinary"
                return MathItem(kind, f"\\{escaped}", ESCAPED[escaped])
            raise NotMathError(f"\\{escaped} is not supported in math")
        if primes:
            return MathItem("script", primes, "′" * len(primes))
        if number:
            return MathItem("digit", number, number)
        return self._character(character, depth) if character else None

    def _character(self, character: str, depth: int) -> MathItem:
        if character in SCRIPTS:
            content = self._argument(depth)
            if content and all(item.tex == "\\prime" for item in content) and character == "^":
                return MathItem("script", "'" * len(content), "′" * len(content))
            return MathItem("script", f"{character}{{{tex_of(content)}}}", text_of(content), content)
        if character == "{":
            content = self.sequence(depth + 1)
            self._close()
            return _group(content)
        if character == "~":
            return MathItem("space", "~", " ")
        if character.isascii() and character.isalpha():
            return MathItem("letter", character, character)
        if character in CHARACTERS:
            return MathItem(CHARACTERS[character], character, SHOWN.get(character, character))
        if character == "−":
            return MathItem("operator", "-", "−")
        if character in COMMAND_OF:
            item = self._word(COMMAND_OF[character], depth)
            assert item is not None
            return item
        raise NotMathError(f"'{character}' is not supported in math")

    def _word(self, word: str, depth: int) -> MathItem | None:
        word = ALIASES.get(word, word)
        if word in MATH:
            return _symbol(word)
        if word in FUNCTIONS:
            return MathItem("function", f"\\{word}", word)
        if word in SPACES:
            return MathItem("space", f"\\{word}", SPACES[word])
        if word in CHARACTER_NAMES:
            return self._character(CHARACTER_NAMES[word], depth)
        if word == "ldots":
            return MathItem("ordinary", "\\ldots", "…")
        if word in IGNORED:
            self._skip_empty_delimiter(word)
            return None
        if word in ALPHABETS:
            return self._alphabet(word, depth)
        if word in ACCENTS:
            content = self._argument(depth)
            return MathItem("built", f"\\{word}{{{tex_of(content)}}}", accented_text(ACCENTS[word], text_of(content)))
        if word in FRACTIONS:
            above, below = self._argument(depth), self._argument(depth)
            return MathItem("built", f"\\frac{{{tex_of(above)}}}{{{tex_of(below)}}}", fraction_text(above, below))
        if word == "sqrt":
            return self._root(depth)
        if word == "not":
            return self._negated(depth)
        if word == "ensuremath":
            return _group(self._argument(depth))
        if word == "AA":
            return MathItem("built", "\\mathring{\\mathrm{A}}", "Å")
        if word in ("degree", "textdegree"):
            circle = (_symbol("circ"),)
            return MathItem("script", "^{\\circ}", "°", circle)
        raise NotMathError(f"\\{word} is not supported in math")

    def _skip_empty_delimiter(self, word: str) -> None:
        r"""Skip the dot of `\left.` and `\right.`. Other delimiters are printed in normal size."""
        if word in ("left", "right") and self.source.startswith(".", self.position):
            self.position += 1

    def _alphabet(self, word: str, depth: int) -> MathItem:
        name = ALPHABETS[word]
        if word in TEXT_INSIDE:
            text = _TEXT_ARGUMENT.match(self.source, self.position)
            if text is None:
                raise NotMathError(f"\\{word} may hold plain text only")
            self.position = text.end()
            return _in_alphabet(name, read_items(text[1].replace(" ", "~")))
        return _in_alphabet(name, self._argument(depth))

    def _root(self, depth: int) -> MathItem:
        index: tuple[MathItem, ...] = ()
        if self.source.startswith("[", self.position):
            self.position += 1
            index = self.sequence(depth + 1, "]")
            self._close("]")
        content = self._argument(depth)
        return MathItem(
            "built",
            f"\\sqrt{f'[{{{tex_of(index)}}}]' if index else ''}{{{tex_of(content)}}}",
            root_text(index, content),
        )

    def _negated(self, depth: int) -> MathItem:
        if self.source.startswith("{}", self.position):
            self.position += 2
            return MathItem("ordinary", "\\not{}", "\u0338")
        if self.source[self.position : self.position + 1] in ("", "}"):
            return MathItem("ordinary", "\\not{}", "\u0338")
        content = self._argument(depth)
        if len(content) != 1 or content[0].kind != "relation":
            raise NotMathError("\\not must be followed by a relation")
        return MathItem("relation", f"\\not{content[0].tex}", content[0].shown + "\u0338")

    def _argument(self, depth: int) -> tuple[MathItem, ...]:
        """The items of a group, or the next item."""
        while self.source[self.position : self.position + 1].isspace():
            self.position += 1
        if self.source.startswith("{", self.position):
            self.position += 1
            content = self.sequence(depth + 1)
            self._close()
            return content
        if self.position >= len(self.source) or self.source[self.position] in "}^_'":
            raise NotMathError("an argument is missing")
        # TeX takes one digit, not a number: `x^23` is `x^{2}3`.
        if self.source[self.position].isdigit() and self.source[self.position].isascii():
            self.position += 1
            digit = self.source[self.position - 1]
            return (MathItem("digit", digit, digit),)
        if depth > MAX_DEPTH:
            raise NotMathError("commands are nested too deeply")
        item = self._item(depth + 1)
        if item is None:
            raise NotMathError("an argument is missing")
        return (item,)

    def _close(self, end: str = "}") -> None:
        if not self.source.startswith(end, self.position):
            raise NotMathError("a brace is not closed")
        self.position += 1


def _symbol(name: str) -> MathItem:
    kind: ItemKind = (
        "greek"
        if name in GREEK
        else "relation"
        if name in RELATIONS
        else "operator"
        if name in OPERATORS
        else "ordinary"
    )
    return MathItem(kind, f"\\{name}", MATH[name])


def _in_alphabet(name: str, content: tuple[MathItem, ...]) -> MathItem:
    source = tex_of(content)
    if name in CAPITALS_ALONE and _NO_CAPITAL.search(_COMMAND.sub("", source)):
        return _group(
            tuple(
                _in_alphabet(name, (item,)) if item.kind == "letter" and item.shown.isupper() else item
                for item in content
            )
        )
    is_plain = name == "mathrm" and all(item.kind in ("letter", "digit", "punctuation", "space") for item in content)
    text = "".join(item.shown for item in content) if is_plain else in_alphabet(name, text_of(content))
    return MathItem("upright" if is_plain else "built", f"\\{name}{{{source}}}", text)


def _group(content: tuple[MathItem, ...]) -> MathItem:
    if not content:
        return MathItem("ordinary", "{}", "")
    if len(content) > 1 or content[0].kind == "script":
        return MathItem("built", f"{{{tex_of(content)}}}", text_of(content))
    only = content[0]
    # Braces remove the space around a sign: `1{,}000`, `p{=}0.05`.
    is_spaced = only.kind in ("punctuation", "operator", "relation")
    return MathItem("ordinary", f"{{{only.tex}}}", only.shown) if is_spaced else only

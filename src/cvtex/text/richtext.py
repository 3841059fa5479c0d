"""One tree for all running text.

The inline markup of cv.yaml and the TeX of .bib fields are both read into it; LaTeX, plain text and, later, HTML are
written from it. Nothing here knows any of those notations. `Math` holds TeX's math notation because that is what both
sources speak; it is checked where it is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Literal, TypeAlias, assert_never

from cvtex.value import Value

Style = Literal[
    "emphasis",
    "strong",
    "code",
    "superscript",
    "subscript",
    "small-caps",
    "owner",
    "equal",
    "corresponding",
    "student",
]


class Styled(Value, tag=True, array_like=True):
    """Text in a role. In a list of people, `owner` and `student` are names, and `equal` and `corresponding` signs after
    a name; a theme says how each looks.
    """

    style: Style
    content: RichText


class Link(Value, tag=True, array_like=True):
    url: str
    content: RichText


class Math(Value, tag=True, array_like=True):
    """Inline math: TeX notation without the dollar signs, made of the commands that `notation.math` allows.

    `text` is the formula in plain Unicode, as `notation.math_text` writes it.
    """

    tex: str
    text: str


class NoBreak(Value, tag=True, array_like=True):
    """Text that should stay on one line: initials with their family name, a number with its unit."""

    content: RichText


class InLanguage(Value, tag=True, array_like=True):
    """Text in another language than the document's, by its tag: it is hyphenated by other rules."""

    language: str
    content: RichText


Inline: TypeAlias = str | Styled | Link | Math | NoBreak | InLanguage
RichText: TypeAlias = tuple[Inline, ...]


def join(parts: Iterator[RichText] | list[RichText], separator: RichText = ()) -> RichText:
    """Parts with the separator between them; empty parts are left out."""
    result: list[Inline] = []
    for part in parts:
        if not part:
            continue
        if result:
            result.extend(separator)
        result.extend(part)
    return merge_strings(tuple(result))


def merge_strings(text: RichText) -> RichText:
    """Neighbouring strings become one; empty ones vanish."""
    result: list[Inline] = []
    for node in text:
        if isinstance(node, str) and result and isinstance(result[-1], str):
            result[-1] += node
        elif node != "":
            result.append(node)
    return tuple(result)


def map_strings(text: RichText, change: Callable[[str], str], *, with_code: bool = False) -> RichText:
    """The same tree with `change` applied to each string; math is left alone, and code unless it is asked for."""

    def node(inline: Inline) -> Inline:
        match inline:
            case str():
                return change(inline)
            case Styled(style="code") if not with_code:
                return inline
            case Styled(style, content):
                return Styled(style, map_strings(content, change, with_code=with_code))
            case Link(url, content):
                return Link(url, map_strings(content, change, with_code=with_code))
            case NoBreak(content):
                return NoBreak(map_strings(content, change, with_code=with_code))
            case InLanguage(language, content):
                return InLanguage(language, map_strings(content, change, with_code=with_code))
            case Math():
                return inline
            case _:
                assert_never(inline)

    return tuple(node(inline) for inline in text)


def strings(text: RichText) -> list[str]:
    """Every piece of running text that is printed, in order, without math."""
    return [piece for piece in _flat(text) if isinstance(piece, str)]


def links(text: RichText) -> Iterator[Link]:
    for node in text:
        if isinstance(node, Link):
            yield node
        if not isinstance(node, str) and not isinstance(node, Math):
            yield from links(node.content)


def plain(text: RichText) -> str:
    """The text alone, as a search in the finished PDF or a file's metadata wants it."""
    return "".join([piece if isinstance(piece, str) else piece.text for piece in _flat(text)])


def _flat(text: RichText) -> list[str | Math]:
    pieces: list[str | Math] = []

    def add(text: RichText) -> None:
        for node in text:
            if isinstance(node, str) or isinstance(node, Math):  # noqa: SIM101 - a union is made anew each time
                pieces.append(node)
            else:
                add(node.content)

    add(text)
    return pieces


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


ALL_WORKS = ""
_COUNT = re.compile(r"\{count(?::(?P<type>[\w-]+))?\}")


def counted_types(text: RichText) -> Iterator[str]:
    """The types that a text asks for; `ALL_WORKS` for the sum."""
    for string in strings(text):
        yield from (match["type"] or ALL_WORKS for match in _COUNT.finditer(string))


def fill_counts(text: RichText, counts: Mapping[str, int]) -> RichText:
    """The text with numbers in their places; a type that does not occur counts 0."""

    def number(match: re.Match[str]) -> str:
        return str(counts.get(match["type"] or ALL_WORKS, 0))

    return map_strings(text, lambda string: _COUNT.sub(number, string))

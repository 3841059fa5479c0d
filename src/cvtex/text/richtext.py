"""Rich text: the tree for all running text, independent of input and output formats.

Only `Math` holds TeX, because both inputs write math in TeX. `cvtex.text.math` checks it when it is read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Final, Literal, TypeAlias, assert_never

from cvtex.value import Value, replace

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
    "trainee",
    "note",
    "page",
    "pages",
]


class Styled(Value, tag=True, array_like=True):
    """Text in a role; the theme decides how it looks. In a list of people, `owner` and `student` are names, `equal`,
    `corresponding` and `trainee` are signs after a name. `note` is the sign of a footnote. `page` is the number
    of the page and `pages` that of all pages.
    """

    style: Style
    content: RichText


class Link(Value, tag=True, array_like=True):
    url: str
    content: RichText


class Math(Value, tag=True, array_like=True):
    """Inline math: `tex` without dollar signs, limited to the commands that `cvtex.text.math` allows.

    `text` is the formula in plain Unicode, as written by `cvtex.text.math_text`.
    """

    tex: str
    text: str


class NoBreak(Value, tag=True, array_like=True):
    """Text to keep on one line, such as initials with their family name or a number with its unit."""

    content: RichText


class InLanguage(Value, tag=True, array_like=True):
    """Text in a language other than the document's, hyphenated by its own rules. `language`: a BCP 47 tag."""

    language: str
    content: RichText


class LineBreak(Value, tag=True, array_like=True):
    """The author ends the line here. There are no blanks on either side."""


class Footnote(Value, tag=True, array_like=True):
    """A note on the text before it. Composing replaces it by a sign, and prints the note at the section's end."""

    content: RichText


Inline: TypeAlias = str | Styled | Link | Math | NoBreak | InLanguage | LineBreak | Footnote
RichText: TypeAlias = tuple[Inline, ...]
# A tuple, since `isinstance(x, A | B)` builds a union on each call.
_LEAVES: Final = (str, Math, LineBreak)


def join(parts: Iterator[RichText] | list[RichText], separator: RichText = ()) -> RichText:
    """Join the parts that are not empty."""
    result: list[Inline] = []
    for part in parts:
        if not part:
            continue
        if result:
            result.extend(separator)
        result.extend(part)
    return merge_strings(tuple(result))


def merge_strings(text: RichText) -> RichText:
    """Join neighbouring strings and drop empty ones."""
    result: list[Inline] = []
    strings: list[str] = []
    for node in text:
        if isinstance(node, str):
            if node:
                strings.append(node)
            continue
        if strings:
            result.append("".join(strings))
            strings = []
        result.append(node)
    if strings:
        result.append("".join(strings))
    return tuple(result)


def map_strings(text: RichText, change: Callable[[str], str], *, with_code: bool = False) -> RichText:
    """Apply `change` to each string, except in math and, unless `with_code`, in code."""

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
            case Footnote(content):
                return Footnote(map_strings(content, change, with_code=with_code))
            case Math() | LineBreak():
                return inline
            case _:
                assert_never(inline)

    return tuple(node(inline) for inline in text)


def has_footnote(text: RichText) -> bool:
    for node in text:
        if isinstance(node, Footnote):
            return True
        if not isinstance(node, _LEAVES) and has_footnote(node.content):
            return True
    return False


def styled_as(text: RichText, style: Style, content: RichText) -> RichText:
    """Replace the content of what has this style."""
    out: list[Inline] = []
    for node in text:
        match node:
            case Styled() if node.style == style:
                out.append(Styled(style, content))
            case str() | Math() | LineBreak():
                out.append(node)
            case Styled() | Link() | NoBreak() | InLanguage() | Footnote():
                out.append(replace(node, content=styled_as(node.content, style, content)))
            case _:
                assert_never(node)
    return tuple(out)


# `{name}`, or `{{` and `}}` for braces. A brace alone is a mistake.
_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{(?P<name>[^{}]*)\}|[{}]")


def placeholders(text: RichText) -> Iterator[str]:
    """The names in the text's placeholders; a brace that is not part of one is a name itself."""
    for string in strings(text):
        for match in _PLACEHOLDER.finditer(string):
            if match[0] not in ("{{", "}}"):
                yield match[0] if match["name"] is None else match["name"]


def fill_placeholders(text: RichText, values: Mapping[str, RichText]) -> RichText:
    """Replace `{name}` by a value; unknown names stay. `{{` and `}}` are braces."""
    out: list[Inline] = []
    for node in text:
        match node:
            case str():
                place = 0
                for match in _PLACEHOLDER.finditer(node):
                    out.append(node[place : match.start()])
                    place = match.end()
                    brace = match[0][:1] if match["name"] is None else match[0]
                    out.extend(values.get(match["name"] or "", (brace,)))
                out.append(node[place:])
            case Math() | LineBreak():
                out.append(node)
            case Styled() | Link() | NoBreak() | InLanguage() | Footnote():
                out.append(replace(node, content=fill_placeholders(node.content, values)))
            case _:
                assert_never(node)
    return merge_strings(tuple(out))


def strings(text: RichText) -> list[str]:
    """All strings in order, without math."""
    return [piece for piece in _flat(text) if isinstance(piece, str)]


def links(text: RichText) -> Iterator[Link]:
    for node in text:
        if isinstance(node, Link):
            yield node
        if not isinstance(node, _LEAVES):
            yield from links(node.content)


def styled(text: RichText, style: Style) -> Iterator[RichText]:
    """The contents of all parts in this style."""
    for node in text:
        if isinstance(node, Styled) and node.style == style:
            yield node.content
        elif not isinstance(node, _LEAVES):
            yield from styled(node.content, style)


def plain(text: RichText, line_break: str = " ") -> str:
    """The text without styles, links and footnotes, as used in metadata or when searching the PDF."""
    return "".join(
        [
            piece if isinstance(piece, str) else piece.text if isinstance(piece, Math) else line_break
            for piece in _flat(text)
        ]
    )


def on_one_line(text: RichText, separator: str = " ") -> RichText:
    """Replace each line break by `separator`."""

    def node(inline: Inline) -> Inline:
        match inline:
            case LineBreak():
                return separator
            case str() | Math():
                return inline
            case Styled() | Link() | NoBreak() | InLanguage() | Footnote():
                return replace(inline, content=on_one_line(inline.content, separator))
            case _:
                assert_never(inline)

    return merge_strings(tuple(node(inline) for inline in text))


def without_links(text: RichText) -> RichText:
    """Keep the text of each link."""
    out: list[Inline] = []
    for node in text:
        match node:
            case Link(_, content):
                out.extend(without_links(content))
            case str() | Math() | LineBreak():
                out.append(node)
            case Styled() | NoBreak() | InLanguage() | Footnote():
                out.append(replace(node, content=without_links(node.content)))
            case _:
                assert_never(node)
    return merge_strings(tuple(out))


def _flat(text: RichText) -> list[str | Math | LineBreak]:
    pieces: list[str | Math | LineBreak] = []

    def add(text: RichText) -> None:
        for node in text:
            if isinstance(node, _LEAVES):
                pieces.append(node)
            elif not isinstance(node, Footnote):
                add(node.content)

    add(text)
    return pieces


# What leaves no ink: blanks, controls, joiners and other signs without width, private characters, marks alone.
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Zs", "Zl", "Zp", "Mn", "Me"})
# Letters and symbols that are blank.
_BLANK_SIGNS: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def is_visible(text: RichText) -> bool:
    """Whether a reader sees any of the text. The sign of a footnote is seen."""
    shown = plain(text)
    if shown[:1].isalnum() and shown.isascii():
        return True
    return has_footnote(text) or any(
        unicodedata.category(character) not in _INVISIBLE and character not in _BLANK_SIGNS for character in shown
    )


# Excludes no-break spaces and spaces of fixed width.
_BLANKS = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")


def fold_whitespace(text: RichText) -> RichText:
    """Collapse runs of blanks, also across the edges of styles, and strip both ends."""
    folded, _ = _fold(text, after_blank=True)
    return _strip_end(folded)


def _fold(text: RichText, *, after_blank: bool) -> tuple[RichText, bool]:
    """The folded text, and whether it ends in a blank. Drops empty nodes."""
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
            case Math() | InLanguage() | Footnote():
                result.append(node)
                after_blank = False
            case LineBreak():
                result.append(node)
                after_blank = True
            case _:
                assert_never(node)
    return tuple(result), after_blank


def _strip_end(text: RichText) -> RichText:
    if not text:
        return text
    last = text[-1]
    stripped: Inline | None
    match last:
        case str():
            stripped = last.removesuffix(" ") or None
        case Styled(style, content):
            content = _strip_end(content)
            stripped = Styled(style, content) if content else None
        case Link(url, content):
            content = _strip_end(content)
            stripped = Link(url, content) if content else None
        case NoBreak(content):
            content = _strip_end(content)
            stripped = NoBreak(content) if content else None
        case Math() | InLanguage() | LineBreak() | Footnote():
            stripped = last
        case _:
            assert_never(last)
    return (*text[:-1], stripped) if stripped is not None else _strip_end(text[:-1])


# Placeholders `{count}` and `{count:article}`: the number of works, of all types or of one.
ALL_WORKS = ""
_COUNT = re.compile(r"\{count(?::(?P<type>[\w-]+))?\}")


def counted_types(text: RichText) -> Iterator[str]:
    """The types in the text's `{count:TYPE}` placeholders; `ALL_WORKS` for `{count}`."""
    for string in strings(text):
        yield from (match["type"] or ALL_WORKS for match in _COUNT.finditer(string))


def fill_counts(text: RichText, counts: Mapping[str, int]) -> RichText:
    """Replace `{count}` placeholders by numbers; 0 for a type that is not in `counts`."""

    def number(match: re.Match[str]) -> str:
        return str(counts.get(match["type"] or ALL_WORKS, 0))

    return map_strings(text, lambda string: _COUNT.sub(number, string))

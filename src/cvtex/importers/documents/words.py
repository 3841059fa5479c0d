"""Rich text of a source with its place, and parts of it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Final, assert_never

from cvtex.diagnostics import Span
from cvtex.importers.imported import Said
from cvtex.text.richtext import (
    Footnote,
    InLanguage,
    Inline,
    LineBreak,
    Link,
    Math,
    NoBreak,
    RichText,
    Style,
    Styled,
    fold_whitespace,
    merge_strings,
    plain,
)
from cvtex.text.written_markup import written_markup
from cvtex.value import Value

_ICON: Final = re.compile(r"[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d]+\s*")
_LEADS: Final = frozenset({"strong", "emphasis", "small-caps"})
_SHORT: Final = 60
_OPENING: Final = "([{“„«‚‹"
_CLOSING: Final = ")]}”“»‘›"


class Words(Value):
    text: RichText
    span: Span

    def __bool__(self) -> bool:
        return bool(self.plain.strip())

    @property
    def plain(self) -> str:
        return plain(self.text)

    def said(self) -> Said:
        return Said(written_markup(self.text).strip(), self.span, is_markup=True)

    def part(self, start: int, end: int | None = None) -> Words:
        """From one character of the plain text to another."""
        length = len(self.plain)
        cut, _ = _cut(self.text, 0, start, length if end is None else end)
        return Words(fold_whitespace(merge_strings(cut)), self.span)

    def stripped(self, signs: str) -> Words:
        """Without these signs at the edges."""
        text = self.plain
        start = len(text) - len(text.lstrip(signs))
        return self.part(start, len(text.rstrip(signs))) if start or text.rstrip(signs) != text else self

    def without_icon(self) -> Words:
        """Without a pictogram at the beginning, which says what the text is."""
        icon = _ICON.match(self.plain)
        return self.part(icon.end()) if icon else self

    def pieces(self, separator: re.Pattern[str]) -> tuple[Words, ...]:
        """Split at a separator that stands outside brackets and quotation marks."""
        bounds = _bounds(self.plain, separator)
        numbered, _ = _divided(self.text, 0, bounds)
        parts: dict[int, list[Inline]] = {}
        for number, inline in numbered:
            parts.setdefault(number, []).append(inline)
        words = (Words(fold_whitespace(merge_strings(tuple(one))), self.span) for one in parts.values())
        return tuple(one for one in words if one)

    def lead(self) -> tuple[Words, Words, Style] | None:
        """The words in one style at the beginning, the others, and the style; None if all or none are in a style."""
        text = self.text
        if not text or not isinstance(text[0], Styled) or text[0].style not in _LEADS:
            return None
        end = len(plain(text[:1]))
        return self.part(0, end), self.part(end), text[0].style

    @property
    def style(self) -> Style | None:
        """The style in which all words are."""
        match self.text:
            case (Styled(style),):
                return style
            case _:
                return None

    def unstyled(self) -> Words:
        """Without a style that all of the words have."""
        match self.text:
            case (Styled(style, content),) if style in _LEADS:
                return Words(content, self.span).unstyled()
            case _:
                return self

    @property
    def link(self) -> str:
        """The web address to which all of the words link; "" if they do not."""
        match self.text:
            case (Link(url),) if url.startswith(("http://", "https://")):
                return url
            case (Styled(_, content),):
                return Words(content, self.span).link
            case _:
                return ""

    def unlinked(self) -> Words:
        """Without a link, and the style around it, that all of the words have."""
        match self.text:
            case (Link(_, content),):
                return Words(content, self.span)
            case (Styled(_, content),) if isinstance(content[0], Link) and len(content) == 1:
                return Words(content, self.span).unlinked()
            case _:
                return self

    @property
    def links(self) -> tuple[Link, ...]:
        return tuple(_links(self.text))


def joined_words(separator: str, parts: Iterable[Words | None]) -> Words | None:
    """The parts that are there, at the place of the first."""
    there = [one for one in parts if one]
    if not there:
        return None
    text: list[Inline] = []
    for one in there if separator != ", " or len(there) == 1 else [_without_commas(one) for one in there]:
        text += [separator, *one.text] if text else one.text
    return Words(merge_strings(tuple(text)), there[0].span)


def joined_lines(lines: Iterable[Words | None]) -> Words | None:
    """Lines that were broken on purpose: short ones with a comma between them, those of a paragraph with a blank."""
    text: Words | None = None
    lines = tuple(lines)
    for place, line in enumerate(lines):
        if text and len(text.plain) > _SHORT:
            return joined_words(" ", [text, *lines[place:]])
        is_short = text is not None and text.plain.rstrip()[-1:].isalnum()
        text = joined_words(", " if is_short else " ", [text, line])
    return text


def _without_commas(words: Words) -> Words:
    """Without blanks and commas at the edges, which would be doubled."""
    text = words.plain
    is_clean = text[:1] not in (" ", ",") and text[-1:] not in (" ", ",")
    return words if is_clean else words.stripped(" ,") or words


def _links(text: RichText) -> Iterable[Link]:
    for one in text:
        match one:
            case Link():
                yield one
            case Styled(_, content) | NoBreak(content) | InLanguage(_, content):
                yield from _links(content)
            case str() | Math() | LineBreak() | Footnote():
                pass
            case _:
                assert_never(one)


def _bounds(text: str, separator: re.Pattern[str]) -> list[int]:
    """The places where pieces begin and end: those at even places of the list begin one."""
    bounds, at = [0], 0
    opening = closing = quotes = 0
    is_closed = False
    for match in separator.finditer(text):
        before = text[at : match.start()]
        at = match.start()
        opening += sum(map(before.count, "([{«"))
        closing += sum(map(before.count, ")]}»"))
        quotes += before.count("„")
        is_closed |= "“" in before or "”" in before
        if opening == closing and (is_closed or not quotes):
            bounds += [match.start(), match.end()]
            at = match.end()
            opening = closing = quotes = 0
            is_closed = False
    return [*bounds, len(text)]


def _divided(text: RichText, at: int, bounds: Sequence[int]) -> tuple[list[tuple[int, Inline]], int]:
    """The inlines of all pieces in one pass, each with the number of its piece; `at` as in `_cut`."""
    result: list[tuple[int, Inline]] = []

    def add(inner: list[tuple[int, Inline]], around: Callable[[RichText], Inline]) -> None:
        for number, inlines in groupby(inner, itemgetter(0)):
            content = tuple(inline for _, inline in inlines)
            if _has_text(content):
                result.append((number, around(content)))

    for one in text:
        match one:
            case str():
                end = at + len(one)
                result += [
                    (number, one[max(bounds[number] - at, 0) : bounds[number + 1] - at])
                    for number in range(bisect_right(bounds, at) - 1, bisect_left(bounds, end))
                    if number % 2 == 0
                ]
                at = end
            case Styled(style, content):
                inner, at = _divided(content, at, bounds)
                add(inner, partial(Styled, style))
            case Link(url, content):
                inner, at = _divided(content, at, bounds)
                add(inner, partial(Link, url))
            case NoBreak(content):
                inner, at = _divided(content, at, bounds)
                add(inner, NoBreak)
            case InLanguage(language, content):
                inner, at = _divided(content, at, bounds)
                add(inner, partial(InLanguage, language))
            case Math() | LineBreak() | Footnote():
                # A footnote belongs to what stands before it, unless a piece begins there.
                number = bisect_right(bounds, at) - 1
                result.append((min(number - number % 2, len(bounds) - 2), one))
                at += len(plain((one,)))
            case _:
                assert_never(one)
    return result, at


def _cut(text: RichText, at: int, start: int, end: int) -> tuple[RichText, int]:
    """The inlines between two characters; `at` is the place of the first one. Also the place after the last one."""
    result: list[Inline] = []
    for one in text:
        match one:
            case str():
                result.append(one[max(0, start - at) : max(0, end - at)])
                at += len(one)
            case Styled(style, content):
                inner, at = _cut(content, at, start, end)
                result += [Styled(style, inner)] if _has_text(inner) else []
            case Link(url, content):
                inner, at = _cut(content, at, start, end)
                result += [Link(url, inner)] if _has_text(inner) else []
            case NoBreak(content):
                inner, at = _cut(content, at, start, end)
                result += [NoBreak(inner)] if _has_text(inner) else []
            case InLanguage(language, content):
                inner, at = _cut(content, at, start, end)
                result += [InLanguage(language, inner)] if _has_text(inner) else []
            case Math() | LineBreak() | Footnote():
                length = len(plain((one,)))
                result += [one] if start <= at < end or (not length and start < at <= end) else []
                at += length
            case _:
                assert_never(one)
    return tuple(result), at


def _has_text(text: RichText) -> bool:
    return any(one != "" for one in text)

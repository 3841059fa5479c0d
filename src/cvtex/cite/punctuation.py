"""Template nodes that combine parts.

They add no punctuation around or between empty parts, and none after a part that already ends in it. So no combination
of fields leaves empty brackets, a stray comma or a doubled period.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pybtex import richtext as pybtex_text
from pybtex.style.template import FieldIsMissing, Node, node

from cvtex.cite.backend import from_pybtex, to_pybtex
from cvtex.text.quotation import has_quotes, requoted

NOTHING = pybtex_text.String()
"""The result of a node that has nothing to print."""


def formatted(children: Any, context: Any) -> Iterator[Any]:
    """Yield the non-empty parts in order: later ones may depend on what earlier ones have printed."""
    for child in children:
        part = child.format_data(context) if isinstance(child, Node) else child
        if part:
            yield part


def joined(parts: list[Any], sep: str = "", two: str | None = None, last: str | None = None) -> Any:
    """Join parts in one step. pybtex's own `join` builds several intermediate texts, which is slow."""
    if len(parts) == 1:
        return parts[0] if isinstance(parts[0], pybtex_text.BaseText) else pybtex_text.Text(parts[0])
    final = (sep if two is None else two) if len(parts) == 2 else (sep if last is None else last)
    pieces: list[Any] = []
    for number, part in enumerate(parts, 1):
        if number > 1:
            pieces.append(final if number == len(parts) else sep)
        pieces.append(part)
    return pybtex_text.Text(*pieces)


@node  # type: ignore[untyped-decorator]
def join(children: Any, context: Any, sep: str = "") -> Any:
    """Join the non-empty parts with a separator."""
    return joined(list(formatted(children, context)), sep)


@node  # type: ignore[untyped-decorator]
def optional(children: Any, context: Any) -> Any:
    """Print the parts, or nothing if any field in them is missing."""
    try:
        return joined(list(formatted(children, context)))
    except FieldIsMissing:
        return NOTHING


@node  # type: ignore[untyped-decorator]
def first_of(children: Any, context: Any) -> Any:
    """Print the first non-empty part."""
    return next(formatted(children, context), NOTHING)


@node  # type: ignore[untyped-decorator]
def sentences(children: Any, context: Any, end: str = "") -> Any:
    """Join parts with `. `, and add `end` after the last one.

    Nothing is added after an address: it would be read as part of it.
    """
    parts = list(formatted(children, context))
    if not parts:
        return NOTHING
    last = _ended(parts[-1], end, context) if end else parts[-1]
    return joined([*(_ended(part, ".", context) for part in parts[:-1]), last], " ")


@node  # type: ignore[untyped-decorator]
def listed(children: Any, context: Any) -> Any:
    """Join parts with `, `; no comma follows a question mark or exclamation mark."""
    parts = list(formatted(children, context))
    return joined([*(_ended(part, ",", context) for part in parts[:-1]), *parts[-1:]], " ")


def _ended(part: Any, mark: str, context: Any) -> Any:
    text = str(part)
    if text.endswith((mark, "?", "!")) or (mark == "." and _ends_in_address(part)):
        return part
    closing = _closing_marks(text, context["style"].locale) if context["style"].has_american_quotes else ""
    if not closing:
        return pybtex_text.Text(part, mark)
    if text.endswith((mark, "?", "!"), 0, -len(closing)):
        return part
    return pybtex_text.Text(part[: -len(closing)], mark, closing)


def _closing_marks(text: str, locale: Any) -> str:
    """The quotation marks at the end: `”`, or `’”` after a quotation within."""
    closing: str = locale.quotes[1]
    if not text.endswith(closing):
        return ""
    opening, inner = locale.inner_quotes
    return inner + closing if text.endswith(inner + closing) and opening in text else closing


def _ends_in_address(part: Any) -> bool:
    while isinstance(part, pybtex_text.BaseMultipartText) and not isinstance(part, pybtex_text.HRef) and part.parts:
        part = part.parts[-1]
    return isinstance(part, pybtex_text.HRef) and "/" in str(part) and str(part) in part.url


@node  # type: ignore[untyped-decorator]
def enclosed(children: Any, context: Any, opening: str = "(", closing: str = ")", sep: str = ", ") -> Any:
    """Print the non-empty parts in brackets, or nothing."""
    parts = list(formatted(children, context))
    return pybtex_text.Text(opening, joined(parts, sep), closing) if parts else NOTHING


@node  # type: ignore[untyped-decorator]
def labelled(children: Any, context: Any, word: str, colon: bool = False) -> Any:
    """Print a word before the parts: `in Journal`, or `In: Journal` with `colon`. Print nothing without parts."""
    parts = list(formatted(children, context))
    if not parts:
        return NOTHING
    style = context["style"]
    label = f"{style.fixed_word(word)}{style.locale.colon if colon else ''}"
    return pybtex_text.Text(style.locale.elided(label, str(parts[0])), *parts)


@node  # type: ignore[untyped-decorator]
def fixed(children: Any, context: Any, word: str) -> Any:
    """Print a word in the CV's language: a field of `cvtex.locales.locale.Locale`."""
    return pybtex_text.String(context["style"].fixed_word(word))


@node  # type: ignore[untyped-decorator]
def capitalised(children: Any, context: Any) -> Any:
    """Capitalise the first letter only, unless the first word is a name such as `arXiv` or an address."""
    text = joined(list(formatted(children, context)))
    word = _FIRST_WORD.match(str(text))
    return pybtex_text.Text(text[:1].upper(), text[1:]) if word and word[0].islower() else text


# `vol.`, `under`, `e-print`, `n.º`; but not `example.org` or `abs/2001.00001`.
_FIRST_WORD = re.compile(r"(?:[^\W\d_]\.)?[^\W\d_]+(?:[-’'][^\W\d_]+)*[,;:.]?(?=\s|$)")


@node  # type: ignore[untyped-decorator]
def uncapitalised(children: Any, context: Any) -> Any:
    """Lower the first letter only."""
    text = joined(list(formatted(children, context)))
    return pybtex_text.Text(text[:1].lower(), text[1:])


@node  # type: ignore[untyped-decorator]
def quoted(children: Any, context: Any) -> Any:
    """Print the parts in the quotation marks of the CV's language. Marks within them alternate."""
    parts = list(formatted(children, context))
    if not parts:
        return NOTHING
    locale = context["style"].locale
    opening, closing = locale.quotes
    if any(has_quotes(str(part)) for part in parts):
        within = from_pybtex(pybtex_text.Text(*parts))
        parts = [to_pybtex(requoted(within, locale.quotes, locale.inner_quotes))]
    return pybtex_text.Text(opening, *parts, closing)


@node  # type: ignore[untyped-decorator]
def emphasised(children: Any, context: Any) -> Any:
    return pybtex_text.Tag("em", *formatted(children, context))


@node  # type: ignore[untyped-decorator]
def strong(children: Any, context: Any) -> Any:
    return pybtex_text.Tag("strong", *formatted(children, context))

"""Rich text <-> values that JSON can hold."""

from __future__ import annotations

from typing import Any, get_args

from cvtex.richtext import InLanguage, Inline, Link, Math, NoBreak, RichText, Style, Styled

_STYLES = frozenset(get_args(Style))


def to_values(text: RichText) -> list[Any]:
    """A string stands for itself, any other node for a list that begins with its kind."""
    return [_value(node) for node in text]


def _value(node: Inline) -> Any:
    match node:
        case str():
            return node
        case Styled(style, content):
            return ["styled", style, to_values(content)]
        case Link(url, content):
            return ["link", url, to_values(content)]
        case Math(tex):
            return ["math", tex]
        case NoBreak(content):
            return ["together", to_values(content)]
        case InLanguage(language, content):
            return ["language", language, to_values(content)]


def from_values(values: Any) -> RichText:
    """Raises ValueError or TypeError for what `to_values` has not written."""
    return tuple(map(_node, values))


def _node(value: Any) -> Inline:
    match value:
        case str():
            return value
        case ["styled", style, content] if style in _STYLES:
            return Styled(style, from_values(content))
        case ["link", str(url), content]:
            return Link(url, from_values(content))
        case ["math", str(tex)]:
            return Math(tex)
        case ["together", content]:
            return NoBreak(from_values(content))
        case ["language", str(language), content]:
            return InLanguage(language, from_values(content))
        case _:
            raise ValueError("no rich text")

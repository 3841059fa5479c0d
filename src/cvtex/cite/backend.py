"""pybtex's rich text <-> `RichText`.

pybtex's templates join, shorten and punctuate their own text type. Fields are converted to that type, and a backend
converts the formatted entry back, so that no LaTeX is written before the last stage.
"""

from __future__ import annotations

from typing import Any, assert_never

from pybtex import richtext as pybtex_text
from pybtex.backends import BaseBackend

from cvtex.text.math import formula
from cvtex.text.richtext import (
    Footnote,
    InLanguage,
    LineBreak,
    Link,
    Math,
    NoBreak,
    RichText,
    Style,
    Styled,
    merge_strings,
    plain,
)

_STYLES: dict[str, Style] = {
    "em": "emphasis",
    "i": "emphasis",
    "strong": "strong",
    "b": "strong",
    "tt": "code",
    "sup": "superscript",
    "sub": "subscript",
    "small-caps": "small-caps",
    "owner": "owner",
    "equal": "equal",
    "corresponding": "corresponding",
    "student": "student",
    "trainee": "trainee",
}
_TAGS: dict[Style, str] = {style: tag for tag, style in reversed(_STYLES.items())}


def to_pybtex(text: RichText) -> Any:
    """Rich text -> `pybtex.richtext.Text`."""
    parts: list[Any] = []
    for node in text:
        match node:
            case str():
                parts.append(node)
            case Styled(style, content):
                parts.append(pybtex_text.Tag(_TAGS[style], to_pybtex(content)))
            case Link(url, content):
                parts.append(pybtex_text.HRef(url, to_pybtex(content)))
            case Math(tex, _):
                parts.append(pybtex_text.Tag("math", tex))
            case NoBreak(content):
                parts.append(pybtex_text.Tag("no-break", to_pybtex(content)))
            case InLanguage(_, content) | Footnote(content):
                parts.append(to_pybtex(content))
            case LineBreak():
                parts.append(" ")
            case _:
                assert_never(node)
    return pybtex_text.Text(*parts)


def from_pybtex(text: Any) -> RichText:
    """`pybtex.richtext` -> rich text."""
    rendered: RichText = text.render(_Backend())
    return rendered


class _Backend(BaseBackend):  # type: ignore[misc]  # pybtex has no types
    """Render to tuples of nodes: pybtex allows backends whose result is not a string."""

    RenderType = tuple
    symbols = {"ndash": ("–",), "newblock": (" ",), "nbsp": ("\N{NO-BREAK SPACE}",)}  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__("utf-8")

    def format_str(self, str_: str) -> RichText:
        return (str_,) if str_ else ()

    def format_tag(self, tag_name: str, text: RichText) -> RichText:
        match tag_name:
            case "math":
                return (formula(plain(text)),)
            case "no-break":
                return (NoBreak(text),)
        return (Styled(_STYLES[tag_name], text),) if text else ()

    def format_href(self, url: str, text: RichText, external: bool = False) -> RichText:  # noqa: ARG002 - pybtex passes it
        return (Link(url, text),) if text else ()

    def format_protected(self, text: RichText) -> RichText:
        return text

    def render_sequence(self, rendered_list: list[RichText]) -> RichText:
        return merge_strings(tuple(node for part in rendered_list for node in part))

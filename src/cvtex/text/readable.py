"""Rich text -> rich text that says the same without raised letters."""

from __future__ import annotations

from typing import assert_never

from cvtex.text.math_text import raised_text
from cvtex.text.richtext import (
    Footnote,
    InLanguage,
    Inline,
    LineBreak,
    Link,
    Math,
    NoBreak,
    RichText,
    Styled,
    merge_strings,
    plain,
)
from cvtex.value import replace


def with_readable_signs(text: RichText) -> RichText:
    """Put the signs of footnotes into brackets, and write raised figures with Unicode's signs: 10⁶ is not 106."""

    def node(inline: Inline) -> RichText:
        match inline:
            case Styled("note", content):
                return ("[", *content, "]")
            case Styled("superscript", content):
                return (raised_text(plain(content)),)
            case str() | Math() | LineBreak() | Footnote():
                return (inline,)
            case Styled() | Link() | NoBreak() | InLanguage():
                return (replace(inline, content=with_readable_signs(inline.content)),)
            case _:
                assert_never(inline)

    return merge_strings(tuple(part for inline in text for part in node(inline)))

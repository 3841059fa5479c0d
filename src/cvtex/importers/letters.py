"""Letters of a document with their look -> rich text."""

from __future__ import annotations

from collections.abc import Iterable

from cvtex.text.richtext import Inline, Link, RichText, Style, Styled, merge_strings
from cvtex.text.web_address import link_target
from cvtex.value import Value


class Letters(Value):
    """Letters of one look. `place`: superscript or subscript. `note`: a footnote after them."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    place: Style | None = None
    url: str = ""
    note: RichText = ()


def rich_text(letters: Iterable[Letters]) -> RichText:
    """Neighbours of one look are one piece; a blank takes the look of what stands before it."""
    pieces: list[tuple[Letters, list[Inline]]] = []
    for one in letters:
        is_blank = not one.text.strip() and not one.url
        if one.text and pieces and (is_blank or _looks_like(one, pieces[-1][0])):
            pieces[-1][1].append(one.text)
        elif one.text:
            pieces.append((one, [one.text]))
        if one.note:
            pieces.append((Letters(""), [*one.note]))
    styled: list[Inline] = []
    for look, content in pieces:
        text: RichText = merge_strings(tuple(content))
        if look.place:
            text = (Styled(look.place, text),)
        if look.url and (target := link_target(look.url)):
            text = (Link(target, text),)
        style: Style | None = "strong" if look.is_bold else "emphasis" if look.is_italic else None
        last = styled[-1] if styled else None
        if style is None:
            styled += text
        elif isinstance(last, Styled) and last.style == style:
            styled[-1] = Styled(style, (*last.content, *text))
        else:
            styled.append(Styled(style, text))
    return merge_strings(tuple(styled))


def _looks_like(one: Letters, other: Letters) -> bool:
    return (one.is_bold, one.is_italic, one.place, one.url) == (
        other.is_bold, other.is_italic, other.place, other.url
    )  # fmt: skip

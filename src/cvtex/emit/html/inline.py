"""Rich text -> HTML."""

from __future__ import annotations

import re
from typing import Final, assert_never

from cvtex.emit.html import escaping
from cvtex.emit.html.escaping import Html
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
    links,
    merge_strings,
    plain,
)
from cvtex.text.scripts.bidi import has_right_to_left
from cvtex.text.web_address import encoded_url
from cvtex.value import Value, replace

# Not within `//`, nor at an end.
_SLASH: Final = re.compile(r"(?<=[^/]/)(?=[^/])")


class InlineWriter(Value):
    """`notes`: what distinguishes the footnotes of a section from those of others. `is_contact`: links are addresses
    of the person (h-card). `is_composed`: texts consist of pieces, such as names and titles in a reference: each is
    ordered separately.
    """

    notes: str = ""
    is_contact: bool = False
    is_composed: bool = False

    def write(self, text: RichText) -> Html:
        return escaping.join(*map(self._node, text))

    def _node(self, node: Inline) -> Html:
        match node:
            case str():
                return escaping.text(node)
            case Styled(style, content):
                return self._styled(style, content)
            case Link(url, content):
                target = encoded_url(url)
                of_piece = self._direction(content)
                return escaping.element(
                    "a", self._linked(content), class_=self._kind(target), href=target, dir=of_piece
                )
            case Math(_, text):
                return escaping.text(text)
            case LineBreak():
                return escaping.element("br")
            case Footnote():
                raise AssertionError("footnotes are replaced by their signs when blocks are composed")
            case NoBreak(content):
                # Else the year after a name in Hebrew would be ordered with it.
                return escaping.element("span", self.write(content), class_="whole", dir=direction(content))
            case InLanguage(language, content):
                return escaping.element("span", self.write(content), lang=language, dir=direction(content))
            case _:
                assert_never(node)

    def _linked(self, content: RichText) -> Html:
        """The text of a link; an address may break after its slashes."""
        match content:
            case (str(address),) if "/" in address and " " not in address:
                return escaping.join(*map(escaping.text, _SLASH.split(address)), between="<wbr>")
            case _:
                return self.write(content)

    def _styled(self, style: Style, content: RichText) -> Html:
        of_piece = self._direction(content)
        match style:
            case "emphasis":
                return escaping.element("em", self.write(content), dir=of_piece)
            case "strong":
                return escaping.element("strong", self.write(content), dir=of_piece)
            case "owner":
                return escaping.element("strong", self.write(content), class_="owner", dir=of_piece)
            case "code":
                return escaping.element("code", self.write(content))
            case "superscript" | "corresponding":
                return escaping.element("sup", self.write(content))
            case "subscript":
                return escaping.element("sub", self.write(content))
            case "trainee":
                # An asterisk is a raised character.
                return escaping.element("sup" if plain(content).strip("*") else "span", self.write(content))
            case "small-caps" | "student":
                return escaping.element("span", self.write(content), class_=style, dir=of_piece)
            case "note":
                return self._sign(plain(content))
            case "equal" | "page" | "pages":
                return self.write(content)
            case _:
                assert_never(style)

    def _sign(self, number: str) -> Html:
        link = escaping.element(
            "a",
            escaping.text(number),
            id=f"sign-{self.notes}-{number}",
            href=f"#note-{self.notes}-{number}",
            role="doc-noteref",
        )
        return escaping.element("sup", link)

    def _direction(self, content: RichText) -> str | None:
        return direction(content) if self.is_composed else None

    def _kind(self, target: str) -> str | None:
        if not self.is_contact:
            return None
        return "u-email" if target.startswith("mailto:") else "u-url"


def direction(text: RichText) -> str | None:
    """`auto` for a text with letters that are written from right to left."""
    return "auto" if has_right_to_left(plain(text)) else None


def with_valid_links(text: RichText) -> RichText:
    """Keep the links that HTML can hold: to web and mail addresses, and not in one another."""
    if next(links(text), None) is None:
        return text
    return merge_strings(tuple(_valid(text, is_linked=False)))


def _valid(text: RichText, *, is_linked: bool) -> list[Inline]:
    out: list[Inline] = []
    for node in text:
        match node:
            case Link(url, content):
                target = "" if is_linked else escaping.address(url)
                inside = merge_strings(tuple(_valid(content, is_linked=bool(target) or is_linked)))
                out += [Link(target, inside)] if target else inside
            case Styled("note", content) if is_linked:
                out.append(Styled("superscript", content))
            case Styled() | NoBreak() | InLanguage() | Footnote():
                out.append(replace(node, content=merge_strings(tuple(_valid(node.content, is_linked=is_linked)))))
            case str() | Math() | LineBreak():
                out.append(node)
            case _:
                assert_never(node)
    return out

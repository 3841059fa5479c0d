"""Texts in Markdown, of RenderCV and yamlresume -> the markup of cv.yaml, which is nearly the same.

cv.yaml has no pictures, no struck out words, no HTML, and no links but to web addresses.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from cvtex.model.node import Mapping, Node, Scalar
from cvtex.text.markup import check_url
from cvtex.value import replace

_SIGNS: Final = re.compile(r"[\]<&~$]")
_LINK: Final = re.compile(r"(!?)\[([^\[\]]{0,500})\]\(\s*<?([^()<>\s]{0,2000}?)>?(?:\s+\"[^\"]{0,200}\")?\s*\)")
_STRUCK: Final = re.compile(r"~~(?=\S)([^~]{1,1000})(?<=\S)~~")
_BLOCK: Final = re.compile(r"<br ?/?>", re.IGNORECASE)
_SUB: Final = re.compile(r"<(su[bp])>([^<>\s]{1,200})</\1>", re.IGNORECASE)
_STYLES: Final = (
    (re.compile(r"<(b|strong)>(?=\S)([^<>]{1,1000})(?<=\S)</\1>", re.IGNORECASE), r"**\2**"),
    (re.compile(r"<(i|em)>(?=\S)([^<>]{1,1000})(?<=\S)</\1>", re.IGNORECASE), r"*\2*"),
)
_TAG: Final = re.compile(
    r"</?(?:u|b|i|em|strong|span|small|mark|p|a|font|center|div)(?:\s[^<>]{0,300})?>", re.IGNORECASE
)
_MATH: Final = re.compile(r"\$\$([^$\n]{1,500})\$\$")


def with_markup(node: Node) -> Node:
    """A tree whose texts are cv.yaml's markup."""
    match node:
        case Scalar(text):
            return replace(node, text=markup_of(text)) if _SIGNS.search(text) else node
        case Mapping():
            return replace(node, items={name: with_markup(one) for name, one in node.items.items()})
        case _:
            return replace(node, items=tuple(with_markup(one) for one in node.items))


def markup_of(text: str) -> str:
    text = _LINK.sub(_link, text)
    text = _STRUCK.sub(r"\1", text)
    text = _SUB.sub(lambda found: f"~{found[2]}~" if found[1].lower() == "sub" else f"^{found[2]}^", text)
    for pattern, marked in _STYLES:
        text = pattern.sub(marked, text)
    text = _TAG.sub("", _BLOCK.sub(" ", text))
    text = _MATH.sub(r"$\1$", text)
    return unescape(text) if "&" in text else text


_HTML: Final = re.compile(
    r"</?(?:a|b|br|code|div|em|h[1-6]|i|li|ol|p|s|small|span|strong|sub|sup|u|ul)(?:\s[^<>]{0,500})?/?>", re.IGNORECASE
)
_BREAK: Final = re.compile(
    r"(?>(?<!\s)\s+|)(?:<br ?/?>|</?(?:p|div|h[1-6]|ul|ol)(?:\s[^<>]{0,500})?>|</li>)\s*", re.IGNORECASE
)
_ITEM: Final = re.compile(r"(?>(?<!\s)\s+|)<li(?:\s[^<>]{0,500})?>\s*", re.IGNORECASE)


def without_html(text: str) -> str:
    """The words of HTML, with its paragraphs; what has no tags stays as it is."""
    if not _HTML.search(text):
        return text
    parts = re.split(r"\n{2,}", _HTML.sub("", _ITEM.sub("\n\n", _BREAK.sub("\n\n", text))))
    return "\n\n".join(unescape(one).strip() for one in parts if one.strip())


def _link(found: re.Match[str]) -> str:
    """A picture is its text; what is no web address stands in brackets."""
    is_picture, words, address = found[1], found[2], found[3]
    if is_picture or not address:
        return words
    if address.lower().startswith("mailto:"):
        address = address[7:]
        return words if words == address or not words else f"{words} ({address})"
    if check_url(address) is None:
        return f"[{words or address}]({address})"
    return words if words == address or not words else f"{words} ({address})"

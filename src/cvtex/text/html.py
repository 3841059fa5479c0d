"""HTML left in a .bib field: tags and character references -> rich text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import assert_never

from cvtex.text.richtext import (
    InLanguage,
    Inline,
    LineBreak,
    Link,
    Math,
    NoBreak,
    RichText,
    Style,
    Styled,
    merge_strings,
)

# Tags that Zotero, Crossref and publishers put in titles. None: the tag is dropped, its content is printed.
_STYLES: Mapping[str, Style | None] = {
    "i": "emphasis", "em": "emphasis", "b": "strong", "strong": "strong", "sub": "subscript", "inf": "subscript",
    "sup": "superscript", "sc": "small-caps", "scp": "small-caps", "code": "code", "tt": "code",
    "span": None, "u": None, "p": None, "br": None, "div": None, "font": None, "title": None,
}  # fmt: skip
_TAG = re.compile(rf"<(/?)(?:jats:)?({'|'.join(_STYLES)})(?:\s[^<>]*)?/?>|</?mml:[^<>]*>", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_MAX_DEPTH = 20


def read_html(text: RichText) -> RichText:
    """Turn known tags into styles and character references into characters. Unpaired tags are dropped."""
    return _read(text, 0)


def _read(text: RichText, depth: int) -> RichText:
    # Each open tag with its content so far. The first is the text itself.
    open_tags: list[tuple[str, list[Inline]]] = [("", [])]
    for node in text:
        if not isinstance(node, str):
            open_tags[-1][1].append(_inside(node, depth + len(open_tags)))
            continue
        decoded = _REFERENCE.sub(_character, node) if "&" in node else node
        start = 0
        for match in _TAG.finditer(decoded):
            open_tags[-1][1].append(decoded[start : match.start()])
            start = match.end()
            _tag((match[2] or "").lower(), bool(match[1]), open_tags, depth)
        open_tags[-1][1].append(decoded[start:])
    while len(open_tags) > 1:
        _, content = open_tags.pop()
        open_tags[-1][1].extend(content)
    return merge_strings(tuple(open_tags[0][1]))


def _character(reference: re.Match[str]) -> str:
    import html

    return html.unescape(reference[0])


def _tag(tag: str, is_end: bool, open_tags: list[tuple[str, list[Inline]]], depth: int) -> None:
    if _STYLES.get(tag) is None:
        open_tags[-1][1].append(" " if tag in ("br", "p", "div") else "")
    elif not is_end:
        if depth + len(open_tags) <= _MAX_DEPTH:
            open_tags.append((tag, []))
    elif any(tag == name for name, _ in open_tags):
        while _close(open_tags) != tag:
            continue


def _close(open_tags: list[tuple[str, list[Inline]]]) -> str:
    tag, content = open_tags.pop()
    style = _STYLES[tag]
    if style and content:
        open_tags[-1][1].append(Styled(style, merge_strings(tuple(content))))
    return tag


def _inside(node: Inline, depth: int) -> Inline:
    match node:
        case Styled(style, content) if style != "code":
            return Styled(style, _read(content, depth))
        case Link(url, content):
            return Link(url, _read(content, depth))
        case NoBreak(content):
            return NoBreak(_read(content, depth))
        case str() | Styled() | Math() | InLanguage() | LineBreak():
            return node
        case _:
            assert_never(node)

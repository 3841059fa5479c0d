"""HTML left in a .bib field: tags and character references -> rich text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import assert_never

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
    merge_strings,
)

# Tags that Zotero, Crossref and publishers put in titles. None: the tag is dropped, its content is printed.
_STYLES: Mapping[str, Style | None] = {
    **dict.fromkeys(("i", "em", "italic", "it", "emph", "emphasis", "cite", "var"), "emphasis"),
    **dict.fromkeys(("b", "strong", "bold"), "strong"),
    **dict.fromkeys(("sub", "inf"), "subscript"), "sup": "superscript",
    **dict.fromkeys(("sc", "scp", "small-caps"), "small-caps"),
    **dict.fromkeys(("code", "tt", "kbd", "samp", "monospace"), "code"),
    **dict.fromkeys(
        ("span", "u", "p", "br", "div", "font", "title", "underline", "roman", "sans-serif", "overline", "strike",
         "del", "ins", "small", "big", "nobr", "wbr", "break", "abstract", "bdi", "inline-formula", "disp-formula",
         "formula", "tex", "tex-math", "alternatives", "named-content", "styled-content", "xref", "ext-link", "uri",
         "email", "astrobj", "h1", "h2", "h3", "h4", "ul", "ol", "li",
         "math", "mi", "mn", "mo", "ms", "mtext", "mspace", "mrow", "mstyle", "mpadded", "mphantom", "msub", "msup",
         "msubsup", "mfrac", "msqrt", "mroot", "mover", "munder", "munderover", "mmultiscripts", "mprescripts",
         "mfenced", "menclose", "mtable", "mtr", "mtd", "semantics", "annotation"),
        None,
    ),
}  # fmt: skip
_BLOCKS = frozenset({"br", "p", "div", "break", "li"})
# A formula in two notations, of which the first is printed: `<alternatives>` has several, MathML ends in its source.
_ALTERNATIVES = "alternatives"
_FORMULAS = frozenset({"tex-math", "math"})
_SOURCE = "annotation"
_OTHER_NOTATION = "other notation"
# All tags of JATS, of MathML and of Elsevier's format count. A link is dropped, since a title is no place for it.
_TAG = re.compile(
    # A blank before the name, but not on both sides: `a < b > c` is no tag.
    rf"<(?!\s[^<>]*\s>)\s?(/?)(?:(?:jats:|ce:|mml:)?({'|'.join(_STYLES)})(?:\s[^<>]*)?|(?:jats|mml|ce|xhtml):[^<>]*|a\s[^<>]*=[^<>]*)/?>"
    r"|</a\s*>",
    re.IGNORECASE,
)
# IEEE writes blanks around the formula.
_BLANK_IN_FORMULA = re.compile(r"(?<!\s)\s++(?=</tex-math>)|(?<=<inline-formula>)\s++", re.IGNORECASE)
_LEAF = r"<(?:mml:)?m(?:i|n|o|text)(?:\s[^<>]*)?>[^<>]*</(?:mml:)?m(?:i|n|o|text)>"
_PART = rf"({_LEAF}|<(?:mml:)?mrow>(?:\s*{_LEAF})*\s*</(?:mml:)?mrow>)"
_SCRIPT = re.compile(rf"<(?:mml:)?m(sub|sup)>\s*{_PART}\s*{_PART}\s*</(?:mml:)?m\1>", re.IGNORECASE)
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
        # Twice, since `&amp;lt;` occurs.
        decoded = _REFERENCE.sub(_character, _REFERENCE.sub(_character, node)) if "&" in node else node
        if "formula>" in decoded or "</tex-math>" in decoded:
            decoded = _BLANK_IN_FORMULA.sub("", decoded)
        if "<m" in decoded.lower():
            decoded = _SCRIPT.sub(r"\2<\1>\3</\1>", decoded)
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
    names = [name for name, _ in open_tags]
    if is_end and tag in _FORMULAS and _ALTERNATIVES in names and _OTHER_NOTATION not in names:
        open_tags.append((_OTHER_NOTATION, []))
    elif tag not in (_ALTERNATIVES, _SOURCE) and _STYLES.get(tag) is None:
        open_tags[-1][1].append(" " if tag in _BLOCKS else "")
    elif not is_end:
        if depth + len(open_tags) <= _MAX_DEPTH:
            open_tags.append((tag, []))
    elif tag in names:
        while _close(open_tags) != tag:
            continue


def _close(open_tags: list[tuple[str, list[Inline]]]) -> str:
    tag, content = open_tags.pop()
    style = _STYLES.get(tag)
    if tag == _ALTERNATIVES:
        open_tags[-1][1].extend(content)
    elif style and content:
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
        case str() | Styled() | Math() | InLanguage() | LineBreak() | Footnote():
            return node
        case _:
            assert_never(node)
